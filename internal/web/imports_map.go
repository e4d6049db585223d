package web

import (
	"slices"
	"strconv"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// What the reading of a foreign file is guessed from, and how much of it is shown.
const (
	sampleRows  = 1_000
	previewRows = 5
	maxMeanings = 60 // different values of the kind column that can be given a meaning
)

// foreignFile is a file whose columns are to be read as results or as people.
type foreignFile struct {
	draft   draft
	index   int
	columns []string
	rows    [][]string
}

func (f foreignFile) name() string { return f.draft.Files[f.index].Name }

func (v *visit) foreignFile() (foreignFile, error) {
	d, err := v.draft()
	if err != nil {
		return foreignFile{}, err
	}
	i, err := strconv.Atoi(v.r.FormValue("file"))
	if err != nil || i < 0 || i >= len(d.Files) {
		return foreignFile{}, fault.New(fault.NotFound, "import.draft_gone")
	}
	files, closeAll, err := d.open()
	if err != nil {
		return foreignFile{}, err
	}
	defer closeAll()
	f := foreignFile{draft: d, index: i}
	f.columns, f.rows, err = sheet.Preview(files[i], sheet.Options{French: v.world.Org().Locale == "fr"}, sampleRows)
	return f, err
}

func (v *visit) mapPage() error {
	f, err := v.foreignFile()
	if err != nil {
		return err
	}
	people := sheet.GuessPeople(f.columns, f.rows)
	guess := sheet.Guess(f.columns, f.rows)
	table := v.r.URL.Query().Get("table")
	if table == "" && guess.Columns.Of["amount"].Column == "" && guess.Columns.Of["occurred_on"].Column == "" && people.Name != "" {
		table = string(sheet.People)
	}
	if table == string(sheet.People) {
		return v.showMap(nil, f, knownPeople(people))
	}
	return v.showMap(nil, f, knownResults(f, guess))
}

// knownPeople is the form of a list of people as it was guessed.
func knownPeople(p sheet.PeopleColumns) typed {
	return known("table", string(sheet.People), "name", p.Name, "key", p.Key, "email", p.Email, "start_on", p.StartOn, "team", p.Team,
		"department", p.Department, "lead", p.Lead)
}

// knownResults is the form of an export of results as it was guessed.
func knownResults(f foreignFile, m sheet.Mapping) typed {
	t := known("table", string(sheet.Results), "people", m.People, "date_format", m.DateFormat, "number_format", m.NumberFormat,
		"kind_all", m.Constants["kind"], "source", sourceOf(f.name()))
	for field, c := range m.Columns.Of {
		t.Set(field, c.Column)
	}
	for _, a := range m.Columns.Attributes {
		t.Add("attribute", a.Column.Column)
	}
	return f.meanings(t)
}

// sourceOf names where results come from after their file: its first word.
func sourceOf(file string) string {
	name := strings.ToLower(file)
	end := strings.IndexFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if end > 0 {
		return name[:end]
	}
	return "crm"
}

// values are the different values of a column of the whole file, in its order.
func (f foreignFile) values(column string) []string {
	if column == "" {
		return nil
	}
	files, closeAll, err := f.draft.open()
	if err != nil {
		return nil // the next step tells
	}
	defer closeAll()
	values, err := sheet.Distinct(files[f.index], sheet.Options{}, column, maxMeanings)
	if err != nil {
		return nil
	}
	return values
}

// meanings gives the values of the column of kinds a place each, with what they most likely mean.
func (f foreignFile) meanings(t typed) typed {
	values := f.values(t.Get("kind"))
	means := sheet.Meanings(values)
	for i, value := range values {
		n := strconv.Itoa(i)
		t.Set("value_"+n, value)
		t.Set("means_"+n, means[value])
	}
	return t
}

// mapFile keeps how a file is read, or shows the form again for another column of kinds.
func (v *visit) mapFile() error {
	if err := v.parse(); err != nil {
		return err
	}
	f, err := v.foreignFile()
	if err != nil {
		return err
	}
	t := typed{Values: v.r.PostForm}
	if v.trimmed("do") == "refresh" {
		return v.showMap(nil, f, f.meanings(t))
	}
	m, err := v.builtMapping(f, t)
	if err == nil && t.text("save") != "" {
		err = v.App.SaveMapping(v.ctx(), v.actor(), t.text("save"), m)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showMap(err, f, v.retyped(err, append(mapFields(t.Get("table")), "save")...))
	}
	v.stash.change(f.draft.ID, func(d *draft) {
		d.Files[f.index].Mapping = &m
		d.People = t.Get("add_people") == "yes"
	})
	return v.check(f.draft.ID)
}

func (v *visit) builtMapping(f foreignFile, t typed) (sheet.Mapping, error) {
	var l fault.List
	for _, field := range required[t.Get("table")] {
		if t.Get(field) == "" {
			l.Add(fault.Bad(field, "import.choose_column"))
		}
	}
	if len(l) > 0 {
		return sheet.Mapping{}, l
	}
	m := f.results(t)
	if t.Get("table") == string(sheet.People) {
		m = sheet.PeopleColumns{
			Name: t.Get("name"), Key: t.Get("key"), Email: t.Get("email"), StartOn: t.Get("start_on"), Team: t.Get("team"),
			Department: t.Get("department"), Lead: t.Get("lead"),
		}.Mapping(v.T("web.imports.team_of"))
		m.DateFormat = t.Get("date_format")
	}
	return sheet.ParseMapping(m.YAML())
}

// required are the fields that need a column.
var required = map[string][]string{
	string(sheet.Results): {"ref", "occurred_on", "person"},
	string(sheet.People):  {"name"},
}

// The fields that a column may feed, in the order people are asked.
var (
	resultFields = []string{"ref", "occurred_on", "person", "amount", "kind", "currency", "version"}
	peopleFields = []string{"name", "email", "team", "department", "lead", "key", "start_on"}
)

func mapFields(table string) []string {
	if table == string(sheet.People) {
		return peopleFields
	}
	return resultFields
}

// results builds the mapping of an export of results.
func (f foreignFile) results(t typed) sheet.Mapping {
	m := sheet.Mapping{
		Table: sheet.Results, Source: t.text("source"), People: t.Get("people"), DateFormat: t.Get("date_format"), NumberFormat: t.Get("number_format"),
		Columns: sheet.Fields{Of: map[string]sheet.Column{}},
	}
	for _, field := range resultFields {
		if c := t.Get(field); c != "" {
			m.Columns.Of[field] = sheet.Column{Column: c}
		}
	}
	if kind := t.Get("kind"); kind == "" {
		m.Constants = map[string]string{"kind": orText(t.Get("kind_all"), "deal_won")}
	} else {
		m.Values, m.Skip = t.meanings(kind)
	}
	for _, c := range t.Values["attribute"] {
		if slices.Contains(f.columns, c) {
			m.Columns.Attributes = append(m.Columns.Attributes, sheet.Attribute{Name: attributeKey(c), Column: sheet.Column{Column: c}})
		}
	}
	return m
}

// meanings is what each value of the column of kinds means; those that mean nothing leave their row out.
func (t typed) meanings(column string) (map[string]map[string]string, []sheet.Condition) {
	means := map[string]string{}
	var skip []string
	for i := range maxMeanings {
		n := strconv.Itoa(i)
		value := t.Get("value_" + n)
		switch meaning := t.Get("means_" + n); {
		case value == "":
		case meaning == "":
			skip = append(skip, value)
		default:
			means[value] = meaning
		}
	}
	if len(skip) == 0 {
		return map[string]map[string]string{column: means}, nil
	}
	return map[string]map[string]string{column: means}, []sheet.Condition{{Column: column, Values: skip}}
}

// attributeKey is a column's name as filters write it: small letters, digits and low lines.
func attributeKey(column string) string {
	key := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_', r > 127:
			return r
		}
		return '_'
	}, strings.ToLower(strings.TrimSpace(column)))
	return strings.Trim(key, "_")
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (v *visit) showMap(err error, f foreignFile, t typed) error {
	table := orText(t.Get("table"), string(sheet.Results))
	path := draftPath(f.draft.ID) + "/map"
	tab := func(kind sheet.Kind) ui.Tab {
		return ui.Tab{Text: v.T("web.imports.as_" + string(kind)), Href: path + "?file=" + strconv.Itoa(f.index) + "&table=" + string(kind), Current: table == string(kind)}
	}
	p := mapProps{
		head: ui.PageHeadProps{Title: v.T("web.imports.map", "file", f.name()), Lead: v.T("web.imports.map_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.imports.heading"), Href: "/imports"}}},
		tabs: []ui.Tab{tab(sheet.Results), tab(sheet.People)}, tabsLabel: v.T("web.imports.holds"),
		form:    v.form(t, ui.FormProps{Action: path, Hidden: []ui.Hidden{{Name: "file", Value: strconv.Itoa(f.index)}, {Name: "table", Value: table}}}),
		keep:    t.field(ui.FieldProps{Name: "save", Label: v.T("web.imports.keep"), Hint: v.T("web.imports.keep_hint"), Optional: v.T("web.form.optional")}),
		submit:  ui.ButtonProps{Text: v.T("web.imports.check"), Kind: ui.ButtonPrimary, Name: "do", Value: "check"},
		refresh: ui.ButtonProps{Text: v.T("web.imports.refresh"), Kind: ui.ButtonQuiet, Name: "do", Value: "refresh"},
		preview: f.preview(v.T("web.imports.preview")), previewTitle: v.T("web.imports.preview"),
	}
	for _, field := range mapFields(table) {
		p.fields = append(p.fields, v.columnField(t, f, table, field))
	}
	p.more = v.howFields(t, table)
	p.moreTitle = v.T("web.imports.how")
	if table == string(sheet.Results) {
		v.resultQuestions(&p, t, f)
	}
	return v.showAs(answerTo(err), page{title: p.head.Title, path: "/imports"}, mapView(p))
}

// columnField asks which column feeds a field.
func (v *visit) columnField(t typed, f foreignFile, table, field string) ui.FieldProps {
	p := ui.FieldProps{
		Name: field, Label: v.T("web.imports." + table + "_" + field), Kind: ui.FieldSelect, Blank: v.T("web.imports.no_column"),
		Required: slices.Contains(required[table], field),
	}
	for _, c := range f.columns {
		if c != "" {
			p.Options = append(p.Options, ui.Option{Value: c, Label: c})
		}
	}
	return t.field(p)
}

// resultQuestions asks what only results need: what each stage means and which columns stay as attributes.
func (v *visit) resultQuestions(p *mapProps, t typed, f foreignFile) {
	p.kindsTitle, p.kindsHint = v.T("web.imports.kinds"), v.T("web.imports.kinds_hint")
	for i := range maxMeanings {
		n := strconv.Itoa(i)
		value := t.Get("value_" + n)
		if value == "" {
			break
		}
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: "value_" + n, Value: value})
		p.kinds = append(p.kinds, t.field(ui.FieldProps{Name: "means_" + n, Label: value, Kind: ui.FieldSelect, Options: v.meaningOptions(true)}))
	}
	if t.Get("kind") == "" {
		p.kinds = []ui.FieldProps{t.field(ui.FieldProps{Name: "kind_all", Label: v.T("web.imports.kind_all"), Kind: ui.FieldSelect, Options: v.meaningOptions(false)})}
	}
	p.attributes = ui.FieldProps{Name: "attribute", Label: v.T("web.imports.attributes"), Hint: v.T("web.imports.attributes_hint"), Kind: ui.FieldChecks}
	for _, c := range f.columns {
		used := slices.ContainsFunc(resultFields, func(field string) bool { return t.Get(field) == c })
		if c != "" && !used {
			p.attributes.Options = append(p.attributes.Options, ui.Option{Value: c, Label: c})
		}
	}
	p.attributes = t.field(p.attributes)
}

// meaningOptions are what a value of the column of kinds can mean.
func (v *visit) meaningOptions(skip bool) []ui.Option {
	var options []ui.Option
	if skip {
		options = append(options, ui.Option{Value: "", Label: v.T("web.imports.means_skip")})
	}
	for _, kind := range []string{"deal_won", "deal_lost", "call", "meeting", "profit", "cancelled"} {
		options = append(options, ui.Option{Value: kind, Label: v.T("web.imports.means_" + kind)})
	}
	return options
}

// howFields ask how people, dates and numbers are written.
func (v *visit) howFields(t typed, table string) []ui.FieldProps {
	dates := ui.FieldProps{Name: "date_format", Label: v.T("web.imports.dates"), Kind: ui.FieldSelect, Options: []ui.Option{{Value: "", Label: v.T("web.imports.dates_own")}}}
	for _, format := range []string{"D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "D-M-YYYY", "YYYY/M/D", "YYYYMMDD", "YYYY-MM-DD…", "D/M/YYYY…", "M/D/YYYY…"} {
		dates.Options = append(dates.Options, ui.Option{Value: format, Label: format})
	}
	if table == string(sheet.People) {
		return []ui.FieldProps{t.field(dates)}
	}
	people := ui.FieldProps{Name: "people", Label: v.T("web.imports.people"), Kind: ui.FieldSelect}
	for _, how := range []string{"name", "email", "key", "external_id"} {
		people.Options = append(people.Options, ui.Option{Value: how, Label: v.T("web.imports.people_" + how)})
	}
	numbers := ui.FieldProps{Name: "number_format", Label: v.T("web.imports.numbers"), Kind: ui.FieldSelect, Options: []ui.Option{
		{Value: "", Label: v.T("web.imports.numbers_own")}, {Value: "french", Label: "1\u202f234,56"}, {Value: "english", Label: "1,234.56"},
	}}
	return []ui.FieldProps{
		t.field(people), t.field(dates), t.field(numbers),
		t.field(ui.FieldProps{Name: "source", Label: v.T("web.imports.source"), Hint: v.T("web.imports.source_hint"), Required: true}),
		t.field(ui.FieldProps{Name: "add_people", Label: v.T("web.imports.add_people"), Kind: ui.FieldCheckbox}),
	}
}

// preview is the first rows of the file as they are.
func (f foreignFile) preview(caption string) ui.TableProps {
	t := ui.TableProps{ID: "preview", Caption: caption, HideCaption: true, Dense: true}
	for _, c := range f.columns {
		t.Heads = append(t.Heads, ui.Head{Label: c})
	}
	for _, row := range f.rows[:min(previewRows, len(f.rows))] {
		r := ui.Row{}
		for _, cell := range row {
			r.Cells = append(r.Cells, ui.Cell{Text: cell})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
