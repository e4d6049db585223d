package letter

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// Reward is the statement of a reward to one person (« relevé de récompense »): what was reached, each step of the arithmetic, and
// every result behind it, so that the person can check what payroll pays (F15).
type Reward struct {
	Employer  string           `json:"employer"`
	Person    string           `json:"person"`
	Team      string           `json:"team,omitempty"`
	Title     string           `json:"title"`           // of the rule
	Why       string           `json:"why,omitempty"`   // the rule's
	Label     string           `json:"label,omitempty"` // the badge, training or career step
	For       string           `json:"for,omitempty"`   // whom the rule is for
	Rule      period.Span      `json:"rule_days"`       // half-open
	Part      period.Span      `json:"part"`            // what this is given for, half-open; empty: all the rule's days
	Award     string           `json:"award,omitempty"` // its number; empty: nothing is granted yet, this is how things stand
	Given     measure.Maybe    `json:"given"`           // by this award, where it differs from what the statement says is due: a correction
	Made      Stamp            `json:"made"`
	Statement reward.Statement `json:"statement"` // with one share: the person's
	Judged    []Judged         `json:"judged"`
	Approved  []Approved       `json:"approved,omitempty"`
	ContestBy period.Date      `json:"contest_by,omitzero"` // last day to contest; zero: not said
	ContestTo string           `json:"contest_to,omitempty"`
}

// Judged is what a subject of the rule is called, what it is counted in, and where its figure comes from.
type Judged struct {
	Of      reward.Subject `json:"of"`
	Title   string         `json:"title"`
	Unit    string         `json:"unit,omitempty"`
	Sources []Source       `json:"sources,omitempty"` // the objectives behind it, with their results
}

// Source is one objective with the results that made its figure.
type Source struct {
	Title  string         `json:"title"`
	Owner  string         `json:"owner,omitempty"`
	Unit   string         `json:"unit,omitempty"`
	Counts []Credited     `json:"counts,omitempty"`
	Hidden int            `json:"hidden,omitempty"` // results that the reader may not see
	Sum    measure.Amount `json:"sum"`              // of all, shown or not
	Late   []Credited     `json:"late,omitempty"`   // what was recorded after the objective was closed: it is not in its figure
}

// Credited is one credited result. What takes a result back is negative.
type Credited struct {
	On     period.Date    `json:"on"`
	What   string         `json:"what"` // its reference and sort, in words
	Amount measure.Amount `json:"amount"`
}

// Approved is one person's yes to the award.
type Approved struct {
	By string `json:"by"`
	At Stamp  `json:"at"`
}

// Check lists everything without which the statement would say nothing. Codes letter.employer_missing, letter.person_missing,
// letter.issued_missing, letter.share_missing.
func (r Reward) Check() error {
	var wrong fault.List
	if r.Employer == "" {
		wrong.Add(fault.Bad("employer", "letter.employer_missing"))
	}
	if r.Person == "" {
		wrong.Add(fault.Bad("person", "letter.person_missing"))
	}
	if !r.Made.Set() {
		wrong.Add(fault.Bad("made", "letter.issued_missing"))
	}
	if len(r.Statement.Shares) != 1 {
		wrong.Add(fault.Bad("statement", "letter.share_missing"))
	}
	return wrong.OrNil()
}

// DrawReward is the statement as PDF, A4, in one language. Its data is attached, and its hash printed. It refuses what Check refuses.
func DrawReward(r Reward, lang i18n.Lang) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	content, err := canonical(r)
	if err != nil {
		return nil, err
	}
	hash, words := sum(content), i18n.For(lang)
	return twice(func(shape extent) (*paper, error) {
		p := newPaper(about{
			title:  strings.Join(filled(words.T("reward_doc.title"), r.Person, r.Title), " – "),
			author: r.Employer, subject: words.Span(r.days()), hash: hash, lang: lang, at: r.Made.At,
		}, words, shape)
		p.attached = words.T("reward_doc.file_name")
		p.reward(r, hash)
		p.attach(file{p.attached, "reward_doc.file", content})
		return p, p.pdf.Error()
	})
}

// days is what the statement is about: the part that is given, else the rule's.
func (r Reward) days() period.Span {
	if bounded(r.Part) {
		return r.Part
	}
	return r.Rule
}

func (r Reward) share() reward.Share { return r.Statement.Shares[0] }

// judged is a subject by its name; what nobody named is told by nothing.
func (r Reward) judged(of reward.Subject) Judged {
	for _, j := range r.Judged {
		if j.Of == of {
			return j
		}
	}
	return Judged{Of: of}
}

func (p *paper) reward(r Reward, hash string) {
	name := p.own(r.Person)
	p.foot = p.words.T("reward_doc.foot", "person", p.fit(name, tiny, 50), "hash", hash[:16])
	p.turn()
	p.running = strings.Join(filled(p.words.T("reward_doc.title"), name, p.own(r.Title)), " · ")
	p.head(r.Employer, p.words.T("reward_doc.made", "on", dayOf(r.Made)))
	p.name(p.words.T("reward_doc.title"), r.Person, strings.Join(filled(p.own(r.Title), p.words.Span(r.days())), " · "))
	p.y += 4
	tell := p.words.Reckoner(r.Statement)
	p.sumUp(r, tell)
	p.heed(r, tell)
	p.ruleOf(r)
	p.conditions(r)
	for i, l := range r.share().Lines {
		p.part(r, l, i+1, tell)
	}
	p.pot(r, tell)
	p.section(p.words.T("reward_doc.total"))
	p.arithmetic(tell.Steps(r.share().Steps))
	p.credited(r)
	p.after(r, hash)
}

// sumUp is the figure for which the page is opened, large.
func (p *paper) sumUp(r Reward, tell i18n.Reckoner) {
	s := r.share()
	word, amount := "reward_doc.obtained", s.Entitled
	if r.Award != "" {
		word, amount = "reward_doc.given", s.Due
		if r.Given.OK {
			amount = r.Given.Amount
		}
	}
	if amount < 0 {
		word = "reward_doc.taken_back"
	}
	big := face{"B", 24, teal}
	p.need(20)
	p.at(left, p.y, p.words.T(word), label)
	p.at(left, p.y+4.5, tell.Given(amount), big)
	p.y += 4.5 + big.leading() + 1
	if text := p.own(r.Label); text != "" {
		p.text(text, face{"B", 12, ink})
	}
	p.y += 1.5
}

// heed says what must not be overlooked: that figures may still move, and notes that no figure tells.
func (p *paper) heed(r Reward, tell i18n.Reckoner) {
	s := r.share()
	if r.Award == "" && !s.Closed {
		p.banner(p.words.T("reward_doc.provisional"), []string{p.words.T("reward_doc.provisional_means")}, teal, sand)
	}
	flags := s.Flags
	if r.Statement.Pot != nil {
		flags = append(flags[:len(flags):len(flags)], r.Statement.Pot.Flags...)
	}
	seen := map[reward.Flag]bool{}
	for _, f := range flags {
		if seen[f] {
			continue
		}
		seen[f] = true
		title := p.own(r.judged(f.Of).Title)
		if title == "" {
			title = p.words.T("reward_doc.note")
		}
		p.banner(title, []string{tell.Note(f.Note)}, amber, glow)
	}
}

// ruleOf says which rule, for whom and when.
func (p *paper) ruleOf(r Reward) {
	p.row(p.words.T("reward_doc.rule"), one(p.words.T("reward_doc.rule_version", "title", p.own(r.Title), "version", r.Statement.Version)))
	if r.For != r.Team {
		p.row(p.words.T("reward_doc.for"), one(p.own(r.For)))
	}
	p.row(p.words.T("reward_doc.rule_days"), one(p.words.Span(r.Rule)))
	if bounded(r.Part) && r.Part != r.Rule {
		p.row(p.words.T("reward_doc.part_days"), one(p.words.Span(r.Part)))
	}
	p.row(p.words.T("reward_doc.why"), one(p.own(r.Why)))
	p.row(p.words.T("letter.team"), one(p.own(r.Team)))
	p.row(p.words.T("reward_doc.award"), one(p.own(r.Award)))
}

// conditions are the gates: what had to hold, and whether it does.
func (p *paper) conditions(r Reward) {
	var lines []line
	for _, g := range r.share().Gates {
		word := "reward_doc.gate_reached"
		if g.At.OK {
			word = "reward_doc.gate_at"
		}
		state := "reward_doc.gate_open"
		if g.Holds {
			state = "reward_doc.gate_holds"
		}
		text := p.words.T(word, "title", p.own(r.judged(g.Of).Title), "at", p.words.Value(g.At.Amount, measure.Percent))
		lines = append(lines, line{text: text, face: plain, figure: p.words.T(state), sign: bullet})
	}
	p.row(p.words.T("reward_doc.gates"), lines)
}
