package app

import (
	"strings"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// tree is rows of "key parent kind", "-" for nothing.
func tree(lines ...string) sheet.Batch {
	var b sheet.Batch
	for _, l := range lines {
		w := strings.Fields(l)
		r := sheet.TeamRow{Key: w[0]}
		if len(w) > 1 {
			r.Parent = sheet.Val(strings.Trim(w[1], "-"))
		}
		if len(w) > 2 {
			r.Kind = sheet.Val(strings.Trim(w[2], "-"))
		}
		b.Teams = append(b.Teams, r)
	}
	return b
}

func TestAnImportedCompanyIsTheCompany(t *testing.T) {
	for name, c := range map[string]struct {
		file sheet.Batch
		want string
	}{
		"named otherwise":        {tree("ALL - company", "nord ALL department", "n1 nord team"), "ALL > nord > n1"},
		"named as it is":         {tree("alpina - company", "nord alpina", "n1 nord"), "alpina > nord > n1"},
		"not said to be one":     {tree("ALL - -", "nord ALL", "n1 nord"), "ALL > nord > n1"},
		"bare teams":             {tree("n1"), "alpina > n1"},
		"a department and teams": {tree("nord - department", "n1 nord"), "alpina > nord > n1"},
	} {
		t.Run(name, func(t *testing.T) {
			h := alpina(t, testkit.SQLite(t))
			r, err := h.Import(t.Context(), h.ines.Actor, "teams.csv", c.file, false)
			ok(t, err)
			same(t, h.chain("n1"), c.want)
			root := h.world().Root()
			_, err = h.Import(t.Context(), h.ines.Actor, "teams.csv", c.file, false) // again: nothing changes
			ok(t, err)
			same(t, h.world().Root(), root)
			ok(t, h.UndoImport(t.Context(), h.ines.Actor, r.ID))
			same(t, h.world().Root().Key, "alpina")
		})
	}
}

func TestASecondCompanyIsRefused(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	_, err := h.Import(t.Context(), h.ines.Actor, "teams.csv", tree("ALL - company"), false)
	ok(t, err)
	_, err = h.Import(t.Context(), h.ines.Actor, "teams.csv", tree("OTHER - company"), false)
	refused(t, err, "org.root_other")
	same(t, h.world().Root().Key, "ALL")
}

// The root made with the organisation may be called otherwise by the first file; once somebody named it, hung a team below it or
// gave it an objective, another company in a file is a second one.
func TestARootThatIsInUseIsNotRenamed(t *testing.T) {
	for name, use := range map[string]func(house) error{
		"it has teams": func(h house) error {
			_, err := h.Import(h.t.Context(), h.ines.Actor, "teams.csv", tree("alpina - company", "nord alpina"), false)
			return err
		},
		"it has a name": func(h house) error {
			row := sheet.TeamRow{Key: "alpina", Name: sheet.Val("Alpina Groupe")}
			_, err := h.Import(h.t.Context(), h.ines.Actor, "teams.csv", sheet.Batch{Teams: []sheet.TeamRow{row}}, false)
			return err
		},
		"it has an objective": func(h house) error {
			_, err := h.StartCommon(h.t.Context(), h.ines.Actor, CommonForm{Sentence: "Cent", Amount: measure.Whole(100), EndOn: day("2026-12-31")})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := alpina(t, testkit.SQLite(t))
			ok(t, use(h))
			root := h.world().Root()
			r, err := h.Import(t.Context(), h.ines.Actor, "teams.csv", tree("OTHER - company", "sud OTHER"), false)
			refused(t, err, "org.root_other")
			same(t, r.Errors[0].Where.Value+" "+r.Errors[0].Args["key"].(string), "OTHER alpina")
			same(t, h.world().Root(), root)
		})
	}
}

// chain is a team and everything above it, from the top.
func (h house) chain(key string) string {
	h.t.Helper()
	w := h.world()
	at, _ := w.TeamByKey(key)
	var s string
	for _, id := range w.Above(at.ID) {
		up, _ := w.Team(id)
		s = " > " + up.Key + s
	}
	return strings.TrimPrefix(s, " > ")
}
