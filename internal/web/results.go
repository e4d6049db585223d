package web

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

func (s *Server) resultRoutes(g *route.Registry) {
	s.get(g, "/results/new", org.PostResult, "", (*visit).newResult)
	s.post(g, "/results", org.PostResult, "", (*visit).postResult)
	s.get(g, "/results/mine", org.ReadOrg, "", (*visit).myResults)
	s.get(g, "/results/{posting}", org.ReadContribution, "result", (*visit).result)
	s.post(g, "/results/{ref}/undo", org.PostResult, "result", (*visit).undoResult)
	s.post(g, "/results/{posting}/helper", org.PostResult, "result", (*visit).creditHelper)
}

// webSource is the source of results typed on a page.
const webSource = app.HandSource

// resultForm is a result as typed. ID is drawn when the form is shown, so that sending it twice counts once.
type resultForm struct {
	ID, Kind, Person, Amount, On                string
	Customer, Product, Segment, Channel, Helper string
	NewCustomer                                 bool
	CreditPeople, CreditParts                   []string
	Back                                        string
}

var formID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// newFormID draws 128 random bits.
func newFormID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never fails
	return hex.EncodeToString(b[:])
}

func readResultForm(f url.Values) resultForm {
	get := func(name string) string { return strings.TrimSpace(f.Get(name)) }
	return resultForm{
		ID: get("form"), Kind: get("kind"), Person: get("person"), Amount: get("amount"), On: get("occurred_on"), Customer: get("customer"),
		Product: get("product"), Segment: get("segment"), Channel: get("source"), Helper: get("assist"), NewCustomer: f.Get("new_customer") == "yes",
		CreditPeople: f["credit_person"], CreditParts: f["credit_part"], Back: get("back"),
	}
}

// row reads the form into a result. author makes the reference the author's own: nobody can name another's form.
func (f resultForm) row(author org.Person, w *app.World, today period.Date, lang i18n.Lang) (sheet.ResultRow, error) {
	var l fault.List
	french := lang == i18n.FR
	if !formID.MatchString(f.ID) {
		f.ID = newFormID()
	}
	row := sheet.ResultRow{
		Source: webSource, Ref: author.ID.String() + "-" + f.ID, Kind: f.Kind, OccurredOn: today, Attrs: f.attrs(),
	}
	if f.Kind == "" {
		l.Add(fault.Bad("kind", "result.kind_choose"))
	}
	if f.On != "" {
		on, err := period.ParseLocalDate(f.On, french)
		l.Add(onField("occurred_on", err))
		row.OccurredOn = on
	}
	if f.Amount != "" {
		a, _, err := measure.ParseLocal(f.Amount, french)
		l.Add(onField("amount", err))
		row.Amount = measure.Some(a)
	} else if f.Kind == "deal_won" || f.Kind == "profit" {
		l.Add(fault.Bad("amount", "result.amount_missing"))
	}
	credits, err := f.credits(author, w, today, french)
	l.Add(err)
	row.Credits = credits
	if f.Helper != "" {
		p, err := personNamed(w, "assist", f.Helper, today)
		l.Add(err)
		row.Assists = []string{p.Key}
	}
	return row, l.OrNil()
}

// credits gives each colleague named their share, and the rest to whoever the result is for.
func (f resultForm) credits(author org.Person, w *app.World, today period.Date, french bool) ([]sheet.CreditKey, error) {
	who := author
	if f.Person != "" {
		p, err := personNamed(w, "person", f.Person, today)
		if err != nil {
			return nil, err
		}
		who = p
	}
	rest := measure.Hundred
	var shared []sheet.CreditKey
	for i, id := range f.CreditPeople {
		part := ""
		if i < len(f.CreditParts) {
			part = strings.TrimSpace(f.CreditParts[i])
		}
		if strings.TrimSpace(id) == "" {
			continue
		}
		p, err := personNamed(w, "credit_person", id, today)
		if err != nil {
			return nil, err
		}
		a, _, err := measure.ParseLocal(part, french)
		if err != nil || a <= 0 || a > 100*measure.One {
			return nil, fault.Bad("credit_person", "result.share_invalid")
		}
		bp := measure.BP(a / 100)
		rest -= bp
		shared = append(shared, sheet.CreditKey{Owner: p.Key, BP: bp})
	}
	if rest < 0 {
		return nil, fault.Bad("credit_person", "result.shares_over")
	}
	if rest == 0 {
		return shared, nil
	}
	return append([]sheet.CreditKey{{Owner: who.Key, BP: rest}}, shared...), nil
}

func (f resultForm) attrs() map[string]string {
	attrs := map[string]string{}
	for name, value := range map[string]string{"customer": f.Customer, "product": f.Product, "segment": f.Segment, "source": f.Channel} {
		if value != "" {
			attrs[name] = value
		}
	}
	if f.NewCustomer {
		attrs["new_customer"] = "yes"
	}
	return attrs
}

// onField makes a problem blame the field of the form that it came from.
func onField(field string, err error) error {
	if err == nil {
		return nil
	}
	return fault.All(err)[0].On(field)
}

func (v *visit) newResult() error {
	return v.resultPage(http.StatusOK, resultForm{Back: v.from()}, nil)
}

// resultPage is the form on a page of its own, with what was typed and what is wrong with it.
func (v *visit) resultPage(status int, f resultForm, err error) error {
	form := v.quickAdd(f)
	byField, rest := v.fieldFaults(err, "kind", "amount", "occurred_on", "person", "credit_person", "assist")
	form.Kind.Error, form.Amount.Error, form.Date.Error = byField["kind"], byField["amount"], byField["occurred_on"]
	form.Person.Error, form.Credits.Error, form.Errors = byField["person"], byField["credit_person"], rest
	form.More[len(form.More)-1].Error = byField["assist"]
	return v.showAs(status, page{title: v.T("web.result.add"), path: "/results/new", bare: true}, newResultPage(form))
}

func (v *visit) postResult() error {
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	f := readResultForm(v.r.PostForm)
	row, err := f.row(v.me(), v.world, v.today, v.Lang())
	if err == nil {
		_, err = v.App.Record(v.ctx(), v.actor(), []sheet.ResultRow{row})
	}
	if err != nil {
		if complete(err) || fault.KindOf(err) == fault.NotFound || fault.KindOf(err) == fault.Forbidden {
			return v.resultPage(status(fault.Invalid), f, err)
		}
		return err
	}
	v.flash("result_recorded", row.Ref)
	return v.redirect(local(f.Back))
}

func (v *visit) undoResult() error {
	ref := v.r.PathValue("ref")
	if err := v.App.UndoResult(v.ctx(), v.actor(), webSource, ref); err != nil {
		return err
	}
	v.flash("result_undone", "")
	return v.redirect(v.back("/"))
}

// quickAdd is the form that stands behind the button on every page.
func (v *visit) quickAdd(f resultForm) ui.QuickAddProps {
	if f.ID == "" || !formID.MatchString(f.ID) {
		f.ID = newFormID()
	}
	if f.Back == "" {
		f.Back = v.here()
	}
	if f.On == "" {
		f.On = v.today.String()
	}
	if f.Kind == "" {
		f.Kind = "deal_won"
	}
	unit := v.UnitName(v.world.Org().Currency)
	p := ui.QuickAddProps{
		Href: "/results/new", Action: "/results", Button: v.T("web.result.add"), Title: v.T("web.result.add"), Close: v.T("web.close"),
		Submit: v.T("web.result.submit"), MoreWord: v.T("web.result.more"), ShareWord: v.T("web.result.share"),
		Kind:    ui.FieldProps{Name: "kind", Label: v.T("web.result.kind"), Kind: ui.FieldSelect, Options: v.kindOptions(f.Kind)},
		Amount:  ui.FieldProps{Name: "amount", Label: v.T("web.result.amount"), Kind: ui.FieldNumber, Value: f.Amount, Suffix: unit, Hint: ""},
		Date:    ui.FieldProps{Name: "occurred_on", Label: v.T("web.result.on"), Kind: ui.FieldDate, Value: f.On},
		Person:  v.resultOwner(f.Person),
		Credits: v.credits(f),
		Hidden:  []ui.Hidden{{Name: "form", Value: f.ID}, {Name: "back", Value: f.Back}},
	}
	text := func(name, value string) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: v.T("web.result." + name), Value: value, Optional: v.T("web.optional")}
	}
	p.More = []ui.FieldProps{
		text("customer", f.Customer), text("product", f.Product), text("segment", f.Segment), text("source", f.Channel),
		{Name: "new_customer", Label: v.T("web.result.new_customer"), Kind: ui.FieldCheckbox, Value: "yes", Checked: f.NewCustomer},
		v.personField(ui.FieldProps{Name: "assist", Label: v.T("web.result.assist"), Blank: v.T("web.nobody"), Optional: v.T("web.optional")}, f.Helper,
			func() []ui.Option { return v.peopleOptions(f.Helper, v.me().ID) }),
	}
	return p
}

// resultOwner asks whom the result is for, when there is a choice.
func (v *visit) resultOwner(chosen string) ui.FieldProps {
	if chosen == "" {
		chosen = v.me().ID.String()
	}
	field := ui.FieldProps{Name: "person", Label: v.T("web.result.person"), Kind: ui.FieldSelect}
	for _, p := range v.colleagues() {
		if v.may(org.PostResult, org.ResultObject(org.PersonOwner(p.ID))) {
			field.Options = append(field.Options, personOption(p, chosen))
		}
	}
	if v.many() && (len(field.Options) > 1 || v.elsewhere(func(p org.Person) bool { return v.may(org.PostResult, org.ResultObject(org.PersonOwner(p.ID))) })) {
		field.Options = nil
		return v.personField(field, chosen, nil)
	}
	if len(field.Options) < 2 {
		return ui.FieldProps{Name: "person", Kind: ui.FieldHidden, Value: v.me().ID.String()}
	}
	return field
}

func personOption(p org.Person, chosen string) ui.Option {
	id := p.ID.String()
	return ui.Option{Value: id, Label: p.Name, Selected: id == chosen}
}

// maxColleagues bounds the lists to choose a person from: beyond, nobody chooses from a list.
const maxColleagues = 200

// colleagues are the people here today, by name; in a large company those of the largest team around the reader that is short
// enough to choose from.
func (v *visit) colleagues() []org.Person {
	var list []org.Person
	for _, p := range v.nearby() {
		if !p.Erased && p.HereOn(v.today) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, v.world.ByName)
	return list
}

func (v *visit) nearby() []org.Person {
	if len(v.world.People) <= maxColleagues {
		return v.world.People
	}
	near := []org.Person{v.me()}
	for _, team := range v.world.Above(v.world.HomeTeam(v.me().ID, v.today)) {
		stays := v.world.MembersDuring(team, period.Days(v.today, v.today))
		if len(stays) > maxColleagues {
			break
		}
		near = near[:1]
		for _, s := range stays {
			if p, ok := v.world.Person(s.Person); ok && p.ID != v.me().ID {
				near = append(near, p)
			}
		}
	}
	return near
}

func (v *visit) peopleOptions(chosen string, but org.ID) []ui.Option {
	var options []ui.Option
	for _, p := range v.colleagues() {
		if p.ID != but {
			options = append(options, personOption(p, chosen))
		}
	}
	return options
}

func (v *visit) credits(f resultForm) ui.CreditsProps {
	c := ui.CreditsProps{
		Legend: v.T("web.result.credits"), Hint: v.T("web.result.credits_hint"), PersonLabel: v.T("web.result.credit_person"),
		PartLabel: v.T("web.result.credit_part"), Blank: v.T("web.choose"), AddText: v.T("web.result.credit_add"),
		RemoveText: v.T("web.result.credit_remove"),
		Balance: ui.BalanceProps{Total: "100", Even: v.T("web.result.credit_even"), Under: v.T("web.result.credit_under"), Over: v.T("web.result.credit_over"),
			Unit: v.T("web.percent_unit"), Now: v.T("web.result.credit_now")},
	}
	if v.many() {
		c.Lookup, c.Hint = lookupPeople, v.T("web.result.credits_hint")+" "+v.T("web.choose_person")
	} else {
		c.People = v.peopleOptions("", 0)
	}
	for i, id := range f.CreditPeople {
		part := ""
		if i < len(f.CreditParts) {
			part = f.CreditParts[i]
		}
		if v.many() {
			id = v.typedPerson(id)
		}
		c.Rows = append(c.Rows, ui.CreditRow{Person: id, Part: part})
	}
	if len(c.Rows) == 0 {
		c.Rows = []ui.CreditRow{{}}
	}
	return c
}

// everydayKinds are offered to everybody; metrics of the organisation may add others.
var everydayKinds = []string{"deal_won", "meeting", "call", "deal_lost", "profit"}

func (v *visit) kindOptions(chosen string) []ui.Option {
	kinds := slices.Clone(everydayKinds)
	for _, m := range v.world.Metrics() {
		filter, err := measure.Compile(m.Where)
		if err != nil {
			continue
		}
		named, _ := filter.Kinds()
		for _, k := range named {
			if !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	options := make([]ui.Option, len(kinds))
	for i, k := range kinds {
		options[i] = ui.Option{Value: k, Label: v.teller().kindName(k), Selected: k == chosen}
	}
	return options
}

// kindName is a kind of result in words; one that only this organisation knows keeps its own name.
func (t teller) kindName(kind string) string {
	if key := "web.kind." + kind; t.Has(key) {
		return t.T(key)
	}
	return kind
}
