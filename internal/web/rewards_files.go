package web

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// rewardFileRoutes are statements to keep and payouts for payroll: the same figures as the pages, with every step and every result.
func (s *Server) rewardFileRoutes(g *route.Registry) {
	person, award := rulesPath+"/{rule}/people/{member}/statement", "/rewards/awards/{award}/statement"
	s.get(g, person+".pdf", org.ReadReward, "member", (*visit).sharePDF)
	s.get(g, person+".xlsx", org.ReadReward, "member", (*visit).shareBook)
	s.get(g, award+".pdf", org.ReadReward, "award", (*visit).awardPDF)
	s.get(g, award+".xlsx", org.ReadReward, "award", (*visit).awardBook)
	s.get(g, "/rewards/payouts/{payout}/payroll.csv", org.PayRewards, "payout", (*visit).payrollCSV)
	s.get(g, "/rewards/payouts/{payout}/payroll.xlsx", org.PayRewards, "payout", (*visit).payrollBook)
}

// fileButtons lead to the same page as a document and as a workbook.
func (v *visit) fileButtons(path, query string) []ui.ButtonProps {
	return []ui.ButtonProps{
		{Text: v.T("reward_doc.pdf"), Href: path + "/statement.pdf" + query, Icon: "download", Plain: true},
		{Text: v.T("reward_doc.xlsx"), Href: path + "/statement.xlsx" + query, Icon: "download", Plain: true},
	}
}

func (v *visit) payrollButtons(payout org.ID) []ui.ButtonProps {
	path := "/rewards/payouts/" + payout.String() + "/payroll"
	return []ui.ButtonProps{
		{Text: v.T("reward_doc.payroll_csv"), Href: path + ".csv", Icon: "download", Plain: true},
		{Text: v.T("reward_doc.payroll_xlsx"), Href: path + ".xlsx", Icon: "download", Plain: true},
	}
}

func (v *visit) sharePDF() error {
	r, err := v.shareFile()
	if err != nil {
		return err
	}
	return v.rewardPDF(r)
}

func (v *visit) shareBook() error {
	r, err := v.shareFile()
	if err != nil {
		return err
	}
	return v.rewardBook(r)
}

// readShare is what the address names: one rule for one person, in the version asked for.
func (v *visit) readShare() (st app.RewardStatement, err error) {
	rule, err := v.pathID("rule")
	if err != nil {
		return st, err
	}
	person, err := v.pathID("member")
	if err != nil {
		return st, err
	}
	st, err = v.App.RewardStatement(v.ctx(), v.actor(), rule, smallNumber(v.r.URL.Query().Get("version")), person)
	if fault.KindOf(err) == fault.Forbidden {
		err = fault.New(fault.NotFound, "not_found", "what", "person") // who obtains something by a rule is theirs to know
	}
	return st, err
}

// shareFile is how things stand for one person in one rule today.
func (v *visit) shareFile() (letter.Reward, error) {
	st, err := v.readShare()
	if err != nil {
		return letter.Reward{}, err
	}
	return v.rewardFile(st.Rule, st.Person, st.Reckoned.For(st.Person.ID), st.Goals, v.App.Now())
}

func (v *visit) awardPDF() error {
	r, err := v.awardFile()
	if err != nil {
		return err
	}
	return v.rewardPDF(r)
}

func (v *visit) awardBook() error {
	r, err := v.awardFile()
	if err != nil {
		return err
	}
	return v.rewardBook(r)
}

// awardFile is one award as it was frozen, with who approved it since.
func (v *visit) awardFile() (letter.Reward, error) {
	id, err := v.pathID("award")
	if err != nil {
		return letter.Reward{}, err
	}
	d, err := v.App.Award(v.ctx(), v.actor(), id)
	if err != nil {
		return letter.Reward{}, err
	}
	a := d.Award
	r, err := v.rewardFile(d.Rule, d.Person, a.Statement.For(a.Person), d.Goals, time.UnixMicro(a.At))
	r.Award, r.Part, r.Given, r.ContestBy = a.ID.String(), a.Part, measure.Some(a.Amount), a.ContestBy
	for _, y := range a.Approvals {
		r.Approved = append(r.Approved, letter.Approved{By: v.world.Name(org.PersonOwner(y.By)), At: v.stampOf(time.UnixMicro(y.At))})
	}
	return r, err
}

func (v *visit) stampOf(at time.Time) letter.Stamp {
	return letter.Stamp{At: at.In(v.world.Location()).Truncate(time.Second), Zone: v.world.Location().String()}
}

// rewardFile names everything a statement looks at, and brings every result behind it that the reader may open.
func (v *visit) rewardFile(rule app.RuleView, person org.Person, st reward.Statement, goals map[org.ID]app.Standing, at time.Time) (letter.Reward, error) {
	r := letter.Reward{
		Employer: v.world.Org().Name, Person: person.Name, Title: rule.Title, Why: rule.Why, Label: rule.Label, Rule: rule.Span(),
		For: v.world.Name(rule.To), Made: v.stampOf(at), Statement: st,
	}
	t := v.ruleTeller(rule.Rule, goals)
	told := map[org.ID]bool{}
	for _, x := range looked(st) {
		j := letter.Judged{Of: x.of, Title: capital(t.subject(x.of, false)), Unit: t.unitOf(x.of)}
		for _, g := range x.goals {
			if _, may := goals[g]; !may || told[g] {
				continue
			}
			told[g] = true
			s, err := v.sourceOf(g)
			if err != nil {
				return r, err
			}
			j.Sources = append(j.Sources, s)
		}
		r.Judged = append(r.Judged, j)
	}
	return r, nil
}

// subjectGoals is a subject with the objectives behind it.
type subjectGoals struct {
	of    reward.Subject
	goals []org.ID
}

// looked is everything a statement looks at, each once, in its order.
func looked(st reward.Statement) (list []subjectGoals) {
	add := func(of reward.Subject, r *reward.Reached) {
		if slices.ContainsFunc(list, func(x subjectGoals) bool { return x.of == of }) {
			return
		}
		x := subjectGoals{of: of}
		if r != nil {
			x.goals = r.Goals
		}
		list = append(list, x)
	}
	for _, s := range st.Shares {
		for _, l := range s.Lines {
			add(l.Of, l.Reached)
		}
		for _, h := range s.Gates {
			add(h.Of, h.Reached)
		}
	}
	if st.Pot != nil {
		for _, l := range st.Pot.Lines {
			add(l.Of, l.Reached)
		}
	}
	return list
}

// sourceOf is one objective with every result that counted for it.
func (v *visit) sourceOf(g org.ID) (letter.Source, error) {
	st, err := v.App.Statement(v.ctx(), v.actor(), g)
	if err != nil {
		return letter.Source{}, err
	}
	m := st.Standing.Metric
	s := letter.Source{Title: st.Standing.Title, Owner: v.world.Name(st.Standing.Owner), Hidden: st.Hidden, Sum: st.Brought}
	if adds(m) {
		s.Unit = m.Unit
	}
	for _, l := range st.Lines {
		c := letter.Credited{On: l.OccurredOn, What: v.creditWords(l, st.Standing.Owner), Amount: l.Brought}
		if l.Late {
			s.Late = append(s.Late, c)
		} else {
			s.Counts = append(s.Counts, c)
		}
	}
	return s, nil
}

// creditWords are a result's reference and sort. Of what counts for a team the file names no colleague: it may travel further than
// the page, where the team sees who brought what.
func (v *visit) creditWords(l app.StatementLine, owner org.Owner) string {
	kind := v.teller().kindName(l.Kind)
	if l.Sign < 0 {
		kind = v.T("close.taken_back", "kind", lowerFirst(kind))
	}
	words := []string{l.Ref, kind}
	if owner.Kind == org.OwnerPerson && len(l.Credits) > 1 {
		words = append(words, v.creditedShare(l, owner))
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), ", ")
}

// creditedShare is the owner's own share of a result credited to several.
func (v *visit) creditedShare(l app.StatementLine, owner org.Owner) string {
	for _, c := range l.Credits {
		if c.Owner == owner {
			return v.Percent(c.BP)
		}
	}
	return ""
}

func (v *visit) rewardPDF(r letter.Reward) error {
	file, err := letter.DrawReward(r, v.Lang())
	if err != nil {
		return err
	}
	v.attachment(v.rewardFileName(r)+".pdf", "application/pdf")
	_, err = v.w.Write(file)
	return err
}

// rewardFileName is plain letters: whose, of which rule.
func (v *visit) rewardFileName(r letter.Reward) string {
	plain := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, app.Fold(v.T("reward_doc.file_plain")+"-"+r.Title+"-"+r.Person))
	return strings.Join(strings.FieldsFunc(plain, func(c rune) bool { return c == '-' }), "-")
}

// rewardBook is the statement as a workbook: the arithmetic on one sheet, the results on another.
func (v *visit) rewardBook(r letter.Reward) error {
	var buf bytes.Buffer
	if err := sheet.WriteBook(&buf, v.arithmeticTable(r), v.resultsTable(r)); err != nil {
		return err
	}
	v.attachment(v.rewardFileName(r)+".xlsx", workbook)
	_, err := buf.WriteTo(v.w)
	return err
}

// arithmeticTable is each step in words and as a number with four decimals.
func (v *visit) arithmeticTable(r letter.Reward) sheet.Table {
	t := sheet.Table{Name: v.T("reward_doc.sheet_steps"), Header: []string{v.T("reward_doc.column_part"), v.T("reward_doc.column_step"),
		v.T("reward_doc.column_how"), v.T("reward_doc.column_value"), v.T("reward_doc.column_number")}}
	tell := v.Reckoner(r.Statement)
	title := func(of reward.Subject) string {
		for _, j := range r.Judged {
			if j.Of == of {
				return j.Title
			}
		}
		return ""
	}
	unit := func(of reward.Subject) string {
		for _, j := range r.Judged {
			if j.Of == of {
				return j.Unit
			}
		}
		return ""
	}
	rows := func(part string, steps []reward.Step, words []i18n.Reckoned) {
		for i, w := range words {
			t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(part), sheet.Text(w.Label), sheet.Text(w.How), sheet.Text(w.Value), sheet.Number(steps[i].Result.Amount())})
		}
	}
	share := r.Statement.Shares[0]
	lines := func(list []reward.Line, prefix string) {
		for _, l := range list {
			part := prefix + title(l.Of)
			if l.Flag != reward.NoNote {
				t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(part), sheet.Text(tell.Note(l.Flag))})
			}
			rows(part, l.Steps, tell.Line(l, unit(l.Of)))
		}
	}
	lines(share.Lines, "")
	if pot := r.Statement.Pot; pot != nil {
		lines(pot.Lines, v.T("reward_doc.pot")+" · ")
		rows(v.T("reward_doc.pot"), pot.Steps, tell.Steps(pot.Steps))
	}
	rows(v.T("reward_doc.total"), share.Steps, tell.Steps(share.Steps))
	return t
}

// resultsTable is every result behind the figures.
func (v *visit) resultsTable(r letter.Reward) sheet.Table {
	t := sheet.Table{Name: v.T("reward_doc.sheet_results"), Header: []string{v.T("reward_doc.column_goal"), v.T("reward_doc.column_day"),
		v.T("reward_doc.column_result"), v.T("reward_doc.column_number"), v.T("reward_doc.column_unit"), v.T("reward_doc.column_note")}}
	for _, j := range r.Judged {
		for _, s := range j.Sources {
			for _, c := range s.Counts {
				t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(s.Title), sheet.Day(c.On), sheet.Text(c.What), sheet.Number(c.Amount), sheet.Text(s.Unit)})
			}
			for _, c := range s.Late {
				t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(s.Title), sheet.Day(c.On), sheet.Text(c.What), sheet.Number(c.Amount), sheet.Text(s.Unit),
					sheet.Text(v.T("reward_doc.late"))})
			}
		}
	}
	return t
}

func (v *visit) payrollCSV() error {
	t, name, err := v.payrollTable()
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := t.CSV(&buf); err != nil {
		return err
	}
	v.attachment(name+".csv", "text/csv; charset=utf-8")
	_, err = buf.WriteTo(v.w)
	return err
}

func (v *visit) payrollBook() error {
	t, name, err := v.payrollTable()
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := sheet.WriteBook(&buf, t); err != nil {
		return err
	}
	v.attachment(name+".xlsx", workbook)
	_, err = buf.WriteTo(v.w)
	return err
}

// payrollTable is a batch as payroll takes it in: each award once, under a number of its own.
func (v *visit) payrollTable() (t sheet.Table, name string, err error) {
	id, err := v.pathID("payout")
	if err != nil {
		return t, "", err
	}
	b, err := v.App.Payout(v.ctx(), v.actor(), id)
	if err != nil {
		return t, "", err
	}
	day := func(micro int64) period.Date {
		if micro == 0 {
			return 0
		}
		return period.Today(time.UnixMicro(micro), v.world.Location())
	}
	var rows []sheet.PayrollRow
	for _, a := range b.Awards {
		p, _ := v.world.Person(a.Person)
		row := sheet.PayrollRow{
			Award: a.ID.String(), Person: p.Key, Name: v.world.Name(org.PersonOwner(a.Person)), ExternalID: p.ExternalID, Rule: a.Title, Version: a.Version,
			From: a.Part.From, To: a.Part.Last(), Seq: a.Seq, Cause: string(a.Cause), Kind: a.Kind, Label: a.Label, Amount: a.Amount,
			Unit: rewardUnit(a.Kind, a.Unit), GrantedOn: day(a.At), Batch: b.ID.String(), ExportedOn: day(b.At),
		}
		var names []string
		for _, y := range a.Approvals {
			names = append(names, v.world.Name(org.PersonOwner(y.By)))
			row.ApprovedOn = max(row.ApprovedOn, day(y.At))
		}
		row.ApprovedBy = strings.Join(names, ", ")
		rows = append(rows, row)
	}
	return sheet.Payroll(rows), "payroll-" + day(b.At).String(), nil
}
