package fault

import (
	"unicode"
	"unicode/utf8"
)

// HiddenRune tells characters that nobody sees and that make two texts look alike or read otherwise than they are written: controls, line
// ends and tabs among them, marks and overrides of direction, and what has no width. The two joiners are none: Persian, the languages
// of India and emoji are written with them.
func HiddenRune(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u200B', r == '\u200E', r == '\u200F', r == '\u2028', r == '\u2029', r == '\uFEFF':
		return true
	}
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2060' && r <= '\u2069'
}

// HiddenInText is HiddenRune for texts of several lines, which hold line ends and tabs.
func HiddenInText(r rune) bool { return r != '\n' && r != '\t' && r != '\r' && HiddenRune(r) }

// Broken tells a text whose bytes are no text: cut, or in another encoding than UTF-8.
func Broken(s string) bool { return !utf8.ValidString(s) }
