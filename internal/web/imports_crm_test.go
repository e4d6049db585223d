package web

import "testing"

// pipedriveGoals is an answer of Pipedrive: a goal of Léa by quarter, and one of the whole company, for the year.
func pipedriveGoals(lea string) string {
	return `{"success": true, "data": {"goals": [
  {"id": "5c1", "title": "Les signatures de Léa", "type": {"name": "deals_won", "params": {"pipeline_id": null}}, "assignee": {"id": ` + lea + `, "type": "person", "name": "Léa Valbrune"},
   "interval": "quarterly", "duration": {"start": "2026-07-01", "end": "2026-12-31"}, "expected_outcome": {"target": 45000.5, "tracking_metric": "sum"}, "is_active": true},
  {"id": "5c2", "title": "La maison", "type": {"name": "deals_won", "params": {}}, "assignee": {"id": 1, "type": "company"},
   "interval": "yearly", "duration": {"start": "2026-01-01", "end": null}, "expected_outcome": {"target": 120, "tracking_metric": "quantity"}, "is_active": true}
]}, "additional_data": {"pagination": {"more_items_in_collection": true}}}`
}

func TestGoalsOfACRMAreShownCheckedAndTakenIn(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")

	report := ada.upload(map[string]string{"goals.json": pipedriveGoals("42")})
	report.wants("Tout se lit", "Ce que nous lisons de l’export", "3 objectifs", "Les signatures de Léa", "Léa Valbrune", "45 000,50 €", "La maison", "Ventes signées",
		"d’autres pages", "n’a pas de fin dans Pipedrive")
	if len(report.all("table", "id", "crm-goals")) != 1 {
		t.Error("the goals are not shown as a table")
	}

	ada.submit(report, pathOf(report), map[string]string{"do": "import"}).wants("C’est importé")
	s.as("lea").get(s.goal("pipedrive:5c1:2026-10-01")).wants("Les signatures de Léa", "45 000,50 €")
	ada.upload(map[string]string{"goals.json": pipedriveGoals("42")}).wants("Tout se lit", "Les signatures de Léa")
}

func TestAnExportWithSomebodyUnknownSaysWhereAndWhatToDo(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")

	report := ada.upload(map[string]string{"export.json": `[{"id": "7", "properties": {"hs_goal_name": "Chiffre", "hs_goal_type": "sales_quota", "hs_target_amount": "10",
		"hs_start_datetime": "2026-11-01T00:00:00Z", "hs_end_datetime": "2026-11-30T23:59:59.999Z", "hubspot_owner_id": "4040"}}]`})

	report.wants("Rien n’a été changé", "properties.hubspot_owner_id", "4040", "external_id")
	if len(report.all("button", "value", "import")) != 0 {
		t.Error("a file with problems can be imported")
	}
}
