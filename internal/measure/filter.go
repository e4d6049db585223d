package measure

import (
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"cordee/internal/fault"
)

// Limits of a filter. Nothing in the language loops, so the cost of one evaluation is bounded by the number of nodes.
const (
	maxFilterLen   = 2_000  // characters
	maxFilterNodes = 400    // nodes of the syntax tree
	memoryBudget   = 10_000 // elements an evaluation may allocate
)

// Filter is a compiled condition on facts. The zero value lets everything through. It is safe for concurrent use.
type Filter struct {
	program *vm.Program
	kinds   kindSet
	bounded bool // kinds was worked out: the zero Filter is unbounded
}

// Compile reads a filter: an expression over kind, amount and the attributes of a fact that is true or false. Attributes are
// texts, addressed by bare names or by attr("Any name"); a missing one is "". num(x) reads a text as a number, lower(x) folds its
// case; contains, startsWith, endsWith, in, and, or, not, comparisons and + - * / are the operators. The language is closed and
// total: no loops, no clock, no patterns, no other function. An empty text lets everything through.
//
// Refusals, with the place as position (from 1, in characters): "filter.too_long", "filter.too_complex", "filter.syntax" and its nearer
// kin (one_equals, quotes, text_unclosed, bracket_unclosed, and_or, ends_early, space_in_name), "filter.not_allowed",
// "filter.unknown_function", "filter.arguments", "filter.type", "filter.not_bool".
func Compile(where string) (Filter, error) {
	where = strings.TrimSpace(where)
	if where == "" {
		return Filter{}, nil
	}
	if !utf8.ValidString(where) {
		return Filter{}, fault.New(fault.Invalid, "filter.syntax", "position", 1, "near", "�")
	}
	if utf8.RuneCountInString(where) > maxFilterLen {
		return Filter{}, fault.New(fault.Invalid, "filter.too_long", "max", maxFilterLen)
	}
	root, err := parseFilter(where)
	if err != nil {
		return Filter{}, err
	}
	program, err := expr.Compile(where, append(language(), expr.Patch(attributes{}))...)
	if err != nil {
		return Filter{}, typeFault(err)
	}
	return Filter{program: program, kinds: kindsOf(root), bounded: true}, nil
}

// view is what a filter sees. The name of the attributes has a space in it, so that no expression can spell it.
type view struct {
	Kind   string            `expr:"kind"`
	Amount float64           `expr:"amount"`
	Attrs  map[string]string `expr:" attributes"`
}

const attributesName = " attributes"

// language is the closed set of what a filter may use.
func language() []expr.Option {
	return []expr.Option{
		expr.Env(view{}),
		expr.AsBool(),
		expr.WarnOnAny(),
		expr.DisableAllBuiltins(),
		expr.DisableIfOperator(),
		expr.Function("num", func(p ...any) (any, error) { return numeric(p[0].(string)), nil }, new(func(string) float64)),
		expr.Function("lower", func(p ...any) (any, error) { return strings.ToLower(p[0].(string)), nil }, new(func(string) string)),
	}
}

// numeric is a text as a number. A text that is none becomes NaN, which no comparison but != accepts.
func numeric(s string) float64 {
	a, ok := number(s)
	if !ok {
		return math.NaN()
	}
	return decimalFloat(a)
}

// decimalFloat is the float nearest to the amount, the same that the literal in an expression gets, so that amount == 12.34 is
// exact for all amounts below nine hundred billion.
func decimalFloat(a Amount) float64 { return float64(a) / float64(One) }

// Match tells whether a fact passes. An error in evaluation counts as false.
func (f Filter) Match(x Fact) bool {
	if !f.bounded {
		return true
	}
	if !f.kinds.any && !slices.Contains(f.kinds.names, x.Kind) {
		return false
	}
	if f.kinds.exact {
		return true
	}
	machine := vm.VM{MemoryBudget: memoryBudget}
	out, err := machine.Run(f.program, &view{Kind: x.Kind, Amount: decimalFloat(x.Amount), Attrs: x.Attrs})
	pass, isBool := out.(bool)
	return err == nil && isBool && pass
}

// Kinds are the kinds a fact must have for the filter to be able to match, sorted; bounded is false when any kind may.
func (f Filter) Kinds() (kinds []string, bounded bool) {
	if !f.bounded || f.kinds.any {
		return nil, false
	}
	return slices.Clone(f.kinds.names), true
}

// attributes rewrites names that are neither ours nor functions, and calls of attr, into look-ups of an attribute.
type attributes struct{}

// Visit implements ast.Visitor.
func (attributes) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if !reserved[n.Value] {
			ast.Patch(node, lookUp(&ast.StringNode{Value: n.Value}))
		}
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok && callee.Value == "attr" && len(n.Arguments) == 1 {
			ast.Patch(node, lookUp(n.Arguments[0]))
		}
	}
}

func lookUp(name ast.Node) ast.Node {
	return &ast.MemberNode{Node: &ast.IdentifierNode{Value: attributesName}, Property: name}
}

// reserved are the names that are not attributes; attr("num") reaches an attribute of such a name.
var reserved = map[string]bool{"kind": true, "amount": true, "num": true, "lower": true, "attr": true, attributesName: true}

// typeFault turns the compiler's refusal into a fault. A refusal with a place is about types; one without is about the result.
func typeFault(err error) error {
	var at *file.Error
	if errors.As(err, &at) {
		return fault.New(fault.Invalid, "filter.type", "position", at.From+1).Because(err)
	}
	return fault.New(fault.Invalid, "filter.not_bool").Because(err)
}
