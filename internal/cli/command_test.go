package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cordee/internal/cli"
	"cordee/internal/i18n"
	"cordee/internal/org"
)

// misuses are lines that no command understands, one at least for every sentence of the parser.
var misuses = []string{
	"fly", "import", "goals --tier royal", "board", "board --metric revenue", "board --metric revenue --from 2026-01-01",
	"board --metric revenue --from 2026-01-01 --to 2026-01-31 --by mood", "goals --format xml", "org create", "org create alpina",
	"org create alpina --name Alpina --locale de", "org create alpina --name Alpina --fiscal-start spring", "token create",
	"token create --name crm", "export", "backup", "restore", "imports undo", "serve --tls", "serve --nothing", "password reset",
	"ledger", "goals extra",
	"board --metric revenue --from 2026-02-31 --to 2026-01-31", "goals --on yesterday",
	"serve --adr x", "serve --addr", "serve --addr --tls", "serve --tls=maybe", "demo --seed -1", "demo --seed many", "bench --people 1,x",
	"--no-browser demo", "--seed 3", "board --b person", "goals --format=", "imports undo 1 2", "org", "password", "token", "backup a b",
	"goals -- x", "-x", "=x",
}

func TestWrongUsageIsStatusTwo(t *testing.T) {
	d := newDesk(t)
	for _, line := range misuses {
		a := d.run(strings.Fields(line)...)
		if a.status != cli.Misused || a.err == "" || a.out != "" {
			t.Errorf("cordee %s: status %d, stdout %q, stderr %q", line, a.status, a.out, a.err)
		}
	}
}

func TestWrongUsageIsToldInTheReadersLanguage(t *testing.T) {
	english := regexp.MustCompile(`(?i)\b(unknown|unexpected|missing|expected|did you mean|must|got|value|flags?|true, 1|argument|file|this|the)\b`)
	for _, line := range misuses {
		a := newDesk(t).in(i18n.FR).run(strings.Fields(line)...)
		if english.MatchString(a.err) || strings.Contains(a.err, "⟦") || strings.Contains(a.err, "n’est pas comprise.") {
			t.Errorf("cordee %s: %s", line, a.err)
		}
		if a := newDesk(t).run(strings.Fields(line)...); strings.Contains(a.err, "not understood.\n") {
			t.Errorf("cordee %s: %s", line, a.err)
		}
	}
	for line, said := range map[string]string{
		"goals --tier royal": "--tier n’accepte pas «\u202froyal\u202f». Choisissez parmi strategic, operational, collective, individual.",
		"import":             "il manque <fichier> ...",
		"board":              "il manque --from, --metric, --to.",
		"serve --adr x":      "l’option --adr n’existe pas. Essayez --addr.",
		"org":                "il manque la suite, au choix create, list.",
	} {
		a := newDesk(t).in(i18n.FR).run(strings.Fields(line)...)
		a.says(a.err, said, "cordee --help montre toutes les commandes.")
	}
}

func TestHelpIsCompleteInBothLanguages(t *testing.T) {
	commands := []string{
		"", "demo", "serve", "org", "org create", "org list", "import", "imports", "imports list", "imports undo", "export", "token",
		"token create", "password", "password reset", "goals", "board", "ledger", "ledger verify", "backup", "restore", "bench", "version",
	}
	for _, lang := range []i18n.Lang{i18n.FR, i18n.EN} {
		for _, command := range commands {
			a := newDesk(t).in(lang).bare(append(strings.Fields(command), "--help")...)
			if a.status != cli.Done || strings.Contains(a.out, "cli.") || strings.Contains(a.out, "⟦") || !strings.Contains(a.out, "cordee") {
				t.Errorf("%s: cordee %s --help: status %d\n%s", lang, command, a.status, a.out)
			}
		}
		golden(t, "help."+string(lang)+".txt", newDesk(t).in(lang).bare("--help").out)
	}
}

func TestServingGetsWhatWasAsked(t *testing.T) {
	d := newDesk(t)
	d.do()
	if s := *d.asks; !s.Open || s.Addr != "127.0.0.1:8080" || s.DataDir != d.data || s.Database != d.data+"/cordee.db" {
		t.Errorf("the bare program serves %+v", s)
	}
	d.do("--no-browser")
	if d.asks.Open {
		t.Error("the browser is opened although it was declined")
	}
	d.do("serve", "--addr", "0.0.0.0:9000", "--public-url", "https://cordee.example.com", "--tls", "--tls-dir", "/certs")
	if s := *d.asks; s.Open || s.Addr != "0.0.0.0:9000" || s.PublicURL != "https://cordee.example.com" || !s.TLS || s.TLSDir != "/certs" {
		t.Errorf("serve serves %+v", s)
	}
	d.do("demo", "--seed", "42")
	if s := *d.asks; s.Seed != 42 || s.Database != "" {
		t.Errorf("the demo serves %+v", s)
	}
	d.do("serve", "--database-url", "postgres://db/cordee")
	if d.asks.Database != "postgres://db/cordee" {
		t.Errorf("PostgreSQL is not used: %+v", *d.asks)
	}
}

func TestCreatingOrganisations(t *testing.T) {
	d := newDesk(t)
	a := d.refused("goals")
	a.says(a.err, "There is no database in")
	a = d.run("org", "create", "alpina", "--name", "Alpina", "--fiscal-start", "7", "--week-start", "sunday")
	a.says(a.out, "Alpina", "alpina")
	if a.status != cli.Done || a.err != "" {
		t.Errorf("status %d, stderr %s", a.status, a.err)
	}
	d.do("goals") // the only one there is
	for line, reason := range map[string]string{
		"org create alpina --name Again":                                     "already taken",
		"org create b --name B --currency EURO":                              "urrency",
		"org create b --name B --time-zone Mars/Olympus":                     "Mars/Olympus",
		"org create b --name B --fiscal-start 13":                            "from 1 to 12",
		"org create b --name B --week-start someday":                         "first day of the week",
		"goals --org other":                                                  "no organisation “other”",
		"board --metric nothing --from 2026-01-01 --to 2026-01-31":           "no such metric",
		"board --metric revenue --from 2026-02-01 --to 2026-01-31":           "ends before it begins",
		"board --metric revenue --from 2026-01-01 --to 2026-01-31 --under x": "no such team",
		"goals --owner person:nobody":                                        "nobody",
	} {
		a := d.refused(strings.Fields(line)...)
		a.says(a.err, reason)
	}
	d.do("org", "create", "beta", "--name", "Beta", "--currency", "USD", "--locale", "en")
	a = d.refused("goals")
	a.says(a.err, "--org", "alpina, beta")
	a = d.in(i18n.FR).refused("goals")
	a.says(a.err, "Plusieurs organisations existent")
	d.do("goals", "--org", "beta")
	a = d.run("org", "list")
	a.says(a.out, "alpina\tAlpina\tEUR\n", "beta\tBeta\tUSD\n")
}

func TestTokensArePrintedOnce(t *testing.T) {
	d := newAlpina(t)
	a := d.run("token", "create", "--name", "crm", "--scope", "results:write", "goals:read")
	if a.status != cli.Done || !strings.HasPrefix(a.out, "cordee_") || strings.Count(a.out, "\n") != 1 || len(a.out) < 40 {
		t.Errorf("status %d, the token on stdout is %q", a.status, a.out)
	}
	a.says(a.err, "will not be shown again")
	secret := strings.TrimSpace(a.out)
	for _, text := range d.exported() {
		if strings.Contains(text, secret) {
			t.Error("the token is in the export")
		}
	}
	if actor, _, err := d.server().TokenActor(t.Context(), secret); err != nil || strings.Join(actor.Scopes, " ") != "goals:read results:write" {
		t.Errorf("the token allows %+v, %v", actor, err)
	}
	if other := d.do("token", "create", "--name", "erp", "--scope", "admin"); strings.TrimSpace(other) == secret {
		t.Error("two tokens are the same")
	}
	a = d.refused("token", "create", "--name", "x", "--scope", "everything")
	a.says(a.err, "everything", "results:write")
	if a.out != "" {
		t.Errorf("a refused token is printed: %s", a.out)
	}
}

func TestAPasswordLinkGoesToTheServerThatRuns(t *testing.T) {
	d := newAlpina(t)
	file := cli.Serving{Database: filepath.Join(d.data, "cordee.db")}.ServedFile()
	if err := os.WriteFile(file, []byte("http://127.0.0.1:9123\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if link := d.do("password", "reset", "lea"); !strings.HasPrefix(link, "http://127.0.0.1:9123/reset/") {
		t.Errorf("the link is %q", link)
	}
	if link := d.do("password", "reset", "lea", "--public-url", "https://cordee.alpina.fr"); !strings.HasPrefix(link, "https://cordee.alpina.fr/reset/") {
		t.Errorf("an address that is given does not win: %q", link)
	}
}

func TestServingAgainRepeatsTheDataAndNoSecret(t *testing.T) {
	d := newDesk(t)
	t.Setenv("CORDEE_SMTP_PASSWORD", "s3cret")
	for name, c := range map[string]struct {
		flags          []string
		again, secrets string
	}{
		"a folder":                    {nil, "", ""},
		"a database without password": {[]string{"--database-url", "postgres://cordee@db/sales"}, " --database-url postgres://cordee@db/sales", ""},
		"a database with one":         {[]string{"--database-url", "postgres://cordee:s3cret@db/sales"}, "", "CORDEE_DATABASE_URL"},
		"in its parameters":           {[]string{"--database-url", "postgres://db/sales?user=a&password=s3cret"}, "", "CORDEE_DATABASE_URL"},
		"a mail server":               {[]string{"--smtp-host", "mail.alpina.fr", "--mail-from", "c@alpina.fr"}, " --smtp-host mail.alpina.fr --smtp-tls starttls --mail-from c@alpina.fr", "CORDEE_SMTP_PASSWORD"},
	} {
		d.do(append([]string{"serve"}, c.flags...)...)
		if got, secrets := strings.Join(d.asks.Again, " "), strings.Join(d.asks.Secrets, " "); got != "--data "+d.data+c.again || secrets != c.secrets {
			t.Errorf("%s: %q and %q", name, got, secrets)
		}
	}
}

func TestAPasswordLinkNeedsNoMail(t *testing.T) {
	d := newAlpina(t)
	link := d.do("password", "reset", "lea@alpina.fr", "--public-url", "https://cordee.alpina.fr")
	if !strings.HasPrefix(link, "https://cordee.alpina.fr/reset/") || strings.Count(link, "\n") != 1 {
		t.Errorf("the link is %q", link)
	}
	if again := d.do("password", "reset", "lea"); again == link || !strings.HasPrefix(again, "http://127.0.0.1:8080/reset/") {
		t.Errorf("the second link is %q", again)
	}
	a := d.refused("password", "reset", "nobody")
	a.says(a.err, "nobody")
	// the newest link opens the door, once
	s := d.server()
	secret := strings.TrimPrefix(strings.TrimSpace(d.do("password", "reset", "lea")), "http://127.0.0.1:8080/reset/")
	session, err := s.ResetPassword(t.Context(), secret, "une corde et un piolet")
	if err != nil {
		t.Fatalf("the link does not open: %v", err)
	}
	if in, err := s.SessionOf(t.Context(), session); err != nil || in.Actor.Kind != org.ByPerson {
		t.Errorf("the session is %+v, %v", in, err)
	}
	if _, err := s.ResetPassword(t.Context(), secret, "une autre corde"); err == nil {
		t.Error("the link opens twice")
	}
}

func TestVersionAndBench(t *testing.T) {
	d := newDesk(t)
	if out := d.do("version"); !strings.HasPrefix(out, "cordee ") {
		t.Errorf("the version is %q", out)
	}
	if out := d.do("bench", "--people", "40", "--seconds", "1"); out != "fast\n" {
		t.Errorf("bench says %q", out)
	}
}
