package goal

import (
	"strings"
	"unicode"

	"cordee/internal/fault"
)

// The least that a written reason must be to say something to the person it concerns.
const (
	minReasonWords   = 3
	minReasonLetters = 15
)

// Says tells whether a written reason says something: three words and fifteen letters. « ok » explains nothing to anybody.
func Says(reason string) bool {
	letters := 0
	for _, r := range reason {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return len(strings.Fields(reason)) >= minReasonWords && letters >= minReasonLetters
}

// WantReason refuses a reason that is missing (the code given, with its args) or says nothing (goal.reason_thin); nil when it says
// something.
func WantReason(field, reason, missing string, args ...any) error {
	switch {
	case Says(reason):
		return nil
	case blank(reason):
		return fault.Bad(field, missing, args...)
	}
	return fault.Bad(field, "goal.reason_thin", "words", minReasonWords, "letters", minReasonLetters)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
