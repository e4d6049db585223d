package sheet

import (
	"bytes"
	"errors"
	"path"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"cordee/internal/fault"
)

// Bounds of a mapping file.
const (
	maxMappingBytes = 64 << 10
	maxMappingNest  = 3
	maxViews        = 50
)

// ParseMapping reads a mapping. Everything wrong with it comes back at once, each with its line as Where.Row: mapping.unreadable or
// mapping.tab when it is no YAML; mapping.word, mapping.word_twice or mapping.want_* when it is none of ours; else mapping.table,
// mapping.field, mapping.people, mapping.format and their kin.
func ParseMapping(data []byte) (Mapping, error) {
	if len(data) > maxMappingBytes {
		return Mapping{}, fault.New(fault.TooLarge, "mapping.too_large", "max", maxMappingBytes>>10)
	}
	root, err := readMapping(bytes.TrimPrefix(data, []byte(byteOrderMark)))
	if err != nil {
		return Mapping{}, err
	}
	var s shape
	s.record(root, reflect.TypeFor[Mapping](), "")
	if len(s.found) > 0 {
		return Mapping{}, s.found
	}
	var m Mapping
	if err := root.Decode(&m); err != nil { // nothing that the look at its shape has not seen, but for aliases without end
		return Mapping{}, mappingFault("mapping.too_large", "max", maxMappingBytes>>10).Because(err)
	}
	if m.depth() > maxMappingNest {
		return Mapping{}, mappingFault("mapping.too_large", "max", maxMappingBytes>>10)
	}
	m.canonical()
	views, nodes := m.flat(), viewNodes(root)
	if len(views) > maxViews {
		return Mapping{}, mappingFault("mapping.too_large", "max", maxMappingBytes>>10)
	}
	var all fault.List
	for i, v := range views {
		at := root
		if len(nodes) == len(views) { // else aliases hide where they stand
			at = nodes[i]
		}
		all.Add(placed(v.check(), at, root))
	}
	return m, all.OrNil()
}

// canonical gives fields that go by a French name their own.
func (m *Mapping) canonical() {
	for i := range m.Tables {
		m.Tables[i].canonical()
	}
	t := tableOf(m.Table)
	if t == nil {
		return
	}
	for _, name := range m.Columns.order() {
		if own := t.field(name); own != "" && own != name {
			if _, twice := m.Columns.Of[own]; !twice {
				m.Columns.Of[own] = m.Columns.Of[name]
				delete(m.Columns.Of, name)
			}
		}
	}
}

func (m Mapping) depth() int {
	deepest := 0
	for _, t := range m.Tables {
		deepest = max(deepest, t.depth())
	}
	return deepest + 1
}

// check finds what no file could make right.
func (m Mapping) check() error {
	var l fault.List
	t := tableOf(m.Table)
	if t == nil {
		l.Add(mappingFault("mapping.table", "table", shown(string(m.Table))))
	} else {
		m.checkFields(t, &l)
	}
	if _, ok := lookupPrefix[m.People]; !ok {
		l.Add(mappingFault("mapping.people", "value", shown(m.People)))
	}
	checkFormat(&l, m.NumberFormat, true, false)
	checkFormat(&l, m.DateFormat, false, true)
	for _, pattern := range []string{m.File, joinFile(m.Join)} {
		if _, err := path.Match(pattern, ""); err != nil {
			l.Add(mappingFault("mapping.file", "value", shown(pattern)))
		}
	}
	if m.Join != nil && (m.Join.File == "" || m.Join.On == "" || len(m.Join.Columns) == 0) {
		l.Add(mappingFault("mapping.join"))
	}
	return l.OrNil()
}

func joinFile(j *Join) string {
	if j == nil {
		return ""
	}
	return j.File
}

func checkFormat(l *fault.List, format string, numbers, dates bool) {
	_, number := numberFormat(format)
	_, date := parseDatePattern(format)
	if format != "" && !(numbers && number) && !(dates && date) {
		l.Add(mappingFault("mapping.format", "value", shown(format)))
	}
}

func (m Mapping) checkFields(t *table, l *fault.List) {
	for _, name := range m.Columns.order() {
		c := m.Columns.Of[name]
		if t.field(name) != name {
			l.Add(mappingFault("mapping.field", "field", shown(name), "table", string(t.kind)))
		}
		if (c.Column == "") == (c.Template == "") {
			l.Add(mappingFault("mapping.column", "field", shown(name)))
		}
		checkFormat(l, c.Format, true, true)
	}
	if len(m.Columns.Attributes) > 0 && !t.open {
		l.Add(mappingFault("mapping.attributes", "table", string(t.kind)))
	}
	for _, name := range slices.Sorted(keysOf(m.Constants)) {
		if t.field(name) != name && !t.open {
			l.Add(mappingFault("mapping.field", "field", shown(name), "table", string(t.kind)))
		}
		if _, twice := m.Columns.Of[name]; twice {
			l.Add(mappingFault("mapping.twice", "field", shown(name)))
		}
	}
}

// YAML writes the mapping as ParseMapping reads it.
func (m Mapping) YAML() []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(m); err != nil { // a mapping holds only texts, numbers and lists of them
		return nil
	}
	return b.Bytes()
}

// order lists the fields as the tables do, then the others by name.
func (f Fields) order() []string {
	rank := map[string]int{}
	for i := range tables {
		for j, field := range tables[i].fields {
			if _, known := rank[field.name]; !known {
				rank[field.name] = i*100 + j + 1
			}
		}
	}
	return slices.SortedFunc(keysOf(f.Of), func(a, b string) int {
		if rank[a] != rank[b] && rank[a] > 0 && rank[b] > 0 {
			return rank[a] - rank[b]
		}
		return strings.Compare(a, b)
	})
}

// IsZero leaves an empty set of columns out of the YAML.
func (f Fields) IsZero() bool { return len(f.Of) == 0 && len(f.Attributes) == 0 }

// UnmarshalYAML reads fields, and under "attributes" a list of columns or names with their columns.
func (f *Fields) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return errors.New("columns: field: column expected")
	}
	f.Of = map[string]Column{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		if fold(name) == "attributes" {
			if err := f.readAttributes(n.Content[i+1]); err != nil {
				return err
			}
			continue
		}
		var c Column
		if err := c.read(n.Content[i+1]); err != nil {
			return err
		}
		f.Of[fold(name)] = c
	}
	return nil
}

func (f *Fields) readAttributes(n *yaml.Node) error {
	switch n.Kind {
	case yaml.ScalarNode:
		f.Attributes = append(f.Attributes, attributeOf(n.Value))
		return nil
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode {
				return errors.New("attributes: a list of columns expected")
			}
			f.Attributes = append(f.Attributes, attributeOf(item.Value))
		}
		return nil
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			a := Attribute{Name: n.Content[i].Value}
			if err := a.Column.read(n.Content[i+1]); err != nil {
				return err
			}
			f.Attributes = append(f.Attributes, a)
		}
		return nil
	}
	return errors.New("attributes: a list of columns expected")
}

func attributeOf(column string) Attribute {
	if column == anyOther {
		return Attribute{Name: anyOther}
	}
	return Attribute{Name: attributeName(column), Column: Column{Column: column}}
}

// read takes a column's name, or all that there is to say about it.
func (c *Column) read(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		c.Column = n.Value
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return errors.New("columns: the name of a column expected")
	}
	type bare Column
	return n.Decode((*bare)(c))
}

// MarshalYAML writes the fields in the order of the tables.
func (f Fields) MarshalYAML() (any, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, name := range f.order() {
		c, err := f.Of[name].node()
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, textNode(name), c)
	}
	if len(f.Attributes) == 0 {
		return n, nil
	}
	list, err := f.attributesNode()
	n.Content = append(n.Content, textNode("attributes"), list)
	return n, err
}

// attributesNode is a plain list when every name is the one its column has by itself.
func (f Fields) attributesNode() (*yaml.Node, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	named := &yaml.Node{Kind: yaml.MappingNode}
	plainList := true
	for _, a := range f.Attributes {
		bare := attributeOf(a.Column.Column)
		if a.Name == anyOther {
			bare = Attribute{Name: anyOther}
			list.Content = append(list.Content, textNode(anyOther))
		} else {
			list.Content = append(list.Content, textNode(a.Column.Column))
		}
		plainList = plainList && a.Name == bare.Name && a.Column.same(bare.Column)
		c, err := a.Column.node()
		if err != nil {
			return nil, err
		}
		named.Content = append(named.Content, textNode(a.Name), c)
	}
	if plainList {
		return list, nil
	}
	return named, nil
}

func (c Column) same(o Column) bool {
	return c.Column == o.Column && c.Template == o.Template && c.Default == o.Default && c.Format == o.Format &&
		c.AddDays == o.AddDays && len(c.Values) == 0 && len(o.Values) == 0
}

// node is the bare name when there is nothing else to say.
func (c Column) node() (*yaml.Node, error) {
	if c.same(Column{Column: c.Column}) {
		return textNode(c.Column), nil
	}
	type bare Column
	n := &yaml.Node{}
	err := n.Encode(bare(c))
	return n, err
}

func textNode(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}

// templatePart is a piece of a template: a text, or a column in braces.
type templatePart struct{ literal, column string }

func templateParts(s string) []templatePart {
	var parts []templatePart
	for s != "" {
		open := strings.IndexByte(s, '{')
		end := strings.IndexByte(s, '}')
		if open < 0 || end < open {
			return append(parts, templatePart{literal: s})
		}
		if open > 0 {
			parts = append(parts, templatePart{literal: s[:open]})
		}
		if name := strings.TrimSpace(s[open+1 : end]); name != "" {
			parts = append(parts, templatePart{column: name})
		}
		s = s[end+1:]
	}
	return parts
}
