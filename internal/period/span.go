package period

import "cordee/internal/fault"

// Span is a run of days from From to the day before To. To zero means open: it has no end. From zero means since ever.
type Span struct{ From, To Date }

// Days is the span from one day to another, both included. A zero last day leaves it open.
func Days(from, last Date) Span {
	if last == 0 {
		return Span{From: from}
	}
	return Span{From: from, To: last + 1}
}

// Day is the span of a single day.
func Day(d Date) Span { return Span{From: d, To: d + 1} }

// Contains tells whether the day lies in the span.
func (s Span) Contains(d Date) bool { return d >= s.From && (s.To == 0 || d < s.To) }

// Open tells whether the span has no end.
func (s Span) Open() bool { return s.To == 0 }

// Empty tells whether no day lies in the span.
func (s Span) Empty() bool { return s.To != 0 && s.To <= s.From }

// Overlaps tells whether the two spans share a day.
func (s Span) Overlaps(o Span) bool { _, ok := s.Intersect(o); return ok }

// Intersect is the days both spans have; ok is false, and the span empty, when there are none.
func (s Span) Intersect(o Span) (both Span, ok bool) {
	both = Span{From: max(s.From, o.From), To: s.To}
	if both.To == 0 || (o.To != 0 && o.To < both.To) {
		both.To = o.To
	}
	if both.Empty() || s.Empty() || o.Empty() {
		return Span{From: both.From, To: both.From}, false
	}
	return both, true
}

// Len is the number of days, 0 when there are none, -1 for an open span.
func (s Span) Len() int {
	if s.To == 0 {
		return -1
	}
	return max(0, int(s.To-s.From))
}

// Last is the last day of the span, zero for an open one.
func (s Span) Last() Date {
	if s.To == 0 {
		return 0
	}
	return s.To - 1
}

// Valid refuses a span without a beginning (span.from_missing) and one that holds no day (span.reversed).
func (s Span) Valid() error {
	if s.From == 0 {
		return fault.New(fault.Invalid, "span.from_missing")
	}
	if s.Empty() {
		return fault.New(fault.Invalid, "span.reversed", "from", s.From.String(), "to", s.To.String())
	}
	return nil
}
