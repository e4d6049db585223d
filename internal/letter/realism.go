package letter

import (
	"strconv"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Realism is the file of realism: what was known of the objectives of a letter on the day it was published, and why they seemed
// within reach (F3). It is drawn once and kept; its hash is recorded beside the letter's.
type Realism struct {
	Number      string      `json:"number"`      // of the letter
	Version     int         `json:"version"`     // of the letter
	LetterHash  string      `json:"letter_hash"` // of its terms
	Compliance  string      `json:"compliance"`
	Employer    string      `json:"employer"`
	Person      string      `json:"person"`
	Period      period.Span `json:"period"` // half-open
	PeriodName  Text        `json:"period_name"`
	Frozen      Stamp       `json:"frozen"`
	Method      Text        `json:"method"` // in words, with its name and version
	Window      period.Span `json:"window"` // the days whose results were used, half-open; empty: none
	WindowNote  Text        `json:"window_note"`
	Market      Text        `json:"market"`
	WorkingTime []Line      `json:"working_time,omitempty"`
	Absences    []Absent    `json:"absences,omitempty"`
	Objectives  []Estimate  `json:"objectives"`
}

// Absent is a share of time away. There is no field for a reason.
type Absent struct {
	Span  period.Span `json:"span"`     // half-open
	Share measure.BP  `json:"share_bp"` // of the person's time
}

// Estimate is why one objective seemed within reach.
type Estimate struct {
	Title      Text          `json:"title"`
	Tier       goal.Tier     `json:"tier"`
	Target     measure.Maybe `json:"target"`
	Unit       string        `json:"unit,omitempty"`
	Chance     Band          `json:"chance"` // of attaining it, at the start
	Basis      Text          `json:"basis"`  // what the chance rests on
	Comparable Comparable    `json:"comparable"`
	Ramp       []Line        `json:"ramp,omitempty"`
	Means      []Text        `json:"means,omitempty"`
	Evidence   []Finding     `json:"evidence,omitempty"`
	Said       []Text        `json:"said,omitempty"` // the reasons written where evidence left a gap, as in the letter
}

// Band is a range of probability, in basis points; the zero Band is unknown. A single figure has Low equal to High.
type Band struct {
	Low  measure.BP `json:"low_bp"`
	High measure.BP `json:"high_bp"`
}

// Comparable is what people in a comparable situation did, without saying who they are.
type Comparable struct {
	People   int    `json:"people"`
	Periods  int    `json:"periods"`  // person-periods looked at
	Attained int    `json:"attained"` // of them, those that attained a comparable objective
	Note     Text   `json:"note"`     // what makes them comparable
	Peers    []Peer `json:"peers,omitempty"`
}

// Peer is one comparable result under a pseudonym that means nothing elsewhere ("A", "B").
type Peer struct {
	Alias      string        `json:"alias"`
	Value      measure.Maybe `json:"value"`
	Attainment measure.BP    `json:"attainment_bp"`
}

// fewPeers is the number of people under which a detail would point at one of them.
const fewPeers = 5

// Finding is what one letter of SMART says, with its evidence lines in words.
type Finding struct {
	Letter goal.Letter `json:"letter"`
	State  goal.State  `json:"state"`
	Lines  []Text      `json:"lines,omitempty"`
}

// discreet leaves out the detail of comparable people where they are too few: neither printed nor attached.
func (r Realism) discreet() Realism {
	kept := make([]Estimate, len(r.Objectives))
	copy(kept, r.Objectives)
	for i := range kept {
		if len(kept[i].Comparable.Peers) < fewPeers || kept[i].Comparable.People < fewPeers {
			kept[i].Comparable.Peers = nil
		}
	}
	r.Objectives = kept
	return r
}

// Hash is the SHA-256 of what the file says, 64 hexadecimal digits.
func (r Realism) Hash() (string, error) {
	b, err := canonical(r.discreet())
	return sum(b), err
}

// Check lists everything without which the file would prove nothing.
func (r Realism) Check() error {
	var wrong fault.List
	for _, need := range []struct {
		there bool
		fault *fault.Error
	}{
		{r.Number != "", fault.Bad("number", "letter.number_missing")},
		{r.Version > 0, fault.Bad("version", "letter.version_missing")},
		{r.Frozen.Set(), fault.Bad("frozen", "letter.issued_missing")},
		{r.Employer != "", fault.Bad("employer", "letter.employer_missing")},
		{r.Person != "", fault.Bad("person", "letter.person_missing")},
		{bounded(r.Period), fault.Bad("period", "letter.period_missing")},
		{len(r.Objectives) > 0, fault.Bad("objectives", "letter.objectives_missing")},
	} {
		if !need.there {
			wrong = append(wrong, need.fault)
		}
	}
	return wrong.OrNil()
}

// DrawRealism is the file of realism as PDF, A4: French where French rules apply, else in lang.
func DrawRealism(r Realism, lang i18n.Lang) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	r = r.discreet()
	content, err := canonical(r)
	if err != nil {
		return nil, err
	}
	if r.Compliance == french {
		lang = i18n.FR
	}
	hash, words := sum(content), i18n.For(lang)
	pdf, err := twice(func(shape extent) (*paper, error) {
		p := newPaper(about{
			title:  strings.Join(filled(words.T("realism.title"), r.Person, r.PeriodName.In(lang)), " – "),
			author: r.Employer, subject: words.Span(r.Period), hash: hash, lang: lang, at: r.Frozen.At,
		}, words, shape)
		p.attached = words.T("realism.file_name")
		p.realism(r, hash)
		p.attach(file{p.attached, "realism.file", content})
		return p, p.pdf.Error()
	})
	if err != nil {
		return nil, err
	}
	return seal(pdf, kindRealism, hash), nil
}

func (p *paper) realism(r Realism, hash string) {
	name := p.own(r.Person)
	p.foot = p.words.T("realism.foot", "person", p.fit(name, tiny, 50), "version", r.Version, "hash", hash[:16])
	p.turn()
	p.running = strings.Join(filled(p.words.T("realism.title"), name, p.say(r.PeriodName)), " · ")
	p.realismHead(r)
	p.section(p.words.T("realism.how"))
	p.row(p.words.T("realism.method"), one(p.say(r.Method)))
	p.row(p.words.T("realism.window"), one(strings.Join(filled(p.words.Span(r.Window), p.say(r.WindowNote)), p.words.T("letter.colon"))))
	p.row(p.words.T("realism.market"), p.says([]Text{r.Market}, p.words.T("realism.market_none")))
	p.row(p.words.T("realism.chance_use"), one(p.words.T("realism.chance_use_means")))
	p.available(r)
	for i, e := range r.Objectives {
		p.estimate(e, i+1)
	}
	p.section(p.words.T("realism.integrity"))
	p.row(p.words.T("letter.hash"), []line{{text: grouped(hash), face: face{"B", 8.5, ink}}})
	p.row(p.words.T("letter.check"), one(p.words.T("realism.check_means", "file", p.attached)))
	p.y += 1
	p.text(p.words.T("letter.not_advice"), quiet)
}

func (p *paper) realismHead(r Realism) {
	p.head(r.Employer, p.words.T("letter.version_of", "version", r.Version, "on", dayOf(r.Frozen)))
	p.name(p.words.T("realism.title"), r.Person, strings.Join(filled(p.say(r.PeriodName), p.words.Span(r.Period)), " · "))
	p.y += 3
	p.text(p.words.T("realism.intro"), plain)
	p.y += 3
	p.row(p.words.T("realism.frozen"), one(p.stamp(r.Frozen)))
	if r.LetterHash != "" {
		p.row(p.words.T("realism.letter"), one(p.words.T("realism.letter_version", "number", r.Number, "version", r.Version,
			"hash", r.LetterHash[:min(16, len(r.LetterHash))])))
	}
}

// available is the time the person has: working time and absences, never a reason.
func (p *paper) available(r Realism) {
	p.section(p.words.T("realism.time"))
	p.row(p.words.T("realism.working_time"), p.lines(r.WorkingTime))
	var lines []line
	for _, a := range r.Absences {
		lines = append(lines, line{text: p.shortly(a.Span), face: plain, figure: p.words.T("realism.absence_share", "share", a.Share), sign: bullet})
	}
	if len(lines) == 0 {
		lines = []line{{text: p.words.T("realism.absences_none"), face: slanted}}
	}
	p.row(p.words.T("realism.absences"), append(lines, line{text: p.words.T("realism.no_reason"), face: quiet}))
}

func (p *paper) estimate(e Estimate, n int) {
	p.y += 4
	p.need(40)
	if p.y > top {
		p.hairline(p.y)
		p.y += 3
	}
	p.knot(ropeX, p.y+6.8, 2.1, e.Tier)
	p.at(left, p.y, strings.ToUpper(p.words.T("realism.objective", "position", n)), kicker)
	p.y += kicker.leading() + 0.6
	p.text(p.say(e.Title), heading)
	p.y += 1.6
	if e.Target.OK {
		p.row(p.words.T("realism.target"), []line{{text: p.value(e.Target, e.Unit), face: strong}})
	}
	p.chance(e)
	p.row(p.words.T("realism.comparable"), p.comparable(e.Comparable))
	p.row(p.words.T("realism.peers"), p.peers(e))
	ramp := p.lines(e.Ramp)
	if len(ramp) == 0 {
		ramp = []line{{text: p.words.T("realism.ramp_none"), face: slanted}}
	}
	p.row(p.words.T("realism.ramp"), ramp)
	p.row(p.words.T("realism.means"), p.says(e.Means, p.words.T("letter.means_none")))
	p.row(p.words.T("realism.evidence"), p.evidence(e.Evidence))
	p.row(p.words.T("letter.said"), p.says(e.Said, ""))
}

func (p *paper) chance(e Estimate) {
	said := line{text: p.words.T("realism.chance_none"), face: slanted}
	switch {
	case e.Chance == Band{}:
	case e.Chance.Low == e.Chance.High:
		said = line{text: p.words.Percent(e.Chance.Low), face: strong}
	default:
		said = line{text: p.words.T("realism.chance_band", "low", e.Chance.Low, "high", e.Chance.High), face: strong}
	}
	p.row(p.words.T("realism.chance"), append([]line{said}, one(p.say(e.Basis))...))
}

func (p *paper) comparable(c Comparable) []line {
	if c.Periods == 0 {
		return []line{{text: p.words.T("realism.comparable_none"), face: slanted}}
	}
	return append(one(p.words.T("realism.comparable_count", "people", c.People, "periods", c.Periods, "attained", c.Attained)), one(p.say(c.Note))...)
}

func (p *paper) peers(e Estimate) (lines []line) {
	c := e.Comparable
	if len(c.Peers) == 0 {
		if c.People > 0 && c.People < fewPeers {
			return []line{{text: p.words.T("realism.peers_few"), face: slanted}}
		}
		return nil
	}
	for i, peer := range c.Peers {
		alias := p.own(peer.Alias)
		if alias == "" {
			alias = strconv.Itoa(i + 1)
		}
		figure := strings.Join(filled(p.value(peer.Value, e.Unit), p.words.Percent(peer.Attainment)), " · ")
		lines = append(lines, line{text: alias, face: plain, figure: figure, sign: bullet})
	}
	return lines
}

func (p *paper) evidence(list []Finding) (lines []line) {
	for _, f := range list {
		lines = append(lines, line{text: p.word("smart.letter.", string(f.Letter)), face: strong, figure: p.word("smart.state.", string(f.State))})
		for _, t := range f.Lines {
			lines = append(lines, line{text: p.say(t), face: plain, sign: bullet})
		}
	}
	return lines
}

// Findings puts what goal.SMART says into words, in both languages, so that the file keeps the sentences as they were read that day.
func Findings(evidence []goal.Evidence) []Finding {
	list := make([]Finding, 0, len(evidence))
	for _, e := range evidence {
		f := Finding{Letter: e.Letter, State: e.State}
		for _, l := range e.Lines {
			f.Lines = append(f.Lines, Text{FR: i18n.For(i18n.FR).Evidence(l), EN: i18n.For(i18n.EN).Evidence(l)})
		}
		list = append(list, f)
	}
	return list
}
