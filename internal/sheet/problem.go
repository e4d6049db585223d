package sheet

import (
	"cordee/internal/fault"
)

// problems gathers everything wrong with the files, so that a person corrects once. Beyond maxProblems it only counts:
// a file with a wrong column has as many problems as rows, and nobody reads the last hundred thousand.
type problems struct {
	list fault.List
	more int
}

func (p *problems) add(e *fault.Error) {
	if len(p.list) >= maxProblems {
		p.more++
		return
	}
	p.list = append(p.list, e)
}

// end adds what ends the reading of a file, whatever came before: without it the rest of the report would mislead.
func (p *problems) end(e *fault.Error) { p.list = append(p.list, e) }

// err is all of it, nil when there was none.
func (p *problems) err() error {
	if p.more > 0 {
		return append(p.list, fault.New(fault.Invalid, "import.more_problems", "n", p.more))
	}
	return p.list.OrNil()
}

// maxShown is how much of a cell a report repeats, in runes.
const maxShown = 80

// shown is a cell as a report repeats it: short, and detached from the row it came from.
func shown(s string) string {
	n := 0
	for i := range s {
		if n == maxShown {
			return string([]byte(s[:i])) + "…"
		}
		n++
	}
	return string([]byte(s))
}
