package sheet

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"cordee/internal/fault"
)

// maxMappingNodes bounds how far a mapping is looked at: its aliases could make a small file endless.
const maxMappingNodes = 50_000

// readMapping turns the text into a tree, and says in our own words, with the line, why it is none.
func readMapping(data []byte) (*yaml.Node, error) {
	var doc yaml.Node
	err := yaml.Unmarshal(data, &doc)
	switch {
	case err != nil:
		return nil, brokenYAML(string(data), err)
	case len(doc.Content) == 0:
		return nil, mappingFault("mapping.empty")
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null" {
		return nil, mappingFault("mapping.empty")
	}
	return root, nil
}

var yamlLine = regexp.MustCompile(`line (\d+):`)

// brokenYAML says where a text stops being YAML. Only the line is taken from the reader, whose words are English: it names the line where
// it gave up, which is the one to correct or the one after.
func brokenYAML(text string, err error) error {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		if indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]; strings.Contains(indent, "\t") {
			return atMappingLine(mappingFault("mapping.tab"), i+1, "", "").Because(err)
		}
	}
	at := 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		at, _ = strconv.Atoi(m[1])
		if strings.Contains(err.Error(), "did not find expected") { // of what its parser refuses, it counts the lines from 0
			at++
		}
	}
	at = min(max(at, 1), len(lines))
	for at > 1 && strings.TrimSpace(lines[at-1]) == "" {
		at--
	}
	near := strings.TrimSpace(lines[at-1])
	return atMappingLine(mappingFault("mapping.unreadable", "near", shown(near)), at, "", near).Because(err)
}

// atMappingLine says where in the mapping's own file; whoever opened the file knows its name.
func atMappingLine(e *fault.Error, line int, word, value string) *fault.Error {
	return e.At(fault.Where{Row: line, Column: word, Value: shown(value)})
}

// shape compares a tree with the type it is to fill and gathers everything that does not fit, so that a person corrects once.
type shape struct {
	found fault.List
	nodes int
}

var (
	fieldsType = reflect.TypeFor[Fields]()
	columnType = reflect.TypeFor[Column]()
)

// fit looks at what stands under a word.
func (s *shape) fit(n *yaml.Node, t reflect.Type, word string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if s.nodes++; s.nodes > maxMappingNodes || n.ShortTag() == "!!null" {
		return
	}
	switch {
	case t == fieldsType:
		s.fields(n, word)
	case t == columnType && n.Kind == yaml.ScalarNode:
	case t.Kind() == reflect.Pointer:
		s.fit(n, t.Elem(), word)
	case t.Kind() == reflect.Struct:
		s.record(n, t, word)
	case t.Kind() == reflect.Map:
		s.eachPair(n, word, func(key, value *yaml.Node) { s.fit(value, t.Elem(), key.Value) })
	case t.Kind() == reflect.Slice:
		s.list(n, t.Elem(), word)
	default:
		s.scalar(n, t, word)
	}
}

func (s *shape) refuse(code string, n *yaml.Node, word, value string, args ...any) {
	e := mappingFault(code, append(args, "word", shown(word), "value", shown(value))...)
	s.found.Add(atMappingLine(e, n.Line, word, value))
}

// scalar is a text, a whole number, or true or false.
func (s *shape) scalar(n *yaml.Node, t reflect.Type, word string) {
	switch into := reflect.New(t).Interface(); {
	case n.Kind != yaml.ScalarNode:
		s.refuse("mapping.want_text", n, word, "")
	case t.Kind() == reflect.Int && n.Decode(into) != nil:
		s.refuse("mapping.want_number", n, word, n.Value)
	case t.Kind() == reflect.Bool && n.Decode(into) != nil:
		s.refuse("mapping.want_flag", n, word, n.Value)
	}
}

func (s *shape) list(n *yaml.Node, of reflect.Type, word string) {
	if n.Kind != yaml.SequenceNode {
		s.refuse("mapping.want_list", n, word, n.Value)
		return
	}
	for _, item := range n.Content {
		s.fit(item, of, word)
	}
}

// record is a set of words known beforehand.
func (s *shape) record(n *yaml.Node, t reflect.Type, word string) {
	types := map[string]reflect.Type{}
	var words []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		types[name], words = t.Field(i).Type, append(words, name)
	}
	s.eachPair(n, word, func(key, value *yaml.Node) {
		if key.ShortTag() == "!!merge" {
			s.fit(value, t, word)
		} else if of, known := types[key.Value]; known {
			s.fit(value, of, key.Value)
		} else {
			s.refuse("mapping.word", key, key.Value, "", "words", strings.Join(words, ", "))
		}
	})
}

// fields are columns by field; under "attributes" a column, a list of them, or columns by name.
func (s *shape) fields(n *yaml.Node, word string) {
	s.eachPair(n, word, func(key, value *yaml.Node) {
		if fold(key.Value) != "attributes" {
			s.fit(value, columnType, key.Value)
			return
		}
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		switch value.Kind {
		case yaml.MappingNode:
			s.fit(value, reflect.TypeFor[map[string]Column](), key.Value)
		case yaml.SequenceNode:
			s.fit(value, reflect.TypeFor[[]string](), key.Value)
		}
	})
}

// eachPair walks the pairs of "word: value" and refuses anything else, and a word given twice.
func (s *shape) eachPair(n *yaml.Node, word string, fn func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		code := "mapping.want_words"
		if word == "" {
			code = "mapping.not_words"
		}
		s.refuse(code, n, word, n.Value)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			s.refuse("mapping.word_twice", key, key.Value, "")
			continue
		}
		seen[key.Value] = true
		fn(key, n.Content[i+1])
	}
}

// viewNodes are the trees of the single-table mappings, in the order of Mapping.flat.
func viewNodes(n *yaml.Node) []*yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != "tables" || len(n.Content[i+1].Content) == 0 {
			continue
		}
		var all []*yaml.Node
		for _, t := range n.Content[i+1].Content {
			all = append(all, viewNodes(t)...)
		}
		return all
	}
	return []*yaml.Node{n}
}

// lineOf is the line of a word or value, 0 when the tree has it not.
func lineOf(n *yaml.Node, text string) int {
	if n.Kind == yaml.ScalarNode && text != "" && (shown(n.Value) == text || fold(n.Value) == text) {
		return n.Line
	}
	for _, c := range n.Content {
		if line := lineOf(c, text); line > 0 {
			return line
		}
	}
	return 0
}

// placed gives the problems of one view their lines: that of the word or value blamed, else that of the view.
func placed(err error, view, root *yaml.Node) error {
	var l fault.List
	for _, e := range fault.All(err) {
		line := view.Line
		for _, name := range []string{"field", "value", "table"} {
			text, _ := e.Args[name].(string)
			if at := lineOf(view, text); at > 0 {
				line = at
				break
			}
			if at := lineOf(root, text); at > 0 {
				line = at
				break
			}
		}
		l = append(l, atMappingLine(e, line, "", ""))
	}
	return l.OrNil()
}
