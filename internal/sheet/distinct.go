package sheet

import (
	"io"
	"slices"
	"strings"
)

// Distinct gives the different values of a column over the whole file, up to max, in the order in which they appear. An unknown
// column has none. A file that cannot be opened is refused as Read would; a row that cannot be read is left out, Read will tell.
func Distinct(f File, o Options, column string, max int) ([]string, error) {
	b, err := open(f, o.Limits.orDefault(), o.French, nil)
	if err != nil {
		return nil, err
	}
	for _, l := range b.leaves {
		header, err := likelyHeader(l)
		if err == io.EOF {
			continue
		}
		if err != nil || header.problem != nil {
			return nil, err
		}
		at := indexOf(cleanHeaders(header.cells), column)
		if at < 0 {
			return nil, nil
		}
		return distinct(l, at, max)
	}
	return nil, nil
}

func distinct(l *leaf, at, max int) ([]string, error) {
	var values []string
	for len(values) < max {
		rec, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return values, err
		}
		if rec.problem != nil || at >= len(rec.cells) {
			continue
		}
		value := strings.TrimSpace(unguarded(strings.TrimSpace(rec.cells[at])))
		if value != "" && !slices.Contains(values, value) {
			values = append(values, strings.Clone(value))
		}
	}
	return values, nil
}

// Meanings guesses what the stages of a deal mean: won, lost, or nothing for those that are still open.
func Meanings(stages []string) map[string]string {
	means := map[string]string{}
	for _, s := range stages {
		if m, known := stageWords[fold(s)]; known {
			means[s] = m
		}
	}
	return means
}
