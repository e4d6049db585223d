package i18n

import (
	"strings"

	"cordee/internal/goal"
)

// Evidence is the sentence of one line of SMART evidence: the fact, then the next step.
func (p *Printer) Evidence(l goal.Line) string { return p.T(l.Code, p.evidenceArgs(l)...) }

// Rewrite is the bare title that an example suggests, "" for other lines.
func (p *Printer) Rewrite(l goal.Line) string {
	if key := l.Rewrite(); key != "" {
		return p.T(key, p.evidenceArgs(l)...)
	}
	return ""
}

// Letter is a letter with its state: "Mesurable — prouvé".
func (p *Printer) Letter(e goal.Evidence) string {
	return p.T("smart.head", "letter", p.T("smart.letter."+string(e.Letter)), "state", p.T("smart.state."+string(e.State)))
}

// evidenceLists says which catalogue words stand for the texts that evidence carries; the ready metrics have names of their own.
var evidenceLists = map[string]string{"metric": "metric.", "kind": "metric_kind.", "direction": "smart.direction."}

func (p *Printer) evidenceArgs(l goal.Line) []any {
	args := append([]any(nil), l.Args...)
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		text, isText := args[i+1].(string)
		list := evidenceLists[name]
		if !isText || list == "" {
			continue
		}
		if key := list + strings.TrimSpace(text); p.Has(key) {
			args[i+1] = p.T(key)
		}
	}
	return args
}
