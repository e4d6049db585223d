package sheet

import (
	"errors"
	"io"
)

var (
	errTooLong = errors.New("one record is longer than allowed")
	errTooWide = errors.New("one record has more columns than allowed")
)

// readAhead is how much the decoders above a fuse may have read of the next record when the fuse is reset.
const readAhead = 8 << 10

// maxMarks is how many delimiters one record may hold, quoted ones included, before a decoder has to make room for them.
const maxMarks = 64 << 10

// fuse is a reader that stops when one record grows beyond its limit, before anything has gathered it in memory.
// Whoever decodes above it resets it after each record.
type fuse struct {
	r     io.Reader
	limit int64
	mark  byte // a delimiter to count; 0 counts none

	used  int64
	marks int
	err   error
	total int64
	tell  func(read int64) // progress, called with the bytes so far
}

func (f *fuse) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	if f.used > f.limit+readAhead {
		f.err = errTooLong
		return 0, f.err
	}
	n, err := f.r.Read(p)
	f.used += int64(n)
	f.total += int64(n)
	if f.mark != 0 {
		for _, b := range p[:n] {
			if b == f.mark {
				f.marks++
			}
		}
		if f.marks > maxMarks {
			f.err = errTooWide
			return 0, f.err
		}
	}
	if f.tell != nil && n > 0 {
		f.tell(f.total)
	}
	return n, err
}

// reset starts a new record.
func (f *fuse) reset() { f.used, f.marks = 0, 0 }
