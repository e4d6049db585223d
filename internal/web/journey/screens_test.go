package journey

import (
	"bytes"
	"context"
	"maps"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/route"
)

// place is a screen: its address, and who stands before it.
type place struct {
	name, path string
	who        org.Role // "" for somebody who is not signed in
}

// noScreen are the addresses that show no page, and why.
var noScreen = map[string]string{
	"/assets/{file...}":           "files",
	"/favicon.svg":                "a picture",
	"/health":                     "for machines",
	"/lang/{lang}":                "leads back where one was",
	"/live":                       "an event stream",
	"/wall/live":                  "an event stream",
	"/wall/{secret}/live":         "an event stream",
	"/demo/{slug}":                "signs in and leads on",
	"/account/data":               "a file",
	"/goals/{goal}/statement.csv": "a file",
	"/rewards/rules/{rule}/people/{member}/statement.pdf":  "a file",
	"/rewards/rules/{rule}/people/{member}/statement.xlsx": "a file",
	"/rewards/awards/{award}/statement.pdf":                "a file",
	"/rewards/awards/{award}/statement.xlsx":               "a file",
	"/rewards/payouts/{payout}/payroll.csv":                "a file",
	"/rewards/payouts/{payout}/payroll.xlsx":               "a file",
	"/export.xlsx":                                         "a file",
	"/export/{table}":                                      "a file",
	"/uploads/{draft}/problems.csv":                        "a file",
	"/start/links.csv":                                     "a file",
	"/people/lookup":                                       "suggestions for a field",
	"/people/{person}/letters/{letter}/pdf":                "a file",
	"/people/{person}/letters/{letter}/realism":            "a file",
	"/setup/{secret}":                                      "only where nobody is in yet: TestAxeOfTheFirstPage",
}

// tour is every screen there is, made from the registry of routes: a page without a sample here fails the test.
func (h *house) tour(t *testing.T, admin *visitor) []place {
	t.Helper()
	samples := h.samples(t, admin)
	maps.Copy(samples, h.rewardSamples(t))
	var list []place
	for _, r := range h.routes.Routes() {
		if r.Door != route.Web || r.Method != http.MethodGet || noScreen[r.Path] != "" {
			continue
		}
		found := samples[r.Path]
		if len(found) == 0 {
			t.Errorf("route %s: no sample; add one, or say in noScreen why it shows no page", r.Path)
		}
		list = append(list, found...)
	}
	return append(list, place{"lost", "/nowhere/at/all", org.Rep}, place{"refused", "/settings", org.Rep})
}

// samples are the screens of each route, with objects of the sample company.
func (h *house) samples(t *testing.T, admin *visitor) map[string][]place {
	ctx := t.Context()
	rep, boss := h.first(org.Rep), h.actor(h.first(org.Admin))
	rope, err := h.app.MyRope(ctx, h.actor(rep))
	h.must(err)
	mine, above, top := rope.Goals[0], rope.Rope[len(rope.Rope)-2], rope.Rope[0]
	if top.Tier != goal.Strategic {
		top, above = rope.Rope[len(rope.Rope)-1], rope.Rope[1]
	}
	metric, ok := rope.World.MetricByKey("revenue")
	if !ok {
		t.Fatal("no revenue in the sample company")
	}
	team := rope.World.TeamsOf(rep.ID, monday)[0].String()
	invite, err := h.app.Invite(ctx, boss, h.person("fatou").ID)
	h.must(err)
	reset := h.forgetful(boss, h.person("mathilde").ID)
	own := h.drafts(t, admin)
	person := "/people/" + rep.ID.String()
	return map[string][]place{
		"/sign-in":                          {{"sign-in", "/sign-in", ""}},
		"/join/{secret}":                    {{"join", "/join/" + invite, ""}},
		"/reset/{secret}":                   {{"reset", "/reset/" + reset, ""}},
		"/new-company":                      {{"new-company", "/new-company", ""}},
		"/gallery":                          {{"gallery", "/gallery", ""}},
		"/account":                          {{"account", "/account", org.Rep}},
		"/account/access":                   {{"access", "/account/access", org.Rep}},
		"/{$}":                              {{"rope", "/", org.Rep}, {"rope-manager", "/", org.Manager}, {"rope-admin", "/", org.Admin}},
		"/search":                           {{"search", "/search?q=nord", org.Rep}, {"search-nothing", "/search?q=xyzzy", org.Rep}},
		"/goals/new":                        {{"goal-new", "/goals/new", org.Rep}},
		"/goals/{goal}":                     {{"goal-mine", "/goals/" + mine.ID.String(), org.Rep}, {"goal-team", "/goals/" + above.ID.String(), org.Rep}, {"goal-top", "/goals/" + top.ID.String(), org.Rep}},
		"/goals/{goal}/edit":                {{"goal-edit", "/goals/" + above.ID.String() + "/edit", org.Admin}},
		"/goals/{goal}/statement":           {{"statement", "/goals/" + mine.ID.String() + "/statement", org.Rep}, {"statement-team", "/goals/" + above.ID.String() + "/statement", org.Rep}},
		"/goals/{goal}/parts":               {{"workshop", "/goals/" + top.ID.String() + "/parts", org.Admin}, {"workshop-none", "/goals/" + mine.ID.String() + "/parts", org.Admin}},
		"/goals/{goal}/parts/compare":       {{"workshop-compare", h.scenarios(boss, top.ID), org.Admin}},
		"/play":                             {{"play-out", "/play", org.Manager}, {"play", h.player(rep), org.Rep}},
		"/challenges/new":                   {{"challenge-new", "/challenges/new", org.Rep}},
		"/challenges/{challenge}":           {{"challenge", h.duel(rep), org.Rep}},
		"/wall":                             {{"wall", "/wall", org.Rep}},
		"/wall/{secret}":                    {{"wall-link", "/wall/" + h.wall(boss), ""}, {"wall-gone", "/wall/nothing", ""}},
		"/walls":                            {{"walls", "/walls", org.Admin}},
		"/team":                             {{"team", "/team", org.Rep}, {"team-manager", "/team", org.Manager}},
		"/teams/{team}":                     {{"team-page", "/teams/" + team, org.Rep}},
		"/teams":                            {{"teams", "/teams", org.Admin}},
		"/teams/new":                        {{"team-new", "/teams/new", org.Admin}},
		"/teams/{team}/edit":                {{"team-edit", "/teams/" + team + "/edit", org.Admin}},
		"/direction":                        {{"direction", "/direction", org.Rep}, {"direction-all", "/direction?tier=individual", org.Admin}},
		"/boards":                           {{"boards", "/boards", org.Rep}, {"boards-people", "/boards?by=people", org.Rep}},
		"/metrics":                          {{"metrics", "/metrics", org.Rep}},
		"/metrics/new":                      {{"metric-new", "/metrics/new", org.Admin}},
		"/metrics/{metric}":                 {{"metric", "/metrics/" + metric.ID.String(), org.Admin}},
		"/people":                           {{"people", "/people", org.Rep}, {"people-admin", "/people", org.Admin}},
		"/people/new":                       {{"person-new", "/people/new", org.Admin}},
		"/people/{person}":                  {{"person-self", person, org.Rep}, {"person-admin", person, org.Admin}},
		"/people/{person}/edit":             {{"person-edit", person + "/edit", org.Admin}},
		"/people/{person}/erase":            {{"person-erase", person + "/erase", org.Admin}},
		"/results/new":                      {{"result-new", "/results/new", org.Rep}},
		"/results/mine":                     {{"results-mine", "/results/mine", org.Rep}},
		"/tasks":                            {{"tasks", "/tasks", org.Rep}, {"tasks-lead", "/tasks", org.Manager}, {"tasks-harder", "/tasks?harder=yes", org.Rep}},
		"/tasks/new":                        {{"task-new", "/tasks/new", org.Rep}},
		"/thanks":                           {{"thanks", "/thanks", org.Rep}, {"thanks-manager", "/thanks", org.Manager}},
		"/week":                             {{"week", "/week", org.Rep}, {"week-manager", "/week", org.Manager}},
		"/pairs":                            {{"pairs", "/pairs", org.Rep}, {"pairs-lead", "/pairs", org.Manager}},
		"/settings/practice":                {{"practice", "/settings/practice", org.Admin}},
		"/results/{posting}":                {{"result", "/results/" + strconv.FormatInt(rope.Recent[0].ID, 10), org.Rep}},
		"/imports":                          {{"imports", "/imports", org.Admin}},
		"/uploads/{draft}":                  {{"import-report", own[0], org.Admin}, {"import-problems", own[1], org.Admin}},
		"/uploads/{draft}/map":              {{"import-map", own[2] + "/map?file=0", org.Admin}},
		"/start":                            {{"start", "/start", org.Admin}},
		"/start/people":                     {{"start-people", "/start/people", org.Admin}, {"invite-later", "/start/people?later=yes", org.Admin}},
		"/start/goal":                       {{"start-goal", "/start/goal", org.Admin}},
		"/start/parts/{goal}":               {{"start-parts", "/start/parts/" + top.ID.String(), org.Admin}},
		"/start/done":                       {{"start-done", "/start/done", org.Admin}},
		"/direction/text":                   {{"direction-text", "/direction/text", org.Rep}, {"direction-text-admin", "/direction/text", org.Admin}},
		"/letters":                          {{"letters", "/letters", org.Rep}, {"letters-manager", "/letters", org.Manager}},
		"/people/{person}/letters/new":      {{"letter-new", person + "/letters/new", org.Admin}},
		"/people/{person}/letters/{letter}": {{"letter", h.letter(boss, rep), org.Rep}, {"letter-admin", h.letter(boss, rep), org.Admin}},
		"/forecast/trust":                   {{"trust", "/forecast/trust", org.Rep}},
		"/decide":                           {{"decide", "/decide", org.Manager}, {"decide-none", "/decide", org.Rep}},
		"/people/{person}/pack":             {{"pack", person + "/pack", org.Manager}},
		"/templates":                        {{"templates", "/templates", org.Manager}, {"templates-admin", "/templates", org.Admin}},
		"/templates/new":                    {{"template-new", "/templates/new", org.Manager}, {"template-pack", "/templates/new?kind=pack", org.Admin}},
		"/templates/{template}":             {{"template", h.repeated(boss, rep), org.Admin}},
		"/teams/{team}/assign":              {{"batch-last", "/teams/" + team + "/assign", org.Manager}, {"batch-full", "/teams/" + team + "/assign?from=full&full=40000&metric=revenue", org.Manager}},
		"/settings":                         {{"settings", "/settings", org.Admin}},
		"/news":                             {{"news", "/news", org.Rep}},
		"/account/messages":                 {{"messages", "/account/messages", org.Rep}},
		"/settings/messages":                {{"hooks", "/settings/messages", org.Admin}},
		"/unsubscribe/{secret}":             {{"way out", "/unsubscribe/nobody", ""}},
		"/settings/tokens":                  {{"tokens", "/settings/tokens", org.Admin}},
		"/settings/journal":                 {{"journal", "/settings/journal", org.Admin}},
	}
}

// letter is the latest letter of objectives of somebody, issued when there is none yet.
func (h *house) letter(boss org.Actor, rep org.Person) string {
	ctx := h.t.Context()
	own := "/people/" + rep.ID.String() + "/letters/"
	list, err := h.app.Letters(ctx, boss, rep.ID)
	h.must(err)
	if len(list) > 0 {
		return own + list[0].Row.ID.String()
	}
	w, err := h.app.World(ctx, boss.Org)
	h.must(err)
	calendar := w.Org().Calendar
	id, err := h.app.IssueLetter(ctx, boss, rep.ID, calendar.Of(period.Quarter, monday), app.LetterForm{Unpaid: true, Late: app.Said{Cause: goal.ReasonAgreed}})
	h.must(err)
	return own + id.String()
}

// repeated is an objective of somebody that comes back every month.
func (h *house) repeated(boss org.Actor, rep org.Person) string {
	id, err := h.app.SaveTemplate(h.t.Context(), boss, app.TemplateForm{
		Kind: app.TemplateRecurring, Name: "Les rendez-vous du mois", Every: "month",
		Recurring: app.Recurring{Owner: "person:" + rep.Key, Metric: "meetings", Target: measure.Some(measure.Whole(20)), Rule: app.RuleRevision},
	})
	h.must(err)
	return "/templates/" + id.String()
}

// scenarios keeps two ways of sharing an objective out, and gives the address where they stand side by side.
func (h *house) scenarios(boss org.Actor, id org.ID) string {
	ctx := h.t.Context()
	a, err := h.app.SaveScenario(ctx, boss, id, "À parts égales", app.WorkshopForm{ByTeam: true, Method: plan.ByPresence})
	h.must(err)
	b, err := h.app.SaveScenario(ctx, boss, id, "Selon l’historique", app.WorkshopForm{ByTeam: true, Method: plan.ByHistory})
	h.must(err)
	return "/goals/" + id.String() + "/parts/compare?a=" + a.String() + "&b=" + b.String()
}

// forgetful joins and asks for a way back in: the secret of that link.
func (h *house) forgetful(boss org.Actor, person org.ID) string {
	ctx := h.t.Context()
	invite, err := h.app.Invite(ctx, boss, person)
	h.must(err)
	_, err = h.app.Join(ctx, app.JoinForm{Secret: invite, Name: "Zoé Vitrine", Email: "zoe@alpina.example", Password: password})
	h.must(err)
	reset, err := h.app.ResetFor(ctx, boss, person)
	h.must(err)
	return reset
}

// password is everybody's.
const password = "un-long-chemin-en-montagne"

// joined gives a person of the sample company an e-mail and the password.
func (h *house) joined(p org.Person) (email string) {
	invite, err := h.app.Invite(h.t.Context(), h.actor(h.first(org.Admin)), p.ID)
	h.must(err)
	email = p.Key + "@alpage.example"
	_, err = h.app.Join(h.t.Context(), app.JoinForm{Secret: invite, Name: p.Name, Email: email, Password: password})
	h.must(err)
	return email
}

// drafts uploads three files as the administrator: one that is ready, one with mistakes, one whose columns are somebody else's.
func (h *house) drafts(t *testing.T, admin *visitor) []string {
	t.Helper()
	files := []string{
		"key,name,team,start_on\nnoe,Noé Vasseur,,2026-11-02\n",
		"key,name,team,start_on\nnoe,Noé Vasseur,,2026-11-02\nmia,,nowhere,31/02/2026\n",
		"Deal,Owner,Stage,Closed,Amount\nD-1,Noé Vasseur,Won,2026-11-02,1200\nD-2,Mia Tahar,Lost,2026-11-03,300\n",
	}
	names := []string{"people.csv", "people.csv", "export-crm.csv"}
	paths := make([]string, len(files))
	for i, text := range files {
		paths[i] = admin.upload(t.Context(), names[i], text)
	}
	return paths
}

// upload sends a file as the form of the imports does, and gives the address of its report.
func (v *visitor) upload(ctx context.Context, name, text string) string {
	v.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	v.must(err)
	_, err = part.Write([]byte(text))
	v.must(err)
	v.must(form.Close())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.server.URL+"/imports", &body)
	v.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "cordee", Value: v.secret})
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(r)
	v.must(err)
	_ = res.Body.Close()
	to := res.Header.Get("Location")
	if !strings.HasPrefix(to, "/uploads/") {
		v.t.Fatalf("upload %s: %s, to %q", name, res.Status, to)
	}
	return to
}
