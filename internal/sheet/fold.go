package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes names comparable as people mean them: case, accents, spaces and punctuation do not count.
// "Temps de travail" and "temps_de_travail" are the same, and so are "Clé" and "cle".
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'œ':
			gap = join(&b, gap, "oe")
		case r == 'æ':
			gap = join(&b, gap, "ae")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			gap = join(&b, gap, string(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// join writes a piece, after one underscore when a gap precedes it within the name.
func join(b *strings.Builder, gap bool, piece string) bool {
	if gap && b.Len() > 0 {
		b.WriteByte('_')
	}
	b.WriteString(piece)
	return false
}

// attrPrefix marks a header that is an attribute's name to the letter, whatever it looks like.
const attrPrefix = "attr:"

// attributeName is what a column without a meaning of its own is called in filters: a name that an expression can write,
// in lower case because names of columns are case-insensitive. Accents stay.
func attributeName(header string) string {
	if name, ok := strings.CutPrefix(header, attrPrefix); ok {
		return name
	}
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(header) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || unicode.Is(unicode.M, r) {
			gap = join(&b, gap, string(r))
		} else {
			gap = true
		}
	}
	return b.String()
}
