package letter

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"cordee/internal/goal"
)

// rules says what may change and what may not, whatever the figures.
func (p *paper) rules(t Terms) {
	p.section(p.words.T("letter.rules"))
	if t.Paid() {
		p.row(p.words.T("letter.pay"), one(p.say(t.Pay)))
	}
	p.row(p.words.T("letter.means_all"), p.says(t.Means, ""))
	var guards []line
	for _, g := range t.Guards {
		guards = append(guards, line{text: strings.Join(filled(p.say(g.Title), p.say(g.Rule)), p.words.T("letter.colon")), face: plain, sign: bullet})
	}
	if len(guards) == 0 {
		guards = []line{{text: p.words.T("letter.guards_none"), face: slanted}}
	}
	p.row(p.words.T("letter.guards"), guards)
	p.revision(t)
	ratchet := p.say(t.Ratchet)
	if ratchet == "" {
		ratchet = p.words.T("letter.ratchet_none")
	}
	p.row(p.words.T("letter.ratchet"), one(ratchet))
	p.row(p.words.T("letter.missed"), one(p.words.T("letter.missed_means")))
}

// revision says what may change an objective on the way. Where nothing is paid, people may change what they set themselves.
func (p *paper) revision(t Terms) {
	if !t.Paid() {
		p.row(p.words.T("letter.revision"), one(p.words.T("letter.revision_free")))
		return
	}
	p.row(p.words.T("letter.revision"), append(p.says(t.Reasons, p.words.T("letter.revision_none")),
		line{text: p.words.T("letter.no_increase." + string(t.Mode)), face: plain}))
}

// rights are those of the person over their data, with the articles of law where pay makes the letter a document of the contract.
func (p *paper) rights(t Terms) []line {
	switch {
	case !t.Paid():
		return one(p.words.T("letter.rights_plain"))
	case t.Compliance == french:
		return append(one(p.words.T("letter.rights_list")), one(p.words.T("letter.rights_cnil"))...)
	}
	return append(one(p.words.T("letter.rights_list")), one(p.words.T("letter.rights_authority"))...)
}

// people says who sees what, which rights the person has and whom to write to.
func (p *paper) people(t Terms) {
	p.section(p.words.T("letter.people"))
	var readers []line
	for _, r := range t.Readers {
		readers = append(readers, line{text: strings.Join(filled(p.say(r.Who), p.say(r.What)), p.words.T("letter.colon")), face: plain, sign: bullet})
	}
	if len(readers) == 0 {
		readers = one(p.words.T("letter.readers_default"))
	}
	readers = append(readers, line{text: p.words.T("letter.reads_logged"), face: plain})
	p.row(p.words.T("letter.readers"), readers)
	controller := t.Privacy.Controller
	if controller == "" {
		controller = t.Employer.Name
	}
	p.row(p.words.T("letter.controller"), one(strings.Join(filled(p.own(controller), p.own(t.Privacy.Contact)), " · ")))
	p.row(p.words.T("letter.rights"), p.rights(t))
	if t.Paid() {
		p.row(p.words.T("letter.no_automation"), one(p.words.T("letter.no_automation_means")))
	}
	kept := p.say(t.Privacy.Kept)
	if kept == "" {
		kept = p.words.T("letter.kept_default")
	}
	p.row(p.words.T("letter.kept"), one(kept))
	contact := strings.Join(filled(p.own(t.Contest.Name), p.say(t.Contest.Role), p.own(t.Contest.Address)), " · ")
	p.row(p.words.T("letter.contest"), append(one(contact), line{text: p.words.T("letter.contest_means"), face: plain}))
}

// stamp is a moment as the server recorded it: local time with its zone, then UTC.
func (p *paper) stamp(s Stamp) string {
	if !s.Set() {
		return p.words.T("letter.not_yet")
	}
	if s.Zone == "" || s.Zone == "UTC" {
		return p.words.T("letter.stamp_utc", "utc", s.At.UTC())
	}
	utc := p.words.Instant(s.At.UTC())
	if s.At.UTC().YearDay() == s.At.YearDay() {
		utc = p.words.Clock(s.At.UTC())
	}
	return p.words.T("letter.stamp", "local", s.At, "zone", s.Zone, "utc", utc)
}

// history says what has happened to the letter, and what has not yet.
func (p *paper) history(l Letter) {
	s := l.Stamps
	p.section(p.words.T("letter.history"))
	p.row(p.words.T("letter.issued"), one(sentence(p.stamp(l.Terms.Issued))))
	published := one(sentence(p.stamp(s.Published)))
	if l.Terms.Late != nil {
		published = append(published, line{text: sentence(p.words.T("letter.late_mark", "n", l.Terms.Late.Days)), face: face{"B", 9, amber}})
	}
	p.row(p.words.T("letter.published"), published)
	delivered := one(sentence(p.stamp(s.Delivered)))
	if s.ByHand {
		delivered = append(delivered, line{text: p.words.T("letter.by_hand"), face: plain})
	}
	p.row(p.words.T("letter.delivered"), delivered)
	p.row(p.words.T("letter.opened"), one(sentence(p.stamp(s.Opened))))
	p.row(p.words.T("letter.acknowledged"), one(sentence(p.stamp(s.Acknowledged))))
	p.row(p.words.T("letter.answer"), p.answer(s))
	if s.SignedAt.Set() {
		p.row(p.words.T("letter.signed_employer"), one(strings.Join(filled(p.own(s.SignedBy), p.stamp(s.SignedAt)), " · ")))
	}
}

func (p *paper) answer(s Stamps) []line {
	key := "letter.answer.silent"
	if s.Answer != Silent {
		key = "letter.answer." + string(s.Answer)
	}
	said := one(sentence(p.words.T(key)))
	if s.Answered.Set() {
		said = append(said, one(sentence(p.stamp(s.Answered)))...)
	}
	if comment := p.own(s.Comment); comment != "" {
		said = append(said, line{text: p.words.T("letter.quoted", "text", comment), face: slanted})
	}
	return said
}

// signatures leaves room to sign by hand: one block to take note, two to agree.
func (p *paper) signatures(l Letter) {
	const tall, between = 36.0, 8.0
	p.y += 2
	p.need(tall + section.leading() + 16)
	if l.Terms.Mode == goal.Contractual {
		p.section(p.words.T("letter.sign_agree"))
		p.text(p.words.T("letter.sign_agree_means"), plain)
		p.y += 2
		half := (width - between) / 2
		signed := Stamp{}
		if l.Stamps.Answer == Accepted {
			signed = l.Stamps.Answered
		}
		employer := strings.Join(filled(l.Terms.Employer.Name, l.Stamps.signatory(l.Terms)), ", ")
		p.box(left, half, tall, p.words.T("letter.sign_employer"), p.own(employer), l.Stamps.SignedAt)
		p.box(left+half+between, half, tall, p.words.T("letter.sign_person"), p.own(l.Terms.Person.Name), signed)
	} else {
		p.section(p.words.T("letter.sign_note"))
		p.text(p.words.T("letter.sign_note_means"), plain)
		p.y += 2
		p.box(left, width*0.6, tall, p.words.T("letter.sign_note_person"), p.own(l.Terms.Person.Name), l.Stamps.Acknowledged)
	}
	p.y += tall + 2
}

// signatory is who signed for the employer, or who is to.
func (s Stamps) signatory(t Terms) string {
	if s.SignedBy != "" {
		return s.SignedBy
	}
	return t.Employer.Signatory
}

// box is a place to sign: for whom, the date, and white; or when it was done in Cordée.
func (p *paper) box(x, w, h float64, title, name string, done Stamp) {
	p.draw(mist, 0.3)
	p.pdf.RoundedRect(x, p.y, w, h, 1.5, "1234", "D")
	p.at(x+3, p.y+2.5, title, face{"B", 8.5, ink})
	for i, n := range p.wrap(name, quiet, w-6) {
		if i < 2 {
			p.at(x+3, p.y+7+float64(i)*quiet.leading(), n, quiet)
		}
	}
	if done.Set() {
		for i, t := range p.wrap(p.words.T("letter.sign_recorded", "at", p.stamp(done)), plain, w-6) {
			p.at(x+3, p.y+16+float64(i)*plain.leading(), t, plain)
		}
		return
	}
	p.at(x+3, p.y+h-10.5, p.words.T("letter.sign_date"), quiet)
	p.at(x+3, p.y+h-5.5, p.words.T("letter.sign_here"), quiet)
}

// integrity prints the whole hash and says how anyone can check it.
func (p *paper) integrity(t Terms, hash string) {
	p.section(p.words.T("letter.integrity"))
	p.row(p.words.T("letter.hash"), []line{{text: grouped(hash), face: face{"B", 8.5, ink}}})
	p.row(p.words.T("letter.check"), one(p.words.T("letter.check_means", "file", p.attached)))
	if t.Paid() {
		p.y += 1
		p.text(p.words.T("letter.not_advice"), quiet)
	}
}

// file is something attached to the document.
type file struct {
	name, what string // what is a key of the catalogue
	content    []byte
}

func (p *paper) attach(files ...file) {
	var list []fpdf.Attachment
	for _, f := range files {
		list = append(list, fpdf.Attachment{Content: f.content, Filename: f.name, Description: p.words.T(f.what)})
	}
	p.pdf.SetAttachments(list)
}
