package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cordee/internal/org"
)

// walk follows the links from page to page and gathers the keys.
func walk(t *testing.T, d *desk, scope, path string) (keys []string, pages int) {
	t.Helper()
	for path != "" {
		w := d.send(scope, http.MethodGet, path, "")
		var rows []struct{ Key string }
		if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %v", path, w.Code, err)
		}
		for _, r := range rows {
			keys = append(keys, r.Key)
		}
		pages++
		link := w.Header().Get("Link")
		if link != "" && !strings.HasSuffix(link, `>; rel="next"`) {
			t.Fatalf("the link is %q", link)
		}
		path = strings.TrimPrefix(strings.TrimSuffix(link, `>; rel="next"`), "<")
	}
	return keys, pages
}

func TestALongListIsReadPageByPage(t *testing.T) {
	d := openDesk(t)
	for scope, path := range map[string]string{org.ScopeGoalsRead: "/api/v1/goals", org.ScopePeopleRead: "/api/v1/people"} {
		whole, one := walk(t, d, scope, path)
		parts, many := walk(t, d, scope, path+"?limit=1")
		slices.Sort(whole)
		if one != 1 || many != len(whole) || len(whole) < 2 || !slices.Equal(parts, whole) {
			t.Errorf("%s: %q in %d, page by page %q in %d", path, whole, one, parts, many)
		}
		for _, limit := range []string{"0", "10001", "many"} {
			wants(t, d.send(scope, http.MethodGet, path+"?limit="+limit, ""), http.StatusUnprocessableEntity, "api.limit")
		}
	}
	if tier, _ := walk(t, d, org.ScopeGoalsRead, "/api/v1/goals?tier=strategic&limit=1"); len(tier) > 1 {
		t.Errorf("strategic: %q", tier)
	}
}
