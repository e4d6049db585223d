package cli_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"cordee/internal/measure"
)

const headerOfUndo = "ref,occurred_on,kind,person,amount\n"

// brought imports rows of results and gives the number of the import.
func (d desk) brought(rows ...string) string {
	d.t.Helper()
	return d.imported(d.file("results.csv", headerOfUndo+strings.Join(rows, "\n")+"\n"))
}

func (d desk) revenue() measure.Maybe {
	d.t.Helper()
	return d.board("--metric", "revenue", "--from", "2026-01-01", "--to", "2026-12-31").Total
}

func TestACorrectionUndoneBelongsToTheFirstImportAgain(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.settle()
		before := d.exported()
		start := d.revenue().Amount.String()
		first := d.brought("u1,2026-10-01,deal_won,lea,100", "u2,2026-10-01,deal_won,lea,1")
		with := d.exported()
		second := d.brought("u1,2026-10-02,deal_won,lea,150")
		d.do("imports", "undo", second)
		d.same("the correction undone", d.exported(), with)
		d.do("imports", "undo", first)
		d.same("both undone", d.exported(), before)
		expect(t, "revenue", d.revenue(), start)
		d.do("ledger", "verify")
	})
}

// People and a result that came together go together, once what was said of the result later is undone, in whatever order.
func TestPeopleGoWithTheResultTheyCameWith(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.settle()
		before := d.exported()
		for _, order := range [][]int{{1, 0}, {0, 1}} {
			imports := []string{
				d.imported(d.file("people.csv", "key,name,team\nzoe,Zoé Roux,nord\n"), d.file("results.csv", headerOfUndo+"z1,2026-10-01,deal_won,zoe,100\n")),
				d.brought("z1,2026-11-02,cancelled,,"),
			}
			for _, i := range order {
				d.do("imports", "undo", imports[i])
			}
			d.same("both undone", d.exported(), before)
		}
		d.do("ledger", "verify")
	})
}

// saying is what an import of the test below says of one result: an amount, or that it is cancelled (0).
type saying map[int]int

func (s saying) rows() []string {
	var rows []string
	for ref, amount := range s {
		if amount == 0 {
			rows = append(rows, fmt.Sprintf("o%d,%s,cancelled,,", ref, []string{"", "2026-10-01", "2026-11-04"}[ref%3]))
			continue
		}
		rows = append(rows, fmt.Sprintf("o%d,2026-10-01,deal_won,lea,%d", ref, amount))
	}
	return rows
}

// left is the total of what these say one after the other.
func left(all []saying, undone map[int]bool) (sum int) {
	now := map[int]int{}
	for i, s := range all {
		if undone[i] {
			continue
		}
		for ref, amount := range s {
			now[ref] = amount
		}
	}
	for _, amount := range now {
		sum += amount
	}
	return sum
}

func TestImportsUndoneInAnyOrderLeaveWhatTheOthersSay(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.do("org", "create", "alpina", "--name", "Alpina")
		d.do("import", d.file("people.csv", "key\nlea\n"))
		draw := rand.New(rand.NewPCG(7, 11))
		for round := range 6 {
			all, ids := []saying{}, []string{}
			known := map[int]bool{}
			for i := range 4 {
				s := saying{}
				for ref := range 3 {
					switch say := draw.IntN(4); {
					case say == 0 && known[ref]:
						s[ref] = 0
					case say < 3:
						s[ref], known[ref] = 1000*round+100*(i+1)+10*ref+1, true
					}
				}
				s[9] = 7 + i // no import is empty
				all, ids = append(all, s), append(ids, d.brought(s.rows()...))
			}
			undone := map[int]bool{}
			order := draw.Perm(4)
			if round%2 == 0 {
				order = []int{3, 2, 1, 0}
			}
			for _, i := range order {
				d.do("imports", "undo", ids[i])
				undone[i] = true
				expect(t, fmt.Sprintf("round %d, order %v, %d undone, of %v", round, order, len(undone), all), d.revenue(), fmt.Sprint(left(all, undone)))
			}
			if rows := d.exported()["results.csv"]; strings.Count(rows, "\n") != 1 {
				t.Errorf("all imports undone leave\n%s", rows)
			}
			d.do("ledger", "verify")
		}
	})
}
