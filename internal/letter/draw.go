package letter

import (
	"slices"
	"strings"

	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/period"
)

// Draw is the letter as PDF, A4. Where French rules apply the French text is always there, and English follows it as a translation
// when lang asks for it; elsewhere the letter is in lang alone. It refuses a letter that Check refuses.
func Draw(l Letter, lang i18n.Lang) ([]byte, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	terms, err := canonical(l.Terms)
	if err != nil {
		return nil, err
	}
	stamps, err := canonical(l.Stamps)
	if err != nil {
		return nil, err
	}
	hash := sum(terms)
	pdf, err := twice(func(shape extent) (*paper, error) {
		p := l.page(lang, hash, shape)
		p.attach(file{p.attached, "letter.file_terms", terms}, file{p.words.T("letter.file_stamps_name"), "letter.file_stamps", stamps})
		return p, p.pdf.Error()
	})
	if err != nil {
		return nil, err
	}
	return seal(pdf, kindLetter, hash), nil
}

// page draws the whole letter once.
func (l Letter) page(lang i18n.Lang, hash string, shape extent) *paper {
	t := l.Terms
	first := lang
	if t.Compliance == french {
		first = i18n.FR
	}
	words := i18n.For(first)
	p := newPaper(about{
		title:  strings.Join(filled(words.T("letter.title"), t.Person.Name, t.PeriodName.In(first)), " – "),
		author: t.Employer.Name, subject: words.Span(t.Period), hash: hash, lang: first, at: t.Issued.At,
	}, words, shape)
	p.attached = words.T("letter.file_terms_name")
	p.body(l, hash, false)
	if lang != first {
		p.words = i18n.For(lang)
		p.body(l, hash, true)
	}
	return p
}

// filled are the texts that are not empty.
func filled(texts ...string) (list []string) {
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}

// body writes the letter in the language of the words in force.
func (p *paper) body(l Letter, hash string, translation bool) {
	t := l.Terms
	name := p.own(t.Person.Name)
	p.foot = p.words.T("letter.foot", "person", p.fit(name, tiny, 50), "version", t.Version, "hash", hash[:16])
	p.running = ""
	p.turn()
	p.running = strings.Join(filled(p.words.T("letter.title"), name, p.say(t.PeriodName)), " · ")
	p.cover(t)
	if translation {
		p.banner(p.words.T("letter.translation"), []string{p.words.T("letter.translation_why"), p.checked(t.English)}, teal, sand)
	}
	p.late(t.Late)
	p.parties(t)
	p.overview(t)
	for i, o := range t.Objectives {
		p.objective(t, o, i+1)
	}
	p.rules(t)
	p.people(t)
	p.history(l)
	if !translation {
		p.signatures(l)
	}
	p.integrity(t, hash)
}

func (p *paper) checked(t *Translation) string {
	if t == nil || t.CheckedBy == "" {
		return p.words.T("letter.translation_unchecked")
	}
	return p.words.T("letter.translation_checked", "name", p.own(t.CheckedBy), "at", p.stamp(t.At))
}

// cover is the head of the first page.
func (p *paper) cover(t Terms) {
	p.head(t.Employer.Name, p.words.T("letter.version_of", "version", t.Version, "on", dayOf(t.Issued)))
	p.name(p.words.T("letter.title"), t.Person.Name, strings.Join(filled(p.say(t.PeriodName), p.words.Span(t.Period)), " · "))
	p.y += 4
}

// head is the first line: whose document, which version.
func (p *paper) head(employer, version string) {
	p.at(left, 14, p.fit(strings.ToUpper(p.own(employer)), kicker, width-p.measure(version, quiet)-8), kicker)
	p.ending(version, right, 14, quiet)
}

// name is what the document is, for whom and for when.
func (p *paper) name(title, person, when string) {
	p.y = 22
	p.at(left, p.y, title, face{"B", 26, ink})
	p.y += 12.5
	p.text(p.own(person), face{"B", 15, teal})
	p.text(when, face{"", 11, soft})
}

func dayOf(s Stamp) period.Date { return period.On(s.At.Date()) }

func (p *paper) late(l *Late) {
	if l == nil {
		return
	}
	payroll := "letter.late_payroll"
	if l.PayrollWarned {
		payroll = "letter.late_payroll_warned"
	}
	p.banner(p.words.T("letter.late"), []string{
		p.words.T("letter.late_by", "n", l.Days), p.words.T("letter.late_reason", "reason", p.say(l.Reason)),
		p.say(l.Detail), p.words.T(payroll),
	}, amber, glow)
}

// parties says who, for when and in which mode.
func (p *paper) parties(t Terms) {
	employer := strings.Join(filled(p.own(t.Employer.Name), p.own(t.Employer.Registration)), " · ")
	p.row(p.words.T("letter.employer"), one(employer))
	p.row(p.words.T("letter.establishment"), one(p.own(t.Employer.Establishment)))
	p.row(p.words.T("letter.signatory"), one(p.own(t.Employer.Signatory)))
	p.row(p.words.T("letter.person"), one(strings.Join(filled(p.own(t.Person.Name), p.say(t.Person.Position)), " · ")))
	p.row(p.words.T("letter.team"), one(p.own(t.Person.Team)))
	p.row(p.words.T("letter.lead"), one(p.own(t.Person.Lead)))
	p.row(p.words.T("letter.period"), one(p.words.Span(t.Period)))
	if mode := t.modeWords(); t.Paid() {
		p.row(p.words.T("letter.mode"), []line{{text: p.words.T(mode), face: strong}, {text: p.words.T(mode + "_means"), face: plain}})
	}
	p.row(p.words.T("letter.number"), one(p.words.T("letter.number_version", "number", t.Number, "version", t.Version)))
	if r := t.Previous; r != nil {
		p.row(p.words.T("letter.previous"), one(sentence(p.words.T("letter.previous_version", "version", r.Version,
			"at", p.stamp(r.Issued), "hash", r.Hash[:16]))))
		p.row(p.words.T("letter.previous_reason"), one(sentence(p.say(r.Reason))))
	}
}

// modeWords is the key of what the mode means. An employer who hands over what was agreed does not say that it alone decided.
func (t Terms) modeWords() string {
	agreed := slices.ContainsFunc(t.Objectives, func(o Objective) bool { return o.Origin == goal.OriginAgreed })
	if t.Mode == goal.Unilateral && agreed {
		return "letter.mode.discussed"
	}
	return "letter.mode." + string(t.Mode)
}

// overview shows all objectives at one glance, under the direction they serve; a single one speaks for itself.
func (p *paper) overview(t Terms) {
	several := len(t.Objectives) > 1
	if several {
		p.section(p.words.T("letter.overview"))
	}
	if text := p.say(t.Direction); text != "" {
		p.row(p.words.T("letter.direction"), []line{{text: text, face: slanted, sign: goal.Strategic}})
	}
	if !several {
		return
	}
	p.y += 1
	for i, o := range t.Objectives {
		p.glance(o, i+1)
	}
	p.y += 2
}

// The columns of the overview, in millimetres from the left edge of the text.
const (
	glanceTitle  = 84.0
	glanceBar    = 92.0
	glanceWide   = 28.0
	glanceWeight = 11.0
)

// glance is an objective in one row: sign, title, bar, target, weight.
func (p *paper) glance(o Objective, n int) {
	lines := p.wrap(p.words.T("letter.numbered", "position", n, "title", p.say(o.Title)), plain, glanceTitle-6)
	height := float64(len(lines))*plain.leading() + 2.4
	p.need(height)
	p.hairline(p.y)
	y := p.y + 1.2
	p.knot(left+1.6, y+plain.leading()/2, 1.35, o.Tier)
	for i, l := range lines {
		p.at(left+6, y+float64(i)*plain.leading(), l, plain)
	}
	p.bar(o, left+glanceBar, y+1, glanceWide)
	p.ending(p.target(o), right-glanceWeight, y, strong)
	if o.Weight > 0 {
		p.ending(p.share(o.Weight), right, y+0.3, quiet)
	}
	p.y += height
}

// ending writes a text that ends at x.
func (p *paper) ending(text string, x, y float64, f face) { p.at(x-p.measure(text, f), y, text, f) }

// target is the number to reach, or that all steps are to be done.
func (p *paper) target(o Objective) string {
	if o.Target.OK {
		return p.words.Value(o.Target.Amount, o.Metric.Unit)
	}
	return p.words.T("letter.all_steps")
}
