package ledger

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Posting is a result as the ledger holds it, or the reversal of one. It is never changed.
type Posting struct {
	ID       int64 // grows in the order of posting
	Sign     int   // +1 counts, -1 takes back
	Reverses int64 // the posting this one takes back, 0 for none
	Result         // the amount is in the organisation's currency

	OriginalAmount   measure.Maybe // as sent, when that was in another currency
	OriginalCurrency string
	Rate             int64 // 1e-10 units of the organisation's currency, fixed when posted

	RosterOn period.Date // the day whose memberships apply: the day it occurred, also for a cancellation dated otherwise
	At       int64       // when it was posted, microseconds UTC
	Seq      int64       // the change that posted it
}

// Post makes the posting of a result, on its own day.
func Post(r Result) Posting { return Posting{Sign: 1, Result: r, RosterOn: r.OccurredOn} }

// Reversal takes a posting back: the same people, teams and amount with the other sign, on the given day or, if that is zero, on
// the posting's own. The reversal of a reversal brings back what was taken.
func (p Posting) Reversal(on period.Date) Posting {
	rev := p
	rev.ID, rev.At, rev.Seq = 0, 0, 0
	rev.Sign, rev.Reverses = -p.Sign, p.ID
	if !on.IsZero() {
		rev.OccurredOn = on
	}
	return rev
}
