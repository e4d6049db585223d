package measure

import (
	"slices"
	"strings"
	"unicode"

	"cordee/internal/fault"
)

// syntaxFault says what keeps a filter from being read, in our own words: the reader of expressions only knows that it met something it
// did not expect at a place (from 1, in characters), and says so in English.
func syntaxFault(where string, position int) *fault.Error {
	text := []rune(where)
	at := min(max(position-1, 0), len(text))
	blame := func(code string, i int) *fault.Error {
		return fault.New(fault.Invalid, code, "position", i+1, "near", near(text, i))
	}
	quote, bracket := open(text)
	word := near(text, at)
	switch {
	case quote >= 0:
		return blame("filter.text_unclosed", quote)
	case at < len(text) && strings.ContainsRune("“”„«»‘’", text[at]):
		return blame("filter.quotes", at)
	case loneEquals(text, at):
		return blame("filter.one_equals", at)
	case strings.TrimSpace(string(text[min(at+1, len(text)):])) == "" && bracket >= 0:
		return blame("filter.bracket_unclosed", bracket)
	case endsEarly(text):
		return fault.New(fault.Invalid, "filter.ends_early", "position", len(text), "near", lastWord(text))
	case slices.Contains([]string{"and", "et", "or", "ou", "&", "|"}, strings.ToLower(word)):
		return blame("filter.and_or", at)
	case at > 0 && isName(text[at]) && isName(before(text, at)):
		return blame("filter.space_in_name", at)
	}
	return blame("filter.syntax", at)
}

// open is where a text or a bracket begins that nothing closes, -1 for none.
func open(text []rune) (quote, bracket int) {
	quote = -1
	var brackets []int
	for i := 0; i < len(text); i++ {
		switch r := text[i]; {
		case quote >= 0 && r == '\\':
			i++
		case quote >= 0:
			if r == text[quote] {
				quote = -1
			}
		case r == '"' || r == '\'' || r == '`':
			quote = i
		case r == '(' || r == '[':
			brackets = append(brackets, i)
		case (r == ')' || r == ']') && len(brackets) > 0:
			brackets = brackets[:len(brackets)-1]
		}
	}
	if len(brackets) == 0 {
		return quote, -1
	}
	return quote, brackets[len(brackets)-1]
}

// loneEquals tells an = that is no ==, !=, <= or >=.
func loneEquals(text []rune, at int) bool {
	sign := func(i int) bool { return i >= 0 && i < len(text) && strings.ContainsRune("=!<>", text[i]) }
	return at < len(text) && text[at] == '=' && !sign(at-1) && !sign(at+1)
}

// endsEarly tells a filter whose last sign still asks for something.
func endsEarly(text []rune) bool {
	last := lastWord(text)
	return slices.Contains([]string{"and", "or", "not", "in", "contains"}, last) || last != "" && strings.ContainsAny(last, "=!<>&|+-*/,?:.")
}

// lastWord is the last word of a text, or its last sign when that belongs to no word.
func lastWord(text []rune) string {
	at := len(text) - 1
	for at > 0 && isName(text[at]) && isName(text[at-1]) {
		at--
	}
	return near(text, at)
}

// before is the last sign before a place that is no space.
func before(text []rune, at int) rune {
	for at--; at >= 0; at-- {
		if !unicode.IsSpace(text[at]) {
			return text[at]
		}
	}
	return ' '
}

func isName(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// near is the word or sign at a place, or the last one when the text ends there.
func near(text []rune, at int) string {
	at = min(at, len(text)-1)
	for at > 0 && unicode.IsSpace(text[at]) {
		at--
	}
	if at < 0 {
		return ""
	}
	end := at + 1
	for isName(text[at]) && end < len(text) && isName(text[end]) && end-at < 40 {
		end++
	}
	return string(text[at:end])
}
