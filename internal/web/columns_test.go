package web

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/org"
	"cordee/internal/sheet"
)

func TestColumnsAreOfferedBeforeTheImport(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	const rows = "ref,occurred_on,kind,person,amount,Canal\nr1,2026-11-20,deal_won,lea,2500,Salon\n"

	report := ada.upload(map[string]string{"export.csv": rows})
	report.wants("D’après ses colonnes, « export.csv » se lit comme : résultats", "reste comme détail de chaque résultat : Canal", "Choisir les colonnes avant d’importer", "Tout se lit")
	choose := ada.get(pathOf(report) + "/map?file=0&table=results")
	choose.wants("Canal")
	named := ada.upload(map[string]string{"resultats.csv": "ref,occurred_on,kind,person,amount\nr1,2026-11-20,deal_won,lea,2500\n"})
	if named.says("Choisir les colonnes avant d’importer") {
		t.Error("a file that says what it is is asked about")
	}
	people := ada.upload(map[string]string{"personnes.csv": "clé,nom,Téléphone\nzoe,Zoé Petit,06\n"})
	people.wants("est lu comme : personnes", "est laissée de côté : Téléphone")
}

func TestTheDirectoryHasPagesThatKeepTheSearch(t *testing.T) {
	s := openWith(t, func(root string) sheet.Batch {
		b := alpina(root)
		for i := range 450 {
			b.People = append(b.People, sheet.PersonRow{Key: fmt.Sprintf("p%03d", i), Name: sheet.Val(fmt.Sprintf("Membre %03d", i)), Team: sheet.Val("sud"), Role: sheet.Val(string(org.Rep))})
		}
		return b
	})
	lea := s.as("lea")
	first := lea.get("/people?q=membre")
	first.wants("1 à 200 sur 450", "Membre 000", "Membre 199")
	if first.says("Membre 200") || len(first.all("a", "rel", "prev")) != 0 {
		t.Error("the first page shows more than its part")
	}
	next := func(p sheetOf) sheetOf {
		t.Helper()
		links := p.all("a", "rel", "next")
		if len(links) != 1 {
			t.Fatalf("%d ways on", len(links))
		}
		href, _ := attr(links[0], "href")
		return lea.get(href)
	}
	last := next(next(first))
	last.wants("401 à 450 sur 450", "Membre 449")
	if last.says("Léa Valbrune") || len(last.all("a", "rel", "next")) != 0 {
		t.Error("the last page forgot the search")
	}
	lea.get("/people?page=99&q=membre").wants("401 à 450 sur 450")
	lea.get("/people?q=valbrune").wants("Léa Valbrune")
}

func TestTheTopTeamShowsItsTeamsAndThoseWhoBelongToItAlone(t *testing.T) {
	s := openSite(t)
	p := s.as("dora").get(teamPath(s.world().Root().ID))
	p.wants("Nord", "Sud", "Les 7 personnes, équipes dessous comprises", "Dora Aubrac")
	for _, n := range p.all("div", "id", "members-live") {
		if strings.Contains(text(n), "Léa Valbrune") {
			t.Error("the top team lists whoever belongs to a team below")
		}
	}
	if len(p.all("a", "href", "/people?team="+s.world().Root().ID.String())) != 1 {
		t.Error("nothing leads to everybody")
	}
}

func TestWhoHelpedWhomIsReadLikeContributions(t *testing.T) {
	s := openSite(t)
	s.as("lea").post("/results", map[string][]string{"kind": {"deal_won"}, "amount": {"700"}, "assist": {s.person("tom").ID.String()}})
	nord, _ := s.world().TeamByKey("nord")

	const helped = "Tom Duval a aidé Léa Valbrune"
	for reader, may := range map[string]bool{"lea": true, "karim": true, "dora": true, "ines": false, "sarah": false} {
		if p := s.as(reader).get(teamPath(nord.ID)); p.says(helped) != may {
			t.Errorf("%s reads who helped whom: %v, want %v: %v", reader, !may, may, p.texts("main"))
		}
	}
	tom := s.as("tom").get("/results/mine")
	if tom.wants("aide, sans part"); tom.says(" 0 %") {
		t.Error("an assist is shown as a share of nothing")
	}
}

func TestAMetricWithoutANameIsReadAsWords(t *testing.T) {
	s := openWith(t, func(root string) sheet.Batch {
		b := alpina(root)
		b.Metrics = append(b.Metrics, sheet.MetricRow{Key: "units_sold", Kind: sheet.Val("count"), Where: sheet.Val(`kind == "deal_won"`)})
		return b
	})
	lea := s.as("lea")
	lea.speak("en")
	p := lea.get("/metrics")
	p.wants("Revenue", "New customers", "Units sold")
	for _, key := range []string{"revenue", "new_customers", "units_sold"} {
		if p.says(key) {
			t.Errorf("a rep reads the key %s", key)
		}
	}
	ada := s.as("ada")
	ada.get("/metrics").wants("units_sold") // whoever writes formulas needs it
}
