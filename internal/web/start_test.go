package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/org"
)

const elevenNames = "Léa Martin\nKarim Benali\nZoé Petit\nPaul Blanc\nNina Roux\nHugo Faure\nEmma Gros\nThéo Morel\nLina Simon\nNoé Girard\nJade Robin"

// counted is a browser whose every field filled and every button or link pressed is one interaction.
type counted struct {
	*reader
	n int
}

func (c *counted) press(p sheetOf, action string, typed map[string]string) sheetOf {
	c.t.Helper()
	c.n += len(typed) + 1
	return c.submit(p, action, typed)
}

func (c *counted) open(path string) sheetOf {
	c.t.Helper()
	c.n++
	return c.get(path)
}

func TestFromNothingToASaleOnAPhoneInTwentyFiveInteractions(t *testing.T) {
	s := bareSite(t, Config{})
	secret, err := s.app.SetupSecret(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ines := &counted{reader: s.stranger()}
	setup := ines.open("/setup/" + secret)
	people := ines.press(setup, "/setup/"+secret, map[string]string{"company": "Alpina", "name": "Inès Roy", "email": "ines@alpina.fr", "password": goodPassword})
	links := ines.press(people, "/start/people", map[string]string{"people": elevenNames})
	invited := linksIn(links, "/join/")
	if len(invited) != 11 {
		t.Fatalf("%d links for eleven people", len(invited))
	}
	ines.n++ // copying Léa's link
	ask := ines.open("/start/goal")
	parts := ines.press(ask, "/start/goal", map[string]string{"sentence": "Signer 300 000 € avant Noël", "amount": "300 000"})
	parts.wants("300 000 €", "Léa Martin", "Le compte est bon")
	done := ines.press(parts, parts.path, nil)
	done.wants("Les téléphones peuvent-ils me joindre ?")
	orgs, err := s.app.Orgs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.org = orgs[0]
	phone := &counted{reader: s.stranger()}
	leas := linkOf(t, links, s.person("lea-martin").ID)
	home := phone.press(phone.open(leas), leas, nil)
	home.wants("Bonjour Léa", "Signer 300 000 € avant Noël", "Une proposition vous attend.")
	if home.says("Aucun objectif en cours") {
		t.Error("a proposal waits under a sentence that says there is nothing")
	}
	agreed := phone.press(home, answerOf(t, home), nil)
	sale := phone.press(agreed, "/results", map[string]string{"amount": "5 400"})

	sale.wants("5 400 €")
	if total := ines.n + phone.n; total > 25 {
		t.Errorf("%d interactions, at most 25 wanted (Inès %d, Léa %d)", total, ines.n, phone.n)
	} else {
		t.Logf("%d interactions: Inès %d, Léa %d", total, ines.n, phone.n)
	}
	ines.get("/").wants("5 400 €")
}

// answerOf is where the one proposal of a page is answered.
func answerOf(t *testing.T, p sheetOf) string {
	t.Helper()
	for _, f := range p.all("form") {
		if a, _ := attr(f, "action"); strings.HasSuffix(a, "/answer") {
			return a
		}
	}
	t.Fatalf("%s holds no proposal to answer: %v", p.path, p.texts("main"))
	return ""
}

// linkOf is the link a page shows for one person.
func linkOf(t *testing.T, p sheetOf, person org.ID) string {
	t.Helper()
	for _, n := range p.all("input", "id", "link-"+person.String()) {
		value, _ := attr(n, "value")
		if u, err := url.Parse(value); err == nil {
			return u.Path
		}
	}
	t.Fatalf("%s shows no link for %s: %v", p.path, person, p.texts("main"))
	return ""
}

func TestLinksStayUntilTheyAreHandedOut(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	pasted := ines.post("/start/people", map[string][]string{"people": {elevenNames}})
	lea := s.person("lea-martin").ID
	first := linkOf(t, pasted, lea)
	if again := linkOf(t, ines.get("/start/people"), lea); again != first {
		t.Errorf("after a reload the link is %s, was %s", again, first)
	}
	res, err := ines.http.Get(s.server.URL + "/start/links.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if rows, err := csv.NewReader(res.Body).ReadAll(); err != nil || len(rows) != 12 || !strings.HasSuffix(rows[5][2], first) || rows[5][0] != "Léa Martin" {
		t.Errorf("the file: %v %v", rows, err)
	}
	all := pasted.texts("main")
	pasted.wants("Refaire les liens", "Les anciens ne s’ouvriront plus", "Télécharger en CSV", "Tous les liens en un message", "Inès Roy (vous)")
	if strings.Contains(strings.Join(all, " "), "Comment faire") {
		t.Error("a link leads away from the links")
	}
	phone := s.stranger()
	phone.submit(phone.get(first), first, nil)
	made := ines.submit(ines.get("/start/people"), "/start/links", nil)
	if n := len(linksIn(made, "/join/")); n != 10 {
		t.Errorf("%d links made again, want ten: Léa came in", n)
	}
	made.wants("Dans la cordée Inès Roy (vous) Léa Martin")
	colleague := s.as("ines-roy")
	colleague.get("/start/people").wants("10 personnes sont attendues", "un lien s’ouvre jusqu’au 7 décembre 2026", "Nouveau lien")
	if n := len(linksIn(colleague.get("/start/people"), "/join/")); n != 0 {
		t.Errorf("another session reads %d links", n)
	}
	ines.get("/start").wants("Déjà dans la cordée : Inès Roy (vous) et Léa Martin.", "10 personnes sont attendues")
}

func TestTheWayBackKeepsTheCommonObjective(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	ines.post("/start/people", map[string][]string{"people": {"Léa Martin"}})
	parts := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "Ensemble", "amount": "100 000"})
	for _, path := range []string{"/start/people", "/start", "/start/goal"} {
		if p := ines.get(path); len(p.all("a", "href", parts.path)) == 0 {
			t.Errorf("%s does not lead on to the parts of what was set", path)
		}
	}
}

func TestPeopleAreInvitedLaterFromTheirOwnPage(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	nord, _ := s.world().TeamByKey("nord")
	form := ada.submit(ada.get("/start?later=yes"), "/start/people?later=yes", map[string]string{"people": "Zoé Neuve", "team": nord.ID.String()})
	form.wants("Zoé Neuve", "Voir les personnes")
	if len(form.all("nav", "class", "stepper")) != 0 {
		t.Error("a company under way is led through its first steps")
	}
	if at, _ := s.world().TeamOf(s.person("zoe-neuve").ID, monday); at != nord.ID {
		t.Error("she is not in the team that was chosen")
	}
}

func TestTwoLinesWithOneNameAreForThePersonToDecide(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	list := "Léa Martin\nKarim Benali\nLéa Martin"
	asked := ines.post("/start/people", map[string][]string{"people": {list}})
	asked.wants("Deux lignes se nomment « Léa Martin » (lignes 1 et 3)", "ajoutez leurs e-mails", "Léa Martin Karim Benali Léa Martin")
	if n := len(s.world().People); asked.status != http.StatusUnprocessableEntity || n != 1 {
		t.Errorf("status %d, %d people", asked.status, n)
	}
	two := ines.post("/start/people", map[string][]string{"people": {"Léa Martin; lea@alpina.fr\nKarim Benali\nLéa Martin; lea.m@alpina.fr"}})
	if links := linksIn(two, "/join/"); len(links) != 3 {
		t.Errorf("%d links for three people", len(links))
	}
}

func TestAnInvitationOpensOnce(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	link := onlyLink(t, ines.post("/start/people", map[string][]string{"people": {"Léa Martin"}}), "/join/")
	ines.get(link).wants("Vous êtes connecté ici comme Inès Roy", "Léa Martin")
	lea := s.stranger()
	form := lea.get(link)
	form.wants("Bonjour Léa", "Alpina")
	if home := lea.submit(form, link, nil); home.path != "/" {
		t.Fatalf("joining leads to %s (%d)", home.path, home.status)
	}
	if again := s.stranger().get(link); again.status != http.StatusNotFound || !again.says("a déjà servi") {
		t.Errorf("the used link answers %d %v", again.status, again.texts("main"))
	}
	if replay := s.stranger().submit(form, link, nil); replay.status != http.StatusNotFound {
		t.Errorf("the used form answers %d", replay.status)
	}
}

func TestANewLinkEndsTheFormerOne(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	first := onlyLink(t, ines.post("/start/people", map[string][]string{"people": {"Léa Martin"}}), "/join/")
	second := onlyLink(t, ines.post(personPath(s.person("lea-martin").ID)+"/invite", nil), "/join/")
	if p := s.stranger().get(first); p.status != http.StatusNotFound {
		t.Errorf("the former link answers %d", p.status)
	}
	if p := s.stranger().get(second); p.status != http.StatusOK {
		t.Errorf("the new link answers %d", p.status)
	}
}

func TestPartsKeepWhatWasTypedAndMustSumExactly(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	ines.post("/start/people", map[string][]string{"people": {elevenNames}})
	parts := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "Ensemble", "amount": "100 000"})
	lea := "part_" + s.person("lea-martin").ID.String()

	over := ines.submit(parts, parts.path, map[string]string{lea: "50 000", "do": "send"})
	if over.status != http.StatusUnprocessableEntity || !strings.Contains(over.form(parts.path).Get(lea), "50") {
		t.Errorf("status %d, kept %q", over.status, over.form(parts.path).Get(lea))
	}
	over.wants("de trop")
	again := ines.submit(over, parts.path, map[string]string{lea: "50 000", "lock_" + s.person("lea-martin").ID.String(): "yes", "do": "share"})
	again.wants("Le compte est bon")
	if sent := ines.submit(again, parts.path, map[string]string{"do": "send"}); sent.path != "/start/done" {
		t.Errorf("sending leads to %s (%d)", sent.path, sent.status)
	}
	wrong := ines.submit(again, parts.path, map[string]string{lea: "beaucoup", "do": "send"})
	if wrong.status != http.StatusUnprocessableEntity || wrong.form(parts.path).Get(lea) != "beaucoup" {
		t.Errorf("an unreadable part: status %d, kept %q", wrong.status, wrong.form(parts.path).Get(lea))
	}
}

func TestSharingTheRestKeepsWhatWasWrittenWithoutTickingAnything(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	ines.post("/start/people", map[string][]string{"people": {"Léa Martin\nTom Petit\nZoé Roux"}})
	parts := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "Ensemble", "amount": "90 000"})
	lea, tom := "part_"+s.person("lea-martin").ID.String(), "part_"+s.person("tom-petit").ID.String()
	digits := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "")

	shared := ines.submit(parts, parts.path, map[string]string{lea: "50 000", "do": "share"})
	shared.wants("Le compte est bon")
	if got := digits.Replace(shared.form(parts.path).Get(lea)); got != "50000" {
		t.Errorf("what was written for Léa became %s", got)
	}
	again := ines.submit(shared, parts.path, map[string]string{tom: "10 000", "do": "share"})
	form := again.form(parts.path)
	if digits.Replace(form.Get(lea)) != "50000" || digits.Replace(form.Get(tom)) != "10000" {
		t.Errorf("after a second time: %s for Léa, %s for Tom", form.Get(lea), form.Get(tom))
	}
	again.wants("Le compte est bon")
	refused := ines.submit(again, parts.path, map[string]string{tom: "12 000", "do": "send"})
	if refused.status != http.StatusUnprocessableEntity {
		t.Fatalf("too much is sent: %d", refused.status)
	}
	if kept := ines.submit(refused, parts.path, map[string]string{"do": "share"}); digits.Replace(kept.form(parts.path).Get(tom)) != "12000" {
		t.Error("sharing after a refusal throws away what was written")
	}
}

// Whoever founds a small company often sells too: they are named beside the table, and join it in one tap.
func TestTheFounderCanTakeAPart(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	ines.post("/start/people", map[string][]string{"people": {"Léa Martin\nTom Petit"}})
	parts := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "Ensemble", "amount": "90 000"})
	var founder org.Person
	for _, p := range s.world().People {
		if p.Role == org.Admin {
			founder = p
		}
	}
	parts.wants("Partager aussi avec " + founder.Name)
	field := "part_" + founder.ID.String()

	with := ines.submit(parts, parts.path, map[string]string{"with": founder.ID.String()})

	with.wants("Le compte est bon")
	if !with.form(parts.path).Has(field) || with.says("Partager aussi avec") {
		t.Fatalf("the founder is not in: %v", with.form(parts.path))
	}
	sent := ines.submit(with, parts.path, map[string]string{"do": "send"})
	if sent.path != "/start/done" {
		t.Fatalf("%s (%d)", sent.path, sent.status)
	}
	list, _, err := s.app.Goals(t.Context(), app.System(s.org.ID), app.GoalFilter{Owner: org.PersonOwner(founder.ID)})
	if err != nil || len(list) != 1 || list[0].Target.Amount <= 0 {
		t.Errorf("%+v %v", list, err)
	}
}

func TestTheWaysInServeTheSameCompany(t *testing.T) {
	s := bareSite(t, Config{Addr: "127.0.0.1:9090", Again: []string{"--data", "/srv/l'équipe"}, Secrets: []string{"CORDEE_DATABASE_URL"}})
	p := s.setUp().get("/start/done")
	same := `cordee serve --data '/srv/l'\''équipe' --addr `
	p.wants(same+"0.0.0.0:9090 --public-url http://", same+"127.0.0.1:9090 --public-url https://", same+"0.0.0.0:443 --public-url https://cordee.exemple.fr --tls", "CORDEE_DATABASE_URL")
}

func TestTheGoalFormSaysAllThatIsMissing(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	p := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "", "amount": "", "end_on": "2026-01-01"})
	if wrong := p.all("input", "aria-invalid", "true"); p.status != http.StatusUnprocessableEntity || len(wrong) != 3 {
		t.Errorf("status %d, %d fields marked, want the sentence, the amount and the date", p.status, len(wrong))
	}
}

func TestSetUpTellsHonestlyWhoCanReachIt(t *testing.T) {
	s := bareSite(t, Config{Addr: "127.0.0.1:8080"})
	ines := s.setUp()
	p := ines.get("/start/done")
	p.wants("Pas encore : Cordée n’écoute que sur cet ordinateur", "cordee serve --addr 0.0.0.0:8080", "--public-url", "--tls")
	if len(p.all("figure", "class", "qr")) != 0 {
		t.Error("an address that opens nowhere else is shown as a code to scan")
	}
	h, address := (&visit{Server: New(Config{PublicURL: "https://cordee.alpina.fr/"})}).reach()
	if h != reachPublic || address != "https://cordee.alpina.fr" {
		t.Errorf("behind a public address: %s %s", h, address)
	}
}

func TestOnlyWhoMayInviteSeesTheStart(t *testing.T) {
	s := openSite(t)
	if p := s.as("lea").get("/start"); p.status != http.StatusForbidden {
		t.Errorf("a rep opens the start: %d", p.status)
	}
	if p := s.as("lea").post("/start/people", map[string][]string{"people": {"Un Ami"}}); p.status != http.StatusForbidden {
		t.Errorf("a rep invites for the whole company: %d", p.status)
	}
	for _, p := range s.world().People {
		if p.Name == "Un Ami" {
			t.Error("the refused invitation added someone")
		}
	}
}
