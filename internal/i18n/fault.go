package i18n

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// Fault is the sentence that tells a person about a problem and what to do. Codes without a sentence, and sentences whose facts
// are missing, become the general sentence of their kind followed by the code, so that support can be asked.
func (p *Printer) Fault(e *fault.Error) string {
	if e == nil {
		return ""
	}
	if key := "fault." + e.Code; p.Has(key) {
		if text := p.sentence(key, e); !strings.Contains(text, missing) {
			return text
		}
	}
	kind := "fault_kind." + string(e.Kind)
	if !p.Has(kind) {
		kind = "fault_kind." + string(fault.Internal)
	}
	return p.T("fault_coded", "sentence", p.T(kind), "code", e.Code)
}

// sentence fills in the facts of a fault; the value of the cell to blame is one of them unless the fault says otherwise.
func (p *Printer) sentence(key string, e *fault.Error) string {
	said := make([]any, 0, 2*len(e.Args)+2)
	if e.Where != nil {
		said = append(said, "value", e.Where.Value)
	}
	for name, v := range e.Args {
		said = append(said, name, p.inWords(name, v))
	}
	return p.T(key, said...)
}

// closedLists says which catalogue words stand for the values of an argument: "individual" as a tier is "individuel".
var closedLists = map[string]string{
	"tier": "tier.", "parent_tier": "tier.", "status": "status.", "from": "status.", "to": "status.", "want": "owner_kind.",
	"role": "role.", "kind": "metric_kind.", "origin": "origin.", "table": "table.",
}

// inWords turns the codes and dates that a fault carries as text into what a person reads.
func (p *Printer) inWords(arg string, v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	if list := closedLists[arg]; list != "" && p.Has(list+text) {
		return p.T(list + text)
	}
	if len(text) == len("2026-11-23") && arg != "value" {
		if d, err := period.ParseDate(text); err == nil {
			return d
		}
	}
	return text
}

// Faults tells every problem in err, in its order.
func (p *Printer) Faults(err error) []string {
	var told []string
	for _, e := range fault.All(err) {
		told = append(told, p.Fault(e))
	}
	return told
}

// Where is the place of a problem in a file: "ventes.csv, ligne 12, colonne montant".
func (p *Printer) Where(w *fault.Where) string {
	if w == nil {
		return ""
	}
	var parts []string
	if w.File != "" {
		parts = append(parts, w.File)
	}
	if w.Sheet != "" {
		parts = append(parts, p.T("where.sheet", "sheet", w.Sheet))
	}
	if w.Row > 0 {
		parts = append(parts, p.T("where.row", "row", w.Row))
	}
	if w.Column != "" {
		parts = append(parts, p.T("where.column", "column", w.Column))
	}
	return strings.Join(parts, ", ")
}
