package ledger

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
)

// Meter is a metric of the organisation, ready to measure.
type Meter struct {
	ID org.ID
	measure.Gauge
}

// Meters is the metrics of an organisation, indexed by the kinds of results they can count. The zero value measures nothing. It
// never changes once made and may be shared.
type Meters struct {
	all    []Meter
	byKind map[string]set // kinds that some metric names
	others set            // what counts a result of any other kind
}

// set is the metrics that can count a result: those that add up, and those of which the latest value holds.
type set struct{ adding, latest []Meter }

// NewMeters indexes metrics. Ratios and steps read no results and are left out.
func NewMeters(all []Meter) Meters {
	m := Meters{byKind: map[string]set{}}
	for _, x := range all {
		if x.Kind == measure.Sum || x.Kind == measure.Count || x.Kind == measure.Latest {
			m.all = append(m.all, x)
		}
	}
	for _, x := range m.all {
		kinds, _ := x.Filter.Kinds()
		for _, kind := range kinds {
			m.byKind[kind] = m.pick(kind)
		}
	}
	m.others = m.pick("")
	return m
}

func (m Meters) pick(kind string) (s set) {
	for _, x := range m.all {
		kinds, bounded := x.Filter.Kinds()
		switch {
		case bounded && (kind == "" || !slices.Contains(kinds, kind)):
		case x.Kind == measure.Latest:
			s.latest = append(s.latest, x)
		default:
			s.adding = append(s.adding, x)
		}
	}
	return s
}

func (m Meters) of(kind string) set {
	if s, ok := m.byKind[kind]; ok {
		return s
	}
	return m.others
}

// For is the metrics of kind sum or count that can count a result of this kind; their filters still decide.
func (m Meters) For(kind string) []Meter { return m.of(kind).adding }

// LatestFor is the metrics of kind latest that can read a result of this kind.
func (m Meters) LatestFor(kind string) []Meter { return m.of(kind).latest }

// All is every metric that reads results.
func (m Meters) All() []Meter { return m.all }

// Empty tells whether nothing is measured.
func (m Meters) Empty() bool { return len(m.all) == 0 }

// Only is the metrics among these, Without those that are not.
func (m Meters) Only(ids map[org.ID]bool) Meters {
	return NewMeters(slices.DeleteFunc(slices.Clone(m.all), func(x Meter) bool { return !ids[x.ID] }))
}

// Without is the metrics that are not among these.
func (m Meters) Without(ids map[org.ID]bool) Meters {
	return NewMeters(slices.DeleteFunc(slices.Clone(m.all), func(x Meter) bool { return ids[x.ID] }))
}
