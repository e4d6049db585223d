package web

import (
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
)

// shopAsk is the table as somebody asks for it: nil for the one suggested.
type shopAsk struct {
	form     *app.WorkshopForm
	scenario org.ID // the kept one it began from
	typed    map[string]string
	name     string
	reason   string
	paid     bool // pay depends on the parts
	asked    bool // the form was filled in: what is not ticked there is meant so
}

const outField = "out_"

// readShop reads the table. What cannot be read is left out of it and blamed on its field.
func (v *visit) readShop() (shopAsk, error) {
	f := &app.WorkshopForm{
		ByTeam: v.r.Form.Get("by") == "team", Method: plan.Method(v.r.Form.Get("method")),
		Potential: map[org.ID]measure.Amount{}, Typed: map[org.ID]measure.Amount{}, Out: map[org.ID]bool{}, Beside: v.r.Form.Get("beside") == "yes", Fresh: v.r.Form.Get("fresh") == "yes",
	}
	ask := shopAsk{form: f, typed: map[string]string{}, name: strings.TrimSpace(v.r.Form.Get("name")), reason: strings.TrimSpace(v.r.Form.Get("reason")), paid: v.r.Form.Get("paid") == "yes", asked: v.r.Form.Get("fresh") == ""}
	ask.scenario, _ = org.ParseID(v.r.Form.Get("scenario"))
	var l fault.List
	v.readMethod(f, &l)
	for name := range v.r.Form {
		prefix, id, ok := ownerField(name)
		text := strings.TrimSpace(v.r.Form.Get(name))
		if !ok || text == "" {
			continue
		}
		if prefix == outField {
			f.Out[id] = true
			continue
		}
		ask.typed[name] = text
		a, _, err := measure.ParseLocal(text, v.Lang() == "fr")
		switch {
		case err != nil:
			l.Add(onField(name, err))
		case a < 0:
			l.Add(fault.Bad(name, "goal.part_negative"))
		case prefix == app.PartField:
			f.Typed[id] = a
		default:
			f.Potential[id] = a
		}
	}
	return ask, l.OrNil()
}

// ownerField is the kind of a field that names an owner, and whom it names.
func ownerField(name string) (prefix string, id org.ID, ok bool) {
	for _, prefix = range []string{app.PartField, app.PotentialField, outField} {
		if rest, found := strings.CutPrefix(name, prefix); found {
			id, ok = org.ParseID(rest)
			return prefix, id, ok
		}
	}
	return "", 0, false
}

// readMethod reads how to share. A blend with nothing of potential is history alone: plan takes a weight of zero for one not said.
func (v *visit) readMethod(f *app.WorkshopForm, l *fault.List) {
	if n, err := strconv.Atoi(v.r.Form.Get("weight")); err == nil {
		f.Weight = measure.BP(min(max(n, 0), 100)) * measure.Hundred / 100
	} else {
		f.Weight = plan.HalfAndHalf
	}
	if f.Method == plan.Blend && f.Weight == 0 {
		f.Method = plan.ByHistory
	}
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v.r.Form.Get("padding")), "%"))
	if text == "" {
		return
	}
	a, _, err := measure.ParseLocal(text, v.Lang() == "fr")
	if err != nil {
		l.Add(onField("padding", err))
		return
	}
	if a < 0 || a > measure.Whole(100) {
		l.Add(fault.Bad("padding", "goal.padding_range"))
		return
	}
	f.Padding = measure.BP(a / 100) // ten-thousandths of a percent into basis points
}
