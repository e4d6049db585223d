package sheet

import "strings"

// Fit tells how a file is read that says nothing about its columns: as which table, whether its name says so or only its columns do,
// and which columns mean nothing there (attributes of results, left aside elsewhere). Kind is "" for no table of ours.
func Fit(file string, columns []string) (kind Kind, named bool, unknown []string) {
	names := cleanHeaders(columns)
	t := recognise(file, names)
	if t == nil || len(t.missing(names)) > 0 {
		return "", false, nil
	}
	for _, name := range names {
		if name != "" && (t.field(fold(name)) == "" || strings.HasPrefix(name, attrPrefix)) {
			unknown = append(unknown, shown(name))
		}
	}
	return t.kind, namedTable(file) == t, unknown
}
