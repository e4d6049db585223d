package sheet

import "encoding/binary"

// texts holds the shared texts of a workbook close together: millions of tiny ones cost eight bytes each besides their letters,
// and none is moved when another comes.
type texts struct {
	blocks [][]byte
	at     [][]uint64 // pages of block and offset; a text starts with its length
	n      int
	bytes  int
}

const (
	blockBytes = 1 << 20
	pageLen    = 1 << 16
)

func (t *texts) add(s string) {
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(s)))
	if last := len(t.blocks) - 1; last < 0 || cap(t.blocks[last])-len(t.blocks[last]) < n+len(s) {
		t.blocks = append(t.blocks, make([]byte, 0, max(blockBytes, n+len(s))))
	}
	last := len(t.blocks) - 1
	if t.n%pageLen == 0 {
		t.at = append(t.at, make([]uint64, pageLen))
	}
	t.at[t.n/pageLen][t.n%pageLen] = uint64(last)<<32 | uint64(len(t.blocks[last]))
	t.n++
	t.blocks[last] = append(append(t.blocks[last], head[:n]...), s...)
	t.bytes += len(s)
}

// get is the text of a number; ok is false for a number that no text has.
func (t *texts) get(i int) (s string, ok bool) {
	if i < 0 || i >= t.n {
		return "", false
	}
	at := t.at[i/pageLen][i%pageLen]
	b := t.blocks[at>>32][uint32(at):]
	size, n := binary.Uvarint(b)
	return string(b[n : n+int(size)]), true
}
