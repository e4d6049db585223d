package letter

import (
	"regexp"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/period"
)

// Check lists everything without which the letter would not be one. Sections that people may leave empty (means, steps, guard-rails)
// are not asked for here: the letter then says that nothing was agreed.
func (l Letter) Check() error {
	var wrong fault.List
	t := l.Terms
	for _, need := range []struct {
		there bool
		fault *fault.Error
	}{
		{t.Number != "", fault.Bad("number", "letter.number_missing")},
		{t.Version > 0, fault.Bad("version", "letter.version_missing")},
		{t.Issued.Set(), fault.Bad("issued", "letter.issued_missing")},
		{t.Employer.Name != "", fault.Bad("employer", "letter.employer_missing")},
		{t.Person.Name != "", fault.Bad("person", "letter.person_missing")},
		{bounded(t.Period), fault.Bad("period", "letter.period_missing")},
		{slices.Contains(goal.Modes(), t.Mode), fault.Bad("mode", "letter.mode_missing")},
		{len(t.Objectives) > 0, fault.Bad("objectives", "letter.objectives_missing")},
		{t.Late == nil || t.Late.Reason != Text{}, fault.Bad("late", "letter.late_reason_missing")},
		{t.Previous == nil || wholeHash.MatchString(t.Previous.Hash), fault.Bad("previous", "letter.previous_hash_wrong")},
	} {
		if !need.there {
			wrong = append(wrong, need.fault)
		}
	}
	for _, o := range t.Objectives {
		wrong.Add(o.check(t.Compliance))
	}
	return wrong.OrNil()
}

var wholeHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func bounded(s period.Span) bool { return !s.From.IsZero() && !s.To.IsZero() && !s.Empty() }

func (o Objective) check(compliance string) error {
	var wrong fault.List
	title := o.Title.FR
	if title == "" {
		title = o.Title.EN
	}
	if title == "" {
		wrong = append(wrong, fault.Bad("objectives", "letter.title_missing", "key", o.Key))
	}
	if compliance == french && title != "" && (o.Title.FR == "" || o.Metric.Definition.FR == "" && o.Metric.Definition.EN != "") {
		wrong = append(wrong, fault.Bad("objectives", "letter.french_missing", "title", title))
	}
	if !o.Target.OK && len(o.Steps) == 0 {
		wrong = append(wrong, fault.Bad("objectives", "letter.target_missing", "title", title))
	}
	return wrong.OrNil()
}

// french is the value of Terms.Compliance under which the French text is required.
const french = "fr"
