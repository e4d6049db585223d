package app

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestTheJournalIsOneChain(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		h.welcome("Léa Martin\nKarim Benali")
		known := h.journal(Checkpoint{}).Last
		ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord"}, 0))
		c := h.journal(known)
		same(t, c.Sound() && c.Lines > 3 && c.Last != known, true)
		known.Chain = digest("another history")
		same(t, h.journal(known).Lost, true)
	})
}

func (h house) journal(known Checkpoint) JournalCheck {
	h.t.Helper()
	c, err := h.VerifyJournal(h.t.Context(), h.ines.Org.ID, known)
	ok(h.t, err)
	return c
}

// TestTenThousandAttacksOnTheJournalAreSeen changes, removes, repeats, swaps or forges lines of a journal whose last line is known
// elsewhere. An attacker who knows how hashes are made may mend the chain after the attack: the known line then tells.
func TestTenThousandAttacksOnTheJournalAreSeen(t *testing.T) {
	const seed, size = 2026_11_23, 40
	dice := rand.New(rand.NewPCG(seed, 1))
	lines := make([]store.Change, size)
	for i := range lines {
		lines[i] = store.Change{
			Seq: int64(i/3 + 1), Line: i % 3, At: int64(1_000 + i), ActorKind: "person", Actor: 7, Kind: "goal.revised", SubjectKind: "goal",
			Subject: 9, Data: fmt.Sprintf(`{"version":%d}`, i),
		}
	}
	chainAll(lines)
	known := Checkpoint{lines[size-1].Seq, lines[size-1].Line, lines[size-1].Chain}
	same(t, seen(lines, known), false)
	for n := range 10_000 {
		attacked := attack(dice, slices.Clone(lines))
		if n%2 == 0 {
			chainAll(attacked)
		}
		if !seen(attacked, known) {
			t.Fatalf("attack %d of seed %d went unseen", n, seed)
		}
	}
}

func chainAll(lines []store.Change) {
	before := ""
	for i := range lines {
		lines[i].Chain = chainHash(1, before, lines[i])
		before = lines[i].Chain
	}
}

func seen(lines []store.Change, known Checkpoint) bool {
	r := journalReader{org: 1, known: known, check: JournalCheck{Lost: true}}
	r.read(lines)
	return !r.check.Sound()
}

func attack(dice *rand.Rand, lines []store.Change) []store.Change {
	i := dice.IntN(len(lines))
	c := &lines[i]
	switch dice.IntN(12) {
	case 0:
		c.Data += " "
	case 1:
		c.At++
	case 2:
		c.Actor++
	case 3:
		c.Subject++
	case 4:
		c.Kind = "goal.agreed"
	case 5:
		c.ActorKind, c.Kind = c.ActorKind+c.Kind[:1], c.Kind[1:] // the same letters, cut elsewhere
	case 6:
		c.SubjectKind = "person"
	case 7:
		c.Seq += 100
	case 8:
		c.Line += 100
	case 9:
		return slices.Delete(lines, i, i+1)
	case 10:
		return slices.Insert(lines, i, *c)
	default:
		j := (i + 1 + dice.IntN(len(lines)-1)) % len(lines)
		lines[i], lines[j] = lines[j], lines[i]
	}
	return lines
}
