package plan_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
)

// quarter is one seller's published quota and what they sold.
type quarter struct {
	seller, no  string
	quota, sold measure.Amount
}

// published reads a public set of quotas and results, which lies beside the project, never in it.
func published(t *testing.T) (list []quarter) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "adventureworks", "expected", "quarter_person.csv")
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there: this test needs the shared data sets", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		if row[column["quota"]] == "" || row[column["actual"]] == "" {
			continue
		}
		list = append(list, quarter{row[column["sales_person_id"]], row[column["period_no"]], exact(t, row[column["quota"]]), exact(t, row[column["actual"]])})
	}
	return list
}

func exact(t *testing.T, s string) measure.Amount {
	t.Helper()
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q: %v", s, err)
	}
	return a
}

// seenIn counts who attained.
func seenIn(quarters []quarter) (s plan.Seen) {
	for _, q := range quarters {
		s.Of++
		if q.sold >= q.quota {
			s.Attained++
		}
	}
	return s
}

// frequencies gives each seller of a period the chance that past periods suggest: how often they sold, against their quota of then,
// what this quota asks against it; with one attained and one missed added, so that nobody is at zero or at certainty.
func frequencies(quarters []quarter, no string) (chances []plan.Chance) {
	for _, now := range quarters {
		if now.no != no {
			continue
		}
		attained, of := int64(1), int64(2)
		for _, q := range quarters {
			if q.seller == now.seller && number(q.no) < number(no) {
				of++
				if q.sold >= q.quota {
					attained++
				}
			}
		}
		p, _ := measure.RatioOf(measure.Amount(attained), measure.Amount(of))
		chances = append(chances, plan.Chance{Owner: org.PersonOwner(org.ID(len(chances) + 1)), P: p, Known: true})
	}
	return chances
}

func number(s string) (n int) {
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

func TestPublishedQuotasAreSaidToBeOutOfReach(t *testing.T) {
	quarters := published(t)
	seen := seenIn(quarters)
	if seen != (plan.Seen{Attained: 6, Of: 95}) {
		t.Errorf("%+v", seen)
	}
	if f := plan.Fit(nil, seen); f.Verdict != plan.SetOutOfReach || !f.Alarm || f.Seen.High > 1_500 {
		t.Errorf("of what was attained: %+v", f)
	}
	if f := plan.Fit(frequencies(quarters, "8"), seen); f.Verdict != plan.SetOutOfReach || f.Beyond < 10 {
		t.Errorf("of the last period's chances: %s, %d out of reach, %d expected", f.Verdict, f.Beyond, f.Share)
	}
	// The same people, asked for what they bring: a fair set is not flagged. Eighty percent of these quotas is one.
	for i := range quarters {
		quarters[i].quota = quarters[i].quota / 10 * 8
	}
	if f := plan.Fit(nil, seenIn(quarters)); f.Verdict != plan.SetFair || f.Alarm {
		t.Errorf("at eighty percent: %+v", f)
	}
}
