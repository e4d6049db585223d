package sheet

import "strings"

// A spreadsheet runs a cell that starts with one of these as a formula, even when it came as text.
const formulaStart = "=+-@\t\r"

// guarded puts an apostrophe before a text that a spreadsheet could run. A plain number keeps its sign. A text that already
// looks guarded gets one more apostrophe, so that unguarded gives back exactly what was written.
func guarded(s string) string {
	if looksGuarded(s) && !plainNumber(s) {
		return "'" + s
	}
	return s
}

// unguarded takes away the one apostrophe that guarded added.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && looksGuarded(s[1:]) {
		return s[1:]
	}
	return s
}

// Guarded is a text that no spreadsheet runs as a formula: for tables that are written elsewhere.
func Guarded(s string) string { return guarded(s) }

// looksGuarded tells a formula start after any number of apostrophes.
func looksGuarded(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte(formulaStart, s[0]) >= 0
}

// plainNumber tells an optional sign, digits and at most one dot between digits.
func plainNumber(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, frac, dotted := strings.Cut(s, ".")
	return digitsOnly(whole) && (!dotted || digitsOnly(frac))
}

func digitsOnly(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
