package ledger

import (
	"cordee/internal/fault"
	"cordee/internal/period"
)

// Head is what is known of one source and ref: the content last taken and, on top of it, the cancellation if one holds. Whatever
// the order in which versions arrive, the head ends up the same: the content of the highest version, cancelled if a cancellation
// has a higher one.
type Head struct {
	Posting    int64       // the posting of the content, 0 while only its cancellation has arrived
	Live       bool        // it counts; false when cancelled
	Version    int64       // of the content
	HasVersion bool        // false also while there is no content
	Hash       [16]byte    // of the content
	OccurredOn period.Date // of the content

	Reversal         int64       // the posting that cancels the content, 0 when live or without content
	CancelVersion    int64       // of the cancellation
	CancelHasVersion bool        //
	CancelOn         period.Date // the day given by the cancellation, zero for the content's own
}

// Action is what an arrival means for what is known.
type Action string

// The closed list of actions.
const (
	New             Action = "new"               // first content: post it
	Duplicate       Action = "duplicate"         // known already
	Correct         Action = "correct"           // other content, or live again: take the former back on its own day, post
	Cancel          Action = "cancel"            // take back what stands
	Recancel        Action = "recancel"          // cancelled already, now on another day: move the cancellation
	Ahead           Action = "cancel_ahead"      // a cancellation that overtook what it cancels: remember it
	Covered         Action = "covered"           // content older than the cancellation that holds: post it and cancel it
	Stale           Action = "stale"             // older than what is known
	NothingToCancel Action = "nothing_to_cancel" // a cancellation without version of something unknown
)

// Changes tells whether the action changes any total or what is known of the result; of the others, a Duplicate may still raise
// the version known.
func (a Action) Changes() bool {
	return a != Duplicate && a != Stale && a != NothingToCancel
}

// NeedsStanding tells whether Settle must be given the postings that stand.
func (a Action) NeedsStanding() bool {
	return a == Correct || a == Cancel || a == Recancel || a == Covered
}

// Decide says what an arrival means. head is nil for a source and ref never met. Of two versions the higher wins in any order of
// arrival; the same version again, or none, goes by the order of arrival. hash is r.Hash().
func Decide(head *Head, r Result, hash [16]byte) Action {
	switch {
	case head == nil && r.Kind != Cancelled:
		return New
	case head == nil && r.HasVersion:
		return Ahead
	case head == nil:
		return NothingToCancel
	case head.Posting != 0 && r.olderThan(head.Version, head.HasVersion):
		return Stale
	case r.Kind == Cancelled:
		return head.decideCancel(r)
	default:
		return head.decideContent(r, hash)
	}
}

func (h *Head) decideCancel(r Result) Action {
	switch {
	case h.Live:
		return Cancel
	case r.olderThan(h.CancelVersion, h.CancelHasVersion):
		return Stale
	case r.OccurredOn == h.CancelOn:
		return Duplicate
	default:
		return Recancel
	}
}

func (h *Head) decideContent(r Result, hash [16]byte) Action {
	same := h.Posting != 0 && h.Hash == hash
	switch {
	case same && h.Live:
		return Duplicate
	case same && r.HasVersion && h.HasVersion && r.Version == h.Version:
		return Duplicate // the very message that was cancelled since, delivered again
	case h.Live:
		return Correct
	case same && r.olderThan(h.CancelVersion, h.CancelHasVersion):
		return Duplicate
	case r.olderThan(h.CancelVersion, h.CancelHasVersion):
		return Covered
	default:
		return Correct
	}
}

// olderThan is never true when a version is missing: then the order of arrival decides.
func (r Result) olderThan(version int64, has bool) bool {
	return r.HasVersion && has && r.Version < version
}

// Standing is the postings a head names, as far as they exist.
type Standing struct{ Content, Cancel *Posting }

// Settlement is what an arrival leads to: postings to append in this order, and the head to keep.
type Settlement struct {
	Action   Action
	Postings []Posting
	Head     Head
	Changed  bool // the head differs from the one before and must be kept, even if nothing is posted
}

// Settle decides and works out the postings. in is the arrival as a posting (Post), a cancellation too; st is needed when
// Decide(...).NeedsStanding(). next draws ids, which must grow. Who posts, when and under which change is for the caller to fill.
// When what must be taken back is not given, because it is no longer kept, the arrival is refused: Conflict, result.detail_gone.
func Settle(head *Head, st Standing, in Posting, hash [16]byte, next func() int64) (Settlement, error) {
	s := settler{st: st, in: in, next: next}
	s.Action = Decide(head, in.Result, hash)
	if head != nil {
		s.Head = *head
	}
	if s.Action.NeedsStanding() && (s.Head.Posting != 0 && st.Content == nil || s.Head.Reversal != 0 && st.Cancel == nil) {
		return Settlement{}, fault.New(fault.Conflict, "result.detail_gone", "ref", in.Ref).On("ref")
	}
	switch s.Action {
	case New, Correct:
		s.undo()
		s.post(hash)
		s.Head.Live = true
		s.forgetCancel()
	case Covered:
		s.undo()
		content := s.post(hash)
		s.Head.Reversal = s.append(content.Reversal(s.Head.CancelOn))
	case Cancel:
		s.cancel(st.Content)
	case Recancel, Ahead:
		if st.Cancel != nil {
			s.append(st.Cancel.Reversal(0))
		}
		s.cancel(st.Content)
	case Duplicate:
		s.raise()
	case Stale, NothingToCancel:
	}
	s.Changed = head == nil && s.Action.Changes() || head != nil && s.Head != *head
	return s.Settlement, nil
}

type settler struct {
	Settlement
	st   Standing
	in   Posting
	next func() int64
}

func (s *settler) append(p Posting) int64 {
	p.ID = s.next()
	s.Postings = append(s.Postings, p)
	return p.ID
}

// undo takes back what stands, each posting on its own day: also a content cancelled on its own day, which changes no total, so that
// the ledger tells what stood there before.
func (s *settler) undo() {
	content, cancel := s.st.Content, s.st.Cancel
	if content == nil {
		return
	}
	if cancel != nil {
		s.append(cancel.Reversal(0))
	}
	s.append(content.Reversal(0))
}

// post appends the arrival as the new content.
func (s *settler) post(hash [16]byte) Posting {
	p := s.in
	p.Sign, p.Reverses, p.RosterOn = 1, 0, p.OccurredOn
	p.ID = s.append(p)
	h := &s.Head
	h.Posting, h.Hash, h.OccurredOn = p.ID, hash, p.OccurredOn
	h.Version, h.HasVersion = higher(h.Version, h.HasVersion, p.Result)
	return p
}

// cancel takes the content back on the day the cancellation says, or only remembers it when there is no content yet.
func (s *settler) cancel(content *Posting) {
	h := &s.Head
	h.Live, h.CancelOn = false, s.in.OccurredOn
	h.CancelVersion, h.CancelHasVersion = higher(h.CancelVersion, h.CancelHasVersion, s.in.Result)
	if content == nil {
		return
	}
	rev := content.Reversal(s.in.OccurredOn)
	rev.Version, rev.HasVersion = s.in.Version, s.in.HasVersion
	h.Reversal = s.append(rev)
}

// forgetCancel drops the cancellation, but not its version: older ones stay older.
func (s *settler) forgetCancel() {
	h := &s.Head
	if h.CancelHasVersion {
		h.Version, h.HasVersion = higher(h.Version, h.HasVersion, Result{Version: h.CancelVersion, HasVersion: true})
	}
	h.Reversal, h.CancelVersion, h.CancelHasVersion, h.CancelOn = 0, 0, false, 0
}

// raise keeps the higher version of the same content or cancellation, so that what lies between is stale when it arrives.
func (s *settler) raise() {
	h := &s.Head
	if s.in.Kind == Cancelled {
		h.CancelVersion, h.CancelHasVersion = higher(h.CancelVersion, h.CancelHasVersion, s.in.Result)
		return
	}
	h.Version, h.HasVersion = higher(h.Version, h.HasVersion, s.in.Result)
}

func higher(version int64, has bool, r Result) (int64, bool) {
	if !r.HasVersion || has && version >= r.Version {
		return version, has
	}
	return r.Version, true
}
