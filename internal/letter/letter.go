// Package letter draws the letter of objectives (« lettre d’objectifs ») and the file of realism (« dossier de réalisme ») as PDF,
// and tells of a file whether it is still the letter that was issued.
//
// Everything here is pure: data in, bytes out. The same letter always gives the same bytes; its dates are its own stamps. What the
// two documents must contain follows the labour law reading of the project (F1 to F3, F6, F13).
package letter

import (
	"slices"
	"time"

	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Text is what people wrote, in the languages they wrote it in. A language that is missing falls back on the other.
type Text struct {
	FR string `json:"fr,omitempty"`
	EN string `json:"en,omitempty"`
}

// In is the text in a language, or in the other one.
func (t Text) In(l i18n.Lang) string {
	if l == i18n.EN && t.EN != "" || t.FR == "" {
		return t.EN
	}
	return t.FR
}

// Letter is one letter to one person for one period: what it says, and what has happened to it since.
type Letter struct {
	Terms  Terms  `json:"terms"`
	Stamps Stamps `json:"stamps"`
}

// Terms is what the letter says. Its canonical JSON is what the printed hash is made of, so the hash of a letter does not change
// when the letter is opened or acknowledged.
type Terms struct {
	Number     string       `json:"number"`     // the letter's own name in the organisation, stable over its versions
	Version    int          `json:"version"`    // from 1
	Compliance string       `json:"compliance"` // "fr": French text is required and always printed; "none"
	Mode       goal.Mode    `json:"mode"`
	Employer   Employer     `json:"employer"`
	Person     Person       `json:"person"`
	Period     period.Span  `json:"period"`      // half-open
	PeriodName Text         `json:"period_name"` // "T1 2027"; may be empty
	Direction  Text         `json:"direction"`   // the company's direction above all objectives; may be empty
	Objectives []Objective  `json:"objectives"`
	Means      []Text       `json:"means,omitempty"` // promised for the whole period, beside those of each objective
	Guards     []Guard      `json:"guards,omitempty"`
	Reasons    []Text       `json:"revision_reasons,omitempty"` // the closed list of reasons that allow a revision
	Ratchet    Text         `json:"ratchet"`                    // how this period's result weighs on the next target
	Pay        Text         `json:"pay"`                        // how the objectives add up to pay, when pay hangs on them
	Readers    []Reader     `json:"readers,omitempty"`
	Privacy    Privacy      `json:"privacy"`
	Contest    Contest      `json:"contest"`
	Issued     Stamp        `json:"issued"` // when this version was made: also the date inside the PDF
	Late       *Late        `json:"late,omitempty"`
	Previous   *Reference   `json:"previous,omitempty"`
	English    *Translation `json:"english,omitempty"` // who checked the English text; nil: nobody said so
}

// Paid tells whether pay hangs on one of the objectives. A letter without any says nothing of law or contract.
func (t Terms) Paid() bool {
	return slices.ContainsFunc(t.Objectives, func(o Objective) bool { return o.Paid })
}

// Employer is who gives the letter.
type Employer struct {
	Name          string `json:"name"`
	Registration  string `json:"registration,omitempty"` // SIRET or the like, as written
	Establishment string `json:"establishment,omitempty"`
	Signatory     string `json:"signatory,omitempty"` // who speaks for the employer, with their function
}

// Person is who the letter is for.
type Person struct {
	Name     string `json:"name"`
	Key      string `json:"key,omitempty"`
	Position Text   `json:"position"` // what they do, as the contract says
	Team     string `json:"team,omitempty"`
	Lead     string `json:"lead,omitempty"` // who leads them
}

// Objective is one objective of the letter, at the version in force when it was issued.
type Objective struct {
	Key         string        `json:"key"`
	Version     int           `json:"version,omitempty"` // of the objective itself
	Title       Text          `json:"title"`
	Tier        goal.Tier     `json:"tier"`
	Origin      goal.Origin   `json:"origin,omitempty"`
	Paid        bool          `json:"paid"`
	Weight      measure.BP    `json:"weight_bp"` // of the whole letter; 0: not weighted
	Span        period.Span   `json:"span"`      // half-open; empty: the letter's period
	Metric      Metric        `json:"metric"`
	Baseline    measure.Maybe `json:"baseline"`
	BaselineOn  period.Date   `json:"baseline_on"`
	Floor       measure.Maybe `json:"floor"`
	Target      measure.Maybe `json:"target"`
	Stretch     measure.Maybe `json:"stretch"`
	Why         Text          `json:"why"`
	Above       []Knot        `json:"above,omitempty"`       // the objectives it pulls, nearest first, the company's last
	Derivation  []Line        `json:"derivation,omitempty"`  // from the company's figure down to this one
	Adjustments []Line        `json:"adjustments,omitempty"` // working time, absence, ramp, season; never a reason
	Steps       []Step        `json:"steps,omitempty"`
	Checkpoints []Checkpoint  `json:"checkpoints,omitempty"`
	Formula     Text          `json:"formula"`
	Thresholds  []Threshold   `json:"thresholds,omitempty"`
	Means       []Text        `json:"means,omitempty"`
	Support     []Text        `json:"support,omitempty"`
	Said        []Text        `json:"said,omitempty"` // the reasons written to its versions, oldest first
}

// Metric is what is measured, in words. An objective of steps leaves Unit empty.
type Metric struct {
	Name       Text              `json:"name"`
	Definition Text              `json:"definition"`
	Source     Text              `json:"source"`
	Scope      Text              `json:"scope"`
	Kind       measure.Kind      `json:"kind,omitempty"`
	Unit       string            `json:"unit"` // as measure.Metric
	Direction  measure.Direction `json:"direction,omitempty"`
}

// Knot is an objective above, on the rope from the company to the person.
type Knot struct {
	Tier   goal.Tier     `json:"tier"`
	Title  Text          `json:"title"`
	Owner  string        `json:"owner,omitempty"`
	Target measure.Maybe `json:"target"`
	Unit   string        `json:"unit,omitempty"`
	Why    Text          `json:"why"`
}

// Line is one line of a calculation: what, and the figure it gives. Without an amount, Value is printed as it stands.
type Line struct {
	Label  Text          `json:"label"`
	Amount measure.Maybe `json:"amount"`
	Unit   string        `json:"unit,omitempty"`
	Value  Text          `json:"value"` // "× 0,80"
}

// Step is a concrete action.
type Step struct {
	Title  Text        `json:"title"`
	Owner  string      `json:"owner,omitempty"`
	Due    period.Date `json:"due"`
	Weight measure.BP  `json:"weight_bp,omitempty"` // of this objective; 0: not said
}

// Checkpoint is a day on which both look at where the objective stands.
type Checkpoint struct {
	On       period.Date   `json:"on"`
	Expected measure.Maybe `json:"expected"` // in the metric's unit
	Note     Text          `json:"note"`
}

// Threshold is one step of the calculation: from an attainment on, what it brings.
type Threshold struct {
	From   measure.BP `json:"from_bp"` // 10,000 is 100 %
	Effect Text       `json:"effect"`
}

// Guard is a guard-rail: what must not suffer while the objective is pursued.
type Guard struct {
	Title Text `json:"title"`
	Rule  Text `json:"rule"`
}

// Reader is who can see the objectives and results of the letter, and what they see.
type Reader struct {
	Who  Text `json:"who"`
	What Text `json:"what"`
}

// Privacy is whom to ask about personal data, and how long it is kept. The rights themselves are printed from the catalogue.
type Privacy struct {
	Controller string `json:"controller,omitempty"` // empty: the employer
	Contact    string `json:"contact,omitempty"`    // address of the data protection contact
	Kept       Text   `json:"kept"`
}

// Contest is whom to tell that an objective or a result is disputed.
type Contest struct {
	Name    string `json:"name"`
	Role    Text   `json:"role"`
	Address string `json:"address"` // e-mail or postal
}

// Stamp is a moment the server recorded. At carries the zone it is shown in; UTC is printed beside it. The zero Stamp has not
// happened.
type Stamp struct {
	At   time.Time `json:"at,omitzero"`
	Zone string    `json:"zone,omitempty"` // its IANA name: a Location does not survive JSON
}

// Set tells whether it has happened.
func (s Stamp) Set() bool { return !s.At.IsZero() }

// Late says why objectives that pay hangs on were published after their period had begun.
type Late struct {
	Reason        Text `json:"reason"` // one of the listed reasons, in words
	Detail        Text `json:"detail"` // what the person who published added
	Days          int  `json:"days"`   // calendar days after the start
	PayrollWarned bool `json:"payroll_warned"`
}

// Reference names the version that this one replaces, and why.
type Reference struct {
	Version int    `json:"version"`
	Hash    string `json:"hash"` // of its terms, 64 hexadecimal digits
	Issued  Stamp  `json:"issued"`
	Reason  Text   `json:"reason"`
}

// Translation tells who checked the English text against the French.
type Translation struct {
	CheckedBy string `json:"checked_by"`
	At        Stamp  `json:"at"`
}

// Answer is what the person said of the letter, apart from having read it.
type Answer string

// The closed list of answers. Silence is recorded as Silent; it is neither consent nor refusal.
const (
	Silent   Answer = ""
	Accepted Answer = "accepted"
	Disputed Answer = "disputed"
)

// Stamps is what has happened to the letter.
type Stamps struct {
	Published    Stamp  `json:"published"`
	Delivered    Stamp  `json:"delivered"`
	ByHand       bool   `json:"by_hand"` // delivered on paper, recorded by whoever gave it
	Opened       Stamp  `json:"opened"`
	Acknowledged Stamp  `json:"acknowledged"` // « J’ai pris connaissance »
	Answer       Answer `json:"answer"`
	Answered     Stamp  `json:"answered"`
	Comment      string `json:"comment,omitempty"` // the person's own words, kept as they are
	SignedBy     string `json:"signed_by,omitempty"`
	SignedAt     Stamp  `json:"signed_at"` // by the employer, in a contractual letter
}
