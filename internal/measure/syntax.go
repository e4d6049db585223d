package measure

import (
	"errors"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"cordee/internal/fault"
)

// parseFilter reads the text and refuses everything outside the language of filters.
func parseFilter(where string) (ast.Node, error) {
	c := conf.CreateNew()
	expr.DisableAllBuiltins()(c)
	c.DisableIfOperator = true
	tree, err := parser.ParseWithConfig(where, c)
	if err != nil {
		position := 1
		var at *file.Error
		if errors.As(err, &at) {
			position = at.From + 1
		}
		return nil, syntaxFault(where, position).Because(err)
	}
	g := guard{}
	if err := g.check(tree.Node); err != nil {
		return nil, err
	}
	return tree.Node, nil
}

// guard walks a syntax tree and lets through only what is known to be harmless: a list of what is allowed, not of what is not.
type guard struct{ nodes int }

var allowedOperators = map[string]bool{
	"==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true, "&&": true, "||": true, "and": true, "or": true,
	"in": true, "contains": true, "startsWith": true, "endsWith": true, "+": true, "-": true, "*": true, "/": true,
}

func (g *guard) check(node ast.Node) error {
	if g.nodes++; g.nodes > maxFilterNodes {
		return fault.New(fault.Invalid, "filter.too_complex", "max", maxFilterNodes)
	}
	switch n := node.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return nil
	case *ast.IdentifierNode:
		if n.Value == "" || n.Value[0] == '$' {
			return notAllowed(node, n.Value)
		}
		return nil
	case *ast.UnaryNode:
		return g.check(n.Node)
	case *ast.BinaryNode:
		if !allowedOperators[n.Operator] {
			return notAllowed(node, n.Operator)
		}
		return g.all(n.Left, n.Right)
	case *ast.ConditionalNode:
		return g.all(n.Cond, n.Exp1, n.Exp2)
	case *ast.ArrayNode:
		return g.all(n.Nodes...)
	case *ast.CallNode:
		return g.call(n)
	case *ast.BuiltinNode: // the functions with a loop inside, which the parser knows without being told
		return unknownFunction(n, n.Name)
	default:
		return notAllowed(node, node.String())
	}
}

func (g *guard) all(nodes ...ast.Node) error {
	for _, n := range nodes {
		if err := g.check(n); err != nil {
			return err
		}
	}
	return nil
}

// call lets the three functions through, each with its one argument.
func (g *guard) call(n *ast.CallNode) error {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return notAllowed(n, n.String())
	}
	switch callee.Value {
	case "num", "lower", "attr":
	default:
		return unknownFunction(n, callee.Value)
	}
	if len(n.Arguments) != 1 {
		return fault.New(fault.Invalid, "filter.arguments", "name", callee.Value, "position", n.Location().From+1)
	}
	return g.check(n.Arguments[0])
}

func unknownFunction(n ast.Node, name string) error {
	return fault.New(fault.Invalid, "filter.unknown_function", "name", name, "position", n.Location().From+1)
}

func notAllowed(n ast.Node, what string) error {
	if r := []rune(what); len(r) > 40 {
		what = string(r[:40]) + "…"
	}
	return fault.New(fault.Invalid, "filter.not_allowed", "what", what, "position", n.Location().From+1)
}

// kindSet is what a condition says about the kind of a fact.
type kindSet struct {
	any   bool     // nothing: any kind may match
	names []string // otherwise only these, sorted
	exact bool     // and every fact of such a kind matches: nothing else is asked
}

// kindsOf works out from a condition which kinds can satisfy it.
func kindsOf(node ast.Node) kindSet {
	unknown := kindSet{any: true}
	if b, ok := node.(*ast.BoolNode); ok {
		return kindSet{any: b.Value, exact: true}
	}
	n, ok := node.(*ast.BinaryNode)
	if !ok {
		return unknown
	}
	switch n.Operator {
	case "==":
		return kindEquals(n.Left, n.Right)
	case "in":
		return kindIn(n.Left, n.Right)
	case "&&", "and":
		return both(kindsOf(n.Left), kindsOf(n.Right))
	case "||", "or":
		return either(kindsOf(n.Left), kindsOf(n.Right))
	}
	return unknown
}

func kindEquals(a, b ast.Node) kindSet {
	if !isKind(a) {
		a, b = b, a
	}
	name, ok := b.(*ast.StringNode)
	if !isKind(a) || !ok {
		return kindSet{any: true}
	}
	return kindSet{names: []string{name.Value}, exact: true}
}

func kindIn(a, list ast.Node) kindSet {
	array, ok := list.(*ast.ArrayNode)
	if !isKind(a) || !ok {
		return kindSet{any: true}
	}
	s := kindSet{exact: true}
	for _, n := range array.Nodes {
		name, ok := n.(*ast.StringNode)
		if !ok {
			return kindSet{any: true}
		}
		s.names = append(s.names, name.Value)
	}
	slices.Sort(s.names)
	s.names = slices.Compact(s.names)
	return s
}

func isKind(n ast.Node) bool {
	id, ok := n.(*ast.IdentifierNode)
	return ok && id.Value == "kind"
}

func both(a, b kindSet) kindSet {
	exact := a.exact && b.exact
	switch {
	case a.any:
		return kindSet{any: b.any, names: b.names, exact: exact}
	case b.any:
		return kindSet{names: a.names, exact: exact}
	}
	out := kindSet{exact: exact}
	for _, name := range a.names {
		if slices.Contains(b.names, name) {
			out.names = append(out.names, name)
		}
	}
	return out
}

func either(a, b kindSet) kindSet {
	exact := a.exact && b.exact
	if a.any || b.any {
		return kindSet{any: true, exact: exact && (a.any && a.exact || b.any && b.exact)}
	}
	names := slices.Concat(a.names, b.names)
	slices.Sort(names)
	return kindSet{names: slices.Compact(names), exact: exact}
}
