package app

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// drafter composes a letter from what the house knows.
type drafter struct {
	tx    *store.Tx
	w     *World
	at    time.Time
	actor org.Actor
	form  LetterForm
}

// frenchRules is the compliance setting under which French rules apply.
const frenchRules = "fr"

// typed is what somebody wrote here, in the language of the organisation; under French rules that is French.
func (d drafter) typed(text string) letter.Text {
	text = strings.TrimSpace(text)
	if o := d.w.Org(); o.Compliance != frenchRules && strings.HasPrefix(o.Locale, "en") {
		return letter.Text{EN: text}
	}
	return letter.Text{FR: text}
}

// lines are the lines somebody wrote.
func (d drafter) lines(text string) (list []letter.Text) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			list = append(list, d.typed(line))
		}
	}
	return list
}

func (d drafter) employer() letter.Employer {
	return letter.Employer{
		Name: d.w.Org().Name, Registration: strings.TrimSpace(d.form.Registration), Establishment: strings.TrimSpace(d.form.Establishment), Signatory: d.signatory(),
	}
}

func (d drafter) stamp(at time.Time) letter.Stamp {
	return letter.Stamp{At: at.In(d.w.Location()).Truncate(time.Second), Zone: d.w.Location().String()}
}

// terms is the whole letter, and the objectives in it. Late has no reason yet when none was given. One that says what the version
// before says comes with letter.unchanged.
func (d drafter) terms(p org.Person, span period.Span) (letter.Terms, []store.GoalRow, error) {
	o := d.w.Org()
	rows, err := d.objectives(p, span)
	if err != nil {
		return letter.Terms{}, nil, err
	}
	if len(rows) == 0 {
		return letter.Terms{}, nil, fault.Bad("period", "letter.objectives_missing")
	}
	t := letter.Terms{
		Version: 1, Compliance: "none", Employer: d.employer(),
		Person: d.person(p, span), Period: span, PeriodName: letter.PeriodName(o.Calendar, span), Means: d.lines(d.form.Means), Issued: d.stamp(d.at),
		Readers: d.readers(p.ID), Privacy: letter.Privacy{Controller: o.Name, Contact: d.privacyContact(), Kept: letter.Say("letter.kept_rule")}, Contest: d.contest(p.ID),
	}
	if t.Direction, err = d.direction(); err != nil {
		return t, nil, err
	}
	for _, g := range rows {
		x, err := d.objective(g)
		if err != nil {
			return t, nil, err
		}
		t.Objectives = append(t.Objectives, x)
		if m, ok := d.w.Metric(g.Guard); ok {
			t.Guards = append(t.Guards, letter.Guard{Title: letter.Counted(m.Metric, d.named).Name, Rule: letter.Say("letter.guard_rule")})
		}
	}
	if t.Mode, err = d.mode(rows); err != nil {
		return t, nil, err
	}
	if t.Paid() {
		d.payRules(&t)
		if t.Pay, err = d.pay(p, span); err != nil {
			return t, nil, err
		}
	}
	unchanged := d.follow(&t, p, span)
	if unchanged != nil && !fault.Is(unchanged, "letter.unchanged") {
		return t, nil, unchanged
	}
	if err := d.lateness(&t, rows); err != nil {
		return t, nil, err
	}
	return t, rows, unchanged
}

// payRules are what a letter says only when pay hangs on it.
func (d drafter) payRules(t *letter.Terms) {
	t.Compliance = d.w.Org().Compliance
	for _, r := range goal.Reasons() {
		t.Reasons = append(t.Reasons, letter.Say("letter.reason."+string(r)))
	}
	rule := plan.Rule{}.WithDefaults().Note()
	t.Ratchet = letter.Say(rule.Code, rule.Args...)
}

// objectives are the published ones that meet the days: those that pay hangs on, of the person, of their team and of their groups; the others when
// there is none of them, or when asked for.
func (d drafter) objectives(p org.Person, span period.Span) ([]store.GoalRow, error) {
	on := min(max(d.w.Today(d.at), span.From), span.Last())
	owners := append([]org.ID{p.ID}, d.w.GroupsOf(p.ID, on)...)
	if team, ok := d.w.TeamOf(p.ID, on); ok {
		owners = append(owners, team)
	}
	rows, err := d.tx.GoalsOf(d.w.Org().ID, owners, span.From, span.Last())
	if err != nil {
		return nil, err
	}
	var paid, unpaid []store.GoalRow
	for _, g := range rows {
		switch own := g.Owner == org.PersonOwner(p.ID); {
		case g.Status != goal.Published || g.Sealed:
		case g.Paid && (own || g.Owner.Kind == org.OwnerTeam):
			paid = append(paid, g)
		case own:
			unpaid = append(unpaid, g)
		}
	}
	slices.SortStableFunc(paid, func(a, b store.GoalRow) int { return cmp.Compare(ownFirst(a), ownFirst(b)) })
	if len(paid) == 0 || d.form.Unpaid {
		paid = append(paid, unpaid...)
	}
	return paid, nil
}

func ownFirst(g store.GoalRow) int {
	if g.Owner.Kind == org.OwnerPerson {
		return 0
	}
	return 1
}

// mode is what was asked for, or what the objectives say. A contract is made of what both agreed (LAW F2): letter.contract_origin.
func (d drafter) mode(rows []store.GoalRow) (goal.Mode, error) {
	for _, g := range rows {
		contract := g.Mode == goal.Contractual || d.form.Mode == goal.Contractual
		if contract && g.Paid && !g.ByBoth() {
			return "", fault.Bad("mode", "letter.contract_origin", "title", g.Title)
		}
	}
	for _, g := range rows {
		if g.Mode != goal.Contractual {
			continue
		}
		if d.form.Mode == goal.Unilateral {
			return "", fault.Bad("mode", "letter.contract", "title", g.Title)
		}
		return goal.Contractual, nil
	}
	if d.form.Mode == "" {
		return goal.Unilateral, nil
	}
	return d.form.Mode, nil
}

func (d drafter) signatory() string {
	if s := strings.TrimSpace(d.form.Signatory); s != "" {
		return s
	}
	return d.w.Name(org.PersonOwner(d.actor.Person))
}

func (d drafter) person(p org.Person, span period.Span) letter.Person {
	on := min(max(d.w.Today(d.at), span.From), span.Last())
	x := letter.Person{Name: p.Name, Key: p.Key, Position: letter.Say("role." + string(p.Role))}
	if id, ok := d.w.TeamOf(p.ID, on); ok {
		team, _ := d.w.Team(id)
		x.Team = team.Name
	}
	if leads := d.w.Leads(p.ID, on); len(leads) > 0 {
		x.Lead = d.w.Name(org.PersonOwner(leads[0]))
	}
	return x
}

// direction is the company's direction in force.
func (d drafter) direction() (letter.Text, error) {
	texts, err := d.tx.Directions(d.w.Org().ID)
	today := d.w.Today(d.at)
	for _, x := range texts {
		if x.From <= today {
			return d.typed(x.Text), err
		}
	}
	return d.typed(d.w.Org().Direction), err
}

// readers is the matrix of who sees what (LAW F8), in words.
func (d drafter) readers(person org.ID) []letter.Reader {
	list := []letter.Reader{{Who: letter.Say("letter.reader.self"), What: letter.Say("letter.reader.self_sees")}}
	var names []string
	for _, id := range d.w.Leads(person, d.w.Today(d.at)) {
		names = append(names, d.w.Name(org.PersonOwner(id)))
	}
	if len(names) > 0 {
		list = append(list, letter.Reader{Who: letter.Say("letter.reader.leads", "names", names), What: letter.Say("letter.reader.leads_sees")})
	}
	for _, who := range []string{"trusted", "mates"} {
		list = append(list, letter.Reader{Who: letter.Say("letter.reader." + who), What: letter.Say("letter.reader." + who + "_sees")})
	}
	return list
}

// privacyContact is somebody of human resources, else an administrator.
func (d drafter) privacyContact() string {
	p, ok := d.inOffice(org.HR, org.Admin)
	if !ok {
		return ""
	}
	return strings.Trim(p.Name+", "+p.Email, ", ")
}

// inOffice is the first person here today with one of these roles, in the order asked.
func (d drafter) inOffice(roles ...org.Role) (org.Person, bool) {
	today := d.w.Today(d.at)
	for _, role := range roles {
		for _, p := range d.w.People {
			if p.Role == role && !p.Erased && p.HereOn(today) {
				return p, true
			}
		}
	}
	return org.Person{}, false
}

// contest is whom to write to: as typed, or whoever leads the person, or human resources.
func (d drafter) contest(person org.ID) letter.Contest {
	if text := strings.TrimSpace(d.form.Contest); text != "" {
		return letter.Contest{Name: text}
	}
	role := letter.Say("letter.contest_lead")
	var p org.Person
	if leads := d.w.Leads(person, d.w.Today(d.at)); len(leads) > 0 {
		p, _ = d.w.Person(leads[0])
	} else if hr, ok := d.inOffice(org.HR); ok {
		p, role = hr, letter.Say("letter.contest_hr")
	} else {
		p, _ = d.inOffice(org.Director, org.Admin)
		role = letter.Say("letter.contest_steering")
	}
	return letter.Contest{Name: p.Name, Role: role, Address: p.Email}
}

// follow numbers the letter, and ties it to the version it replaces.
func (d drafter) follow(t *letter.Terms, p org.Person, span period.Span) error {
	t.Number = strings.Join([]string{"LO", digits(span.From), digits(span.Last()), p.Key}, "-")
	last, found, err := latestLetter(d.tx, d.w.Org().ID, p.ID, span)
	if err != nil || !found {
		return err
	}
	before, err := letter.Read(last.Body)
	if err != nil {
		return err
	}
	t.Number, t.Version = before.Number, before.Version+1
	t.Previous = &letter.Reference{Version: before.Version, Hash: last.Hash, Issued: before.Issued, Reason: d.typed(d.form.Change)}
	return d.changed(before, *t)
}

// digits is a day as "20270101".
func digits(d period.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// changed refuses a version that says what the one before says.
func (d drafter) changed(before, now letter.Terms) error {
	version := before.Version
	for _, t := range []*letter.Terms{&before, &now} {
		t.Version, t.Issued, t.Previous, t.Late = 0, letter.Stamp{}, nil, nil
	}
	a, err := before.Hash()
	if err != nil {
		return err
	}
	if b, err := now.Hash(); err != nil || a != b {
		return err
	}
	return fault.New(fault.Conflict, "letter.unchanged", "version", version)
}

// lateness stamps what was made known after its period began (LAW F1). What an earlier version already told is not late in this one,
// and what was set before Cordée knew it was made known by this letter.
func (d drafter) lateness(t *letter.Terms, rows []store.GoalRow) error {
	if !t.Paid() {
		return nil
	}
	var cause Said
	days := 0
	told, err := d.told(t.Previous, rows)
	if err != nil {
		return err
	}
	for _, g := range rows {
		known := d.w.Today(d.at)
		if g.PublishedAt > 0 && g.Import == 0 {
			known = min(known, d.w.dayOf(g.PublishedAt))
		}
		late := int(known - g.Start)
		if !g.Paid || told[g.ID] || late <= days {
			continue
		}
		days = late
		if cause, err = d.publishedWhy(g.ID); err != nil {
			return err
		}
	}
	if days == 0 {
		return nil
	}
	if d.form.Late.Cause != "" {
		cause = d.form.Late
	}
	if err := lateAgreed(cause, rows, told); err != nil {
		return err
	}
	t.Late = &letter.Late{Detail: d.typed(cause.Reason), Days: days, PayrollWarned: d.form.PayrollWarned}
	if cause.Cause != "" {
		t.Late.Reason = letter.Say("letter.reason." + string(cause.Cause))
	} else if d.w.Org().Compliance != frenchRules {
		t.Late = nil
	}
	return nil
}

// lateAgreed refuses to tell payroll « agreed » of what was not agreed by both.
func lateAgreed(why Said, rows []store.GoalRow, told map[org.ID]bool) error {
	for _, g := range rows {
		if why.Cause == goal.ReasonAgreed && g.Paid && !told[g.ID] && !g.ByBoth() {
			return fault.Bad("cause", "letter.cause_agreed", "title", g.Title)
		}
	}
	return nil
}

// told are the objectives that an earlier version for the same days held already.
func (d drafter) told(previous *letter.Reference, rows []store.GoalRow) (map[org.ID]bool, error) {
	told := map[org.ID]bool{}
	if previous == nil {
		return told, nil
	}
	found, err := d.tx.LettersByHash(d.w.Org().ID, previous.Hash)
	if err != nil || len(found) == 0 {
		return told, err
	}
	before, err := letter.Read(found[0].Body)
	for _, g := range rows {
		told[g.ID] = slices.ContainsFunc(before.Objectives, func(o letter.Objective) bool { return o.Key == g.ID.String() })
	}
	return told, err
}

// publishedWhy is the cause given when an objective was made binding.
func (d drafter) publishedWhy(id org.ID) (Said, error) {
	versions, err := d.tx.GoalVersions(d.w.Org().ID, id)
	for _, v := range slices.Backward(versions) {
		if v.Cause != "" && v.Change != "goal.revised" {
			return Said{Cause: v.Cause, Reason: v.Reason}, err
		}
	}
	return Said{}, err
}
