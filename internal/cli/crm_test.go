package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"cordee/internal/i18n"
)

// Goals as a CRM exports them, through the command line: tried, taken in, taken in again, changed there and taken in once more.

// hubspotGoals is an export of two slices for Léa and one for her team, with Léa's target of November as given.
func hubspotGoals(november string) string {
	return `{"results": [
  {"id": "901", "properties": {"hs_goal_name": "Chiffre de Léa", "hs_goal_type": "sales_quota", "hs_milestone": "monthly", "hs_target_amount": "` + november + `",
    "hs_start_datetime": "2026-11-01T00:00:00Z", "hs_end_datetime": "2026-11-30T23:59:59.999Z", "hubspot_owner_id": "hs-17", "hs_goal_target_currency_code": "EUR"}, "archived": false},
  {"id": "902", "properties": {"hs_goal_name": "Chiffre de Léa", "hs_goal_type": "sales_quota", "hs_milestone": "monthly", "hs_target_amount": "21000",
    "hs_start_datetime": "2026-12-01T00:00:00Z", "hs_end_datetime": "2026-12-31T23:59:59.999Z", "hubspot_owner_id": "hs-17"}, "archived": false},
  {"id": "903", "properties": {"hs_goal_name": "Appels de Sud", "hs_goal_type": "calls_made", "hs_target_amount": "300",
    "hs_start_datetime": "2026-10-01T00:00:00Z", "hs_end_datetime": "2026-12-31T23:59:59.999Z", "hubspot_owner_id": null, "hs_assignee_team_id": "sud"}, "archived": false},
  {"id": "904", "properties": {"hs_goal_name": "Ancien"}, "archived": true}
]}`
}

func TestGoalsOfHubSpotAreTriedTakenInAndFollowed(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	file := d.file("hubspot-goals.json", hubspotGoals("20000.50"))

	a := d.run("import", "--dry-run", file)
	a.says(a.out, "rows 3, new 3", "othing was kept")
	a.says(a.err, "1 record archived, deleted or discarded in HubSpot was left out")
	d.same("after a trial", d.exported(), before)

	d.do("import", file)
	var goals []map[string]any
	d.read(&goals, "goals", "--format", "json")
	got := map[any]map[string]any{}
	for _, g := range goals {
		got[g["key"]] = g
	}
	for key, want := range map[string]map[string]any{
		"hubspot:901": {"title": "Chiffre de Léa", "tier": "individual", "metric": "revenue", "target": "20000.5", "start_on": "2026-11-01", "end_on": "2026-11-30", "status": "running", "origin": "assigned"},
		"hubspot:903": {"title": "Appels de Sud", "tier": "collective", "metric": "calls", "target": "300", "start_on": "2026-10-01", "end_on": "2026-12-31"},
	} {
		for field, v := range want {
			if got[key][field] != v {
				t.Errorf("%s has %s %v, want %v", key, field, got[key][field], v)
			}
		}
	}

	var report importReport
	d.read(&report, "import", "--format", "json", file)
	if f := report.Files[0]; f.Unchanged != 3 || f.Created+f.Updated != 0 {
		t.Errorf("the same export again: %+v", f)
	}
	d.read(&report, "import", "--format", "json", d.file("hubspot-goals.json", hubspotGoals("18000")))
	if f := report.Files[0]; f.Updated != 1 || f.Unchanged != 2 {
		t.Errorf("a changed target: %+v", f)
	}
	d.do("imports", "undo", report.Import)
	d.read(&goals, "goals", "--format", "json")
	for _, g := range goals {
		if g["key"] == "hubspot:901" && g["target"] != "20000.5" {
			t.Errorf("undone, the target is %v", g["target"])
		}
	}
	d.do("ledger", "verify")
}

// The people of a first import may come with their goals, and each CRM is known by what its file holds, not by its name.
func TestGoalsComeWithTheirPeopleAndFromEachCRM(t *testing.T) {
	d := newAlpina(t)
	for _, c := range []struct{ name, text, says string }{
		{"a.json", `{"success": true, "data": {"goals": [{"id": "5c", "title": "Affaires", "type": {"name": "deals_won", "params": {"pipeline_id": null}}, "assignee": {"id": 88, "type": "person"},
			"interval": "monthly", "duration": {"start": "2026-10-01", "end": null}, "expected_outcome": {"target": 4, "tracking_metric": "quantity"}, "is_active": true}]}}`, "new 3,"},
		{"b.json", `{"@odata.context": "x#goals", "value": [{"goalid": "AB", "title": "Nord", "amountdatatype": 0, "targetmoney": 90000.0, "stretchtargetmoney": 95000.0,
			"_goalownerid_value": "q", "_goalownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "team", "_goalownerid_value@OData.Community.Display.V1.FormattedValue": "Nord",
			"goalstartdate": "2026-10-01T00:00:00Z", "goalenddate": "2026-12-31T00:00:00Z", "_parentgoalid_value": null},
			{"goalid": "ac", "title": "Mia", "amountdatatype": 0, "targetmoney": 30000.0, "_goalownerid_value": "88", "goalstartdate": "2026-10-01", "goalenddate": "2026-12-31", "_parentgoalid_value": "ab"}]}`, "new 2,"},
		{"c.csv", "User Name,User ID,Forecast Type Name,Forecast Type ID,Quota Amount,Currency Code,Start Date,Period Type\nMia Costa,,OpportunityRevenue,0Db,25000,EUR,2026-10-01,Quarter\n", "new 1,"},
		{"d.csv", "hs_object_id,hs_goal_name,hs_goal_type,hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n7,Calls,calls_made,40,2026-11-01,2026-11-30,88\n", "new 1,"},
	} {
		people := d.file("people.csv", "key,name,team,role,start_on,external_id\nmia,Mia Costa,nord,rep,2026-01-05,88\n")
		a := d.run("import", people, d.file(c.name, c.text))
		a.says(a.out, c.name, c.says)
	}
	csv := d.exported()["goals.csv"]
	for _, part := range []string{"pipedrive:5c:2026-12-01,Affaires,individual,person:mia,deals", "dynamics:ac,Mia,individual,person:mia,revenue", "95000", ",dynamics:ab,", "salesforce:Mia Costa:", "hubspot:7,Calls"} {
		if !strings.Contains(csv, part) {
			t.Errorf("the goals lack %q:\n%s", part, csv)
		}
	}
}

// wrongGoals has something wrong in every way that an export of goals can be.
var wrongGoals = map[string]string{
	"hubspot.json": `{"results": [
  {"id": "1", "properties": {"hs_goal_name": "Inconnu", "hs_goal_type": "sales_quota", "hs_target_amount": "100", "hs_start_datetime": "2026-11-01T00:00:00Z", "hs_end_datetime": "2026-11-30T23:59:59.999Z", "hubspot_owner_id": "999"}},
  {"id": "2", "properties": {"hs_goal_name": "Sans rien", "hs_goal_type": "sales_quota", "hs_target_amount": null}},
  {"id": "3", "properties": {"hs_goal_name": 5, "hs_goal_type": "sales_quota", "hs_target_amount": "beaucoup", "hs_start_datetime": "hier", "hs_end_datetime": true, "hubspot_owner_id": 1.5}},
  {"id": "4", "properties": {"hs_goal_name": "En dollars", "hs_goal_type": "sales_quota", "hs_target_amount": "100", "hs_start_datetime": "2026-11-01", "hs_end_datetime": "2026-10-30", "hubspot_owner_id": "hs-17", "hs_goal_target_currency_code": "USD"}},
  {"id": "5", "properties": {"hs_goal_name": "Tickets", "hs_goal_type": "ticket_closed", "hs_target_amount": "100", "hs_start_datetime": "2026-11-01", "hs_end_datetime": "2026-11-30", "hubspot_owner_id": "hs-17"}},
  {"id": "5", "properties": {"hs_goal_name": "Encore", "hs_goal_type": "sales_quota", "hs_target_amount": "1e5", "hs_start_datetime": "2026-11-01", "hs_end_datetime": "2026-11-30", "hs_assignee_team_id": "77"}},
  {"id": "6", "id": "7", "properties": {}}, 8,
  {"id": "9", "a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": 1}}}}}}}}}
]}`,
	"pipedrive.json": `{"data": [
  {"id": "a", "title": "Trop", "type": {"name": "deals_won"}, "assignee": {"id": 1, "type": "robot"}, "interval": "weekly", "duration": {"start": "1990-01-01", "end": "2026-12-31"}, "expected_outcome": {"target": 1, "tracking_metric": "median"}},
  {"id": "b", "title": "Étapes", "type": {"name": "deals_progressed", "params": {"stage_id": 4}}, "assignee": {"id": "hs-17", "type": "person"}, "interval": "hourly", "duration": {"start": "2026-01-01", "end": "2026-12-31"}, "expected_outcome": {"target": [1], "tracking_metric": "quantity"}},
  {"id": "c", "title": "Équipe", "type": {"name": "deals_won"}, "assignee": {"id": 12, "type": "team"}, "interval": "yearly", "duration": {"start": "2026-01-01", "end": "2026-12-31"}, "expected_outcome": {"target": 5, "tracking_metric": "quantity"}}
]}`,
	"dynamics.json": `{"value": [
  {"goalid": "x", "title": "Orphelin", "amountdatatype": 0, "targetmoney": 5.0, "_goalownerid_value": "hs-17", "goalstartdate": "2026-01-01", "goalenddate": "2026-12-31", "_parentgoalid_value": "nowhere"},
  {"goalid": "y", "title": "Bizarre", "amountdatatype": 7, "_goalownerid_value": {"a": 1}, "statuscode": 9}
]}`,
	"salesforce.csv": "User Name,Quota Amount,Currency Code,Start Date\nLéa Morel,100,USD,2026-10-01\nLéa Morel,100,EUR,2026-10-01\n,5,EUR,2026-13-01\n",
}

func TestEveryProblemOfAnExportIsToldInTheWordsOfItsCRM(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	files := d.tablesOf(wrongGoals)
	for lang, name := range map[i18n.Lang]string{i18n.FR: "fr", i18n.EN: "en"} {
		golden(t, "problems_crm."+name+".txt", d.in(lang).refused(append([]string{"import"}, files...)...).err)
	}
	a := d.refused(append([]string{"import", "--format", "json"}, files...)...)
	var report importReport
	if err := json.Unmarshal([]byte(a.out), &report); err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Errors {
		if e.File == "" || e.Message == "" || e.Row == 0 || e.Column == "" && e.Code != "crm.not_object" && e.Code != "crm.property_twice" && e.Code != "crm.too_deep" {
			t.Errorf("a problem without its place or its sentence: %+v", e)
		}
	}
	d.same("after a refused import", d.exported(), before)
}

func TestJSONThatIsNoExportIsRefusedWhole(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	for text, reason := range map[string]string{
		`{"results": [{"id": "1", "properties": {"hs_target_amount": "1"`: "broken near line 1",
		"{\"results\": [\n\n}": "broken near line 3",
		`{"results": []}`:      "holds no record",
		`[]`:                   "holds no record",
		`{"success": false, "error": "unauthorized access"}`:          "refusal of the CRM, not an export: “unauthorized access”",
		`[{"errorCode": "INVALID_SESSION_ID", "message": "expired"}]`: "“expired”",
		`[{"a": 1}, {"b": 2}]`:                                     "fit none of our tables",
		`{"results": [` + strings.Repeat(`[`, 20_000) + `]}`:       "broken",
		`[{"hs_goal_name": "` + strings.Repeat("x", 2<<20) + `"}]`: "longer than",
		"[{\"hs_goal_name\": \"L\xe9a\"}]":                         "UTF-8",
	} {
		a := d.refused("import", d.file("export.json", text))
		a.says(a.err, reason, "Nothing was imported")
	}
	d.same("after all that", d.exported(), before)
}

// What only this organisation can tell is said with the property and the value of the CRM too.
func TestWhatAnOrganisationDoesNotKnowIsToldInTheWordsOfTheCRM(t *testing.T) {
	d := newAlpina(t)
	a := d.refused("import", d.file("dynamics.json", `{"value": [
  {"goalid": "x", "title": "Orphelin", "amountdatatype": 0, "targetmoney": 5.0, "_goalownerid_value": "hs-17", "goalstartdate": "2026-01-01", "goalenddate": "2026-12-31", "_parentgoalid_value": "nowhere"},
  {"goalid": "y", "title": "Avis", "amountdatatype": 1, "targetdecimal": 4.5, "_goalownerid_value": "hs-18", "goalstartdate": "2026-01-01", "goalenddate": "2026-12-31",
   "_metricid_value@OData.Community.Display.V1.FormattedValue": "Customer Satisfaction"},
  {"goalid": "z", "title": "Équipe", "amountdatatype": 0, "targetmoney": 5.0, "_goalownerid_value": "12", "_goalownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "team",
   "_goalownerid_value@OData.Community.Display.V1.FormattedValue": "Ouest", "goalstartdate": "2026-01-01", "goalenddate": "2026-12-31"}
]}`))
	a.says(a.err,
		`dynamics.json:1 _parentgoalid_value "nowhere": The goal above (nowhere) is neither in this file nor here already`,
		`dynamics.json:2 _metricid_value@OData.Community.Display.V1.FormattedValue "Customer Satisfaction": None of your metrics measures “Customer Satisfaction” of Dynamics 365. Create a metric whose key is dynamics_customer_satisfaction`,
		`dynamics.json:3 _goalownerid_value "12": No team here matches “12” of Dynamics 365`,
		"3 things to put right")
}
