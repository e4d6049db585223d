package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cordee/internal/i18n"
)

var noted = regexp.MustCompile(`(?:u\.note\(|updateGoal\([a-z]+, |change = )"([a-z_]+\.[a-z_]+)"`)

// Whatever the journal keeps is told in words: nobody reads a code.
func TestEveryChangeInTheJournalHasWords(t *testing.T) {
	files, err := filepath.Glob("../app/*.go")
	if err != nil || len(files) < 50 {
		t.Fatal(len(files), err)
	}
	kinds := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range noted.FindAllStringSubmatch(string(text), -1) {
			kinds[m[1]] = true
		}
	}
	if len(kinds) < 30 {
		t.Fatalf("found %d kinds only", len(kinds))
	}
	for _, lang := range []i18n.Lang{i18n.FR, i18n.EN} {
		for kind := range kinds {
			if key := "web.audit.kind_" + strings.ReplaceAll(kind, ".", "_"); !i18n.For(lang).Has(key) {
				t.Errorf("%s: %s is missing", lang, key)
			}
		}
	}
}
