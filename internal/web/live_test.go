package web

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// patience is how long a live page waits for its next event before the test says what it waited for.
const patience = 20 * time.Second

// listen opens a live page and reads it event by event. A line on which nothing comes ends, and the reading test fails with it.
func (r *reader) listen(page string) (*bufio.Reader, func()) {
	r.t.Helper()
	ctx, stop := context.WithTimeoutCause(r.t.Context(), patience, errors.New("nothing came"))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.server.URL+"/live?page="+page+"&since=999999999", nil)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := r.http.Do(req)
	if err != nil || res.StatusCode != http.StatusOK {
		r.t.Fatalf("live: %v %v", res, err)
	}
	return bufio.NewReader(res.Body), func() { stop(); _ = res.Body.Close() }
}

// event reads the next event: its name, its id and its data.
func event(t *testing.T, in *bufio.Reader) (name, id, data string) {
	t.Helper()
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			t.Fatalf("the line ended: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" && name != "":
			return name, id, data
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		case strings.HasPrefix(line, "id: "):
			id = line[len("id: "):]
		case strings.HasPrefix(line, "data: "):
			data += line[len("data: "):] + "\n"
		}
	}
}

func TestAnOpenPageFollowsAColleaguesSale(t *testing.T) {
	s := openSite(t)
	lea, tom := s.as("lea"), s.as("tom")
	in, leave := lea.listen("/")
	defer leave()

	tom.submit(tom.get("/results/new"), "/results", map[string]string{"amount": "6000"})

	name, id, data := event(t, in)
	if name != "fragment" || id == "" {
		t.Fatalf("event %s %s", name, id)
	}
	if !strings.Contains(data, `data-value="20000"`) || !strings.Contains(data, `id="rope"`) {
		t.Errorf("the team's total did not move:\n%s", data)
	}
}

func TestAPageLoadsAgainWhenObjectivesChange(t *testing.T) {
	s := openSite(t)
	in, leave := s.as("lea").listen("/direction")
	defer leave()
	karim := s.as("karim")

	sent := karim.submit(karim.get("/goals/new"), "/goals", map[string]string{
		"title": "Ouvrir Cholet", "owner": "team:nord", "target": "20 000", "why": "Trois clients nous y attendent",
	})
	if sent.status != http.StatusOK {
		t.Fatalf("the objective was refused (%d): %s", sent.status, strings.Join(sent.texts("main"), "\n"))
	}

	if name, _, _ := event(t, in); name != "reload" {
		t.Errorf("event %s", name)
	}
}

func TestAnObjectiveOfOnePersonLeavesTheOthersPagesAlone(t *testing.T) {
	s := openSite(t)
	pages := map[string]*bufio.Reader{}
	for who, page := range map[string]string{"lea": "/", "karim": "/", "dora": "/direction", "ines": "/", "tom": "/"} {
		in, leave := s.as(who).listen(page)
		defer leave()
		pages[who] = in
	}
	lea := s.as("lea")
	lea.submit(lea.get("/goals/new"), "/goals", map[string]string{"title": "Trois visites par semaine", "target": "20 000", "why": "Pour mieux connaître mes clients"})
	for _, who := range []string{"lea", "karim", "dora"} {
		if name, _, _ := event(t, pages[who]); name != "reload" {
			t.Errorf("%s is told %s of an objective that shows on their page", who, name)
		}
	}
	s.as("tom").submit(s.as("tom").get("/results/new"), "/results", map[string]string{"amount": "6000"})
	for _, who := range []string{"ines", "tom"} {
		if name, _, _ := event(t, pages[who]); name != "fragment" {
			t.Errorf("%s is told %s, of what is not theirs", who, name)
		}
	}
}

func TestALivePageEndsWithItsSession(t *testing.T) {
	s := openSite(t)
	lea, tom := s.as("lea"), s.as("tom")
	in, leave := lea.listen("/")
	defer leave()
	if err := s.app.SignOut(t.Context(), lea.secret); err != nil {
		t.Fatal(err)
	}

	tom.submit(tom.get("/results/new"), "/results", map[string]string{"amount": "6000"})

	rest, err := io.ReadAll(in)
	if err != nil || strings.Contains(string(rest), "fragment") {
		t.Errorf("told after signing out: %q %v", rest, err)
	}
}

func TestOneSessionHasABoundedNumberOfLivePages(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	for range maxLive {
		_, leave := lea.listen("/")
		defer leave()
	}
	if p := lea.get("/live?page=/"); p.status != http.StatusTooManyRequests {
		t.Errorf("one more: %d", p.status)
	}
	_, leave := s.as("lea").listen("/") // another session of hers is another matter
	leave()
}

func TestABoardOfTeamsMovesAndOneOfPeopleDoesNot(t *testing.T) {
	s := openSite(t)
	tom := s.as("tom")
	in, leave := s.as("lea").listen("/boards")
	defer leave()
	tom.submit(tom.get("/results/new"), "/results", map[string]string{"amount": "6000"})
	if name, _, data := event(t, in); name != "fragment" || !strings.Contains(data, `data-value="20000"`) {
		t.Errorf("%s %s", name, data)
	}
	if p := tom.get("/live?page=/boards%3Fby=people"); p.status != http.StatusNotFound {
		t.Errorf("a live board of people: %d", p.status)
	}
}
