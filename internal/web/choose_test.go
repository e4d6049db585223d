package web

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// crowd is Alpina with 250 more people in Sud, and two called Paul Martin.
func crowd(root string) sheet.Batch {
	b := alpina(root)
	add := func(key, name string) {
		b.People = append(b.People, sheet.PersonRow{Key: key, Name: sheet.Val(name), Team: sheet.Val("sud"), Role: sheet.Val(string(org.Rep))})
	}
	for i := range 250 {
		add(fmt.Sprintf("p%03d", i), fmt.Sprintf("Renée Vallon %03d", i))
	}
	add("paul-1", "Paul Martin")
	add("paul-2", "Paul Martin")
	return b
}

func TestInALargeCompanyAPersonIsTypedAndSuggested(t *testing.T) {
	s := openWith(t, crowd)
	lea := s.as("lea")

	var values []string
	for _, o := range lea.get("/people/lookup?q=renee+17").all("option") {
		value, _ := attr(o, "value")
		values = append(values, value)
	}
	if len(values) == 0 || len(values) > maxLookup || !slices.Contains(values, "Renée Vallon 170 (p170)") {
		t.Errorf("the lookup suggests %q", values)
	}
	if got := lea.get("/people/lookup?q=").all("option"); len(got) != maxLookup {
		t.Errorf("nothing typed suggests %d", len(got))
	}
	form := lea.get("/results/new")
	if form.all("select", "name", "credit_person") != nil || form.all("input", "name", "credit_person", "data-lookup", lookupPeople) == nil {
		t.Error("who shares is still a list")
	}
	p := lea.submit(form, "/results", map[string]string{"kind": "deal_won", "amount": "1000", "credit_person": "renée vallon 170", "credit_part": "40"})
	p.wants("Résultat ajouté")
	board, err := s.app.Board(t.Context(), app.System(s.org.ID), app.BoardAsk{Metric: "revenue", From: monday, To: monday})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range board.Rows {
		if row.Key == "p170" && row.Value != measure.Some(400*measure.One) {
			t.Errorf("she was given %v", row.Value)
		}
	}
}

func TestANameOfSeveralAsksWhich(t *testing.T) {
	s := openWith(t, crowd)
	lea, karim := s.as("lea"), s.as("karim")

	p := lea.submit(lea.get("/results/new"), "/results", map[string]string{"kind": "deal_won", "amount": "1000", "credit_person": "paul martin", "credit_part": "40"})
	if p.status != http.StatusUnprocessableEntity {
		t.Fatalf("answered %d", p.status)
	}
	p.wants("Paul Martin (paul-1) · Paul Martin (paul-2)")
	if got, _ := attr(p.all("input", "name", "credit_person")[0], "value"); got != "paul martin" {
		t.Errorf("what was typed became %q", got)
	}
	p = lea.submit(lea.get("/results/new"), "/results", map[string]string{"kind": "deal_won", "amount": "1000", "assist": "nobody at all"})
	p.wants("Personne ici ne répond")

	p = karim.submit(karim.get("/goals/new"), "/goals", map[string]string{"title": "Dix ventes", "owner": "paul", "target": "10", "metric": "deals"})
	p.wants("Paul Martin (paul-1)")
	p = karim.submit(karim.get("/goals/new"), "/goals", map[string]string{"title": "Dix ventes", "owner": "lea valbrune", "target": "10", "metric": "deals"})
	p.wants("Dix ventes", "Léa Valbrune")
}

func TestMembersOfAGroupAndThoseWhoLeadAreTyped(t *testing.T) {
	s := openWith(t, crowd)
	ada := s.as("ada")
	ada.submit(ada.get("/teams/new"), "/teams", map[string]string{"name": "Nova", "kind": "group", "lead": "Sarah Montelier"})
	nova, ok := s.world().TeamByKey("nova")
	if !ok || nova.Lead != s.person("sarah").ID {
		t.Fatalf("the group is %+v", nova)
	}
	path := teamPath(nova.ID)
	ada.submit(ada.get(path+"/edit"), path+"/members", map[string]string{"person": "Paul Martin (paul-2)"}).wants("Paul Martin")
	if got := s.world().GroupsOf(s.person("paul-2").ID, monday); len(got) != 1 || got[0] != nova.ID {
		t.Errorf("he is in %v", got)
	}
	ada.submit(ada.get(path+"/edit"), path+"/members", map[string]string{"person": "martin"}).wants("paul-1")

	root := teamPath(s.world().Root().ID)
	ada.submit(ada.get(root), "/thanks", map[string]string{"to": "tom duval", "text": "Merci"})
	ada.get("/").wants("Merci")
}
