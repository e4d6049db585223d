package web

import (
	"context"
	"net/http"
	"strconv"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
)

// logged are the pages that show what concerns one person, and what each shows: a look by somebody else is noted where that person sees
// it (LAW F14). A page about a person, an objective or a result that is in neither list fails the tests.
var logged = map[string]string{
	"/goals/{goal}":                             "goal",
	"/goals/{goal}/edit":                        "goal",
	"/goals/{goal}/parts":                       "goal",
	"/goals/{goal}/parts/compare":               "goal",
	"/start/parts/{goal}":                       "goal",
	"/goals/{goal}/statement":                   "statement",
	"/goals/{goal}/statement.csv":               "statement",
	"/people/{person}":                          "person",
	"/people/{person}/edit":                     "person",
	"/people/{person}/pack":                     "person",
	"/people/{person}/letters/new":              "letter",
	"/people/{person}/letters/{letter}":         "letter",
	"/people/{person}/letters/{letter}/pdf":     "letter",
	"/people/{person}/letters/{letter}/realism": "letter",
	"/results/{posting}":                        "result",
}

// unlogged are those that show nothing of anybody, and why.
var unlogged = map[string]string{
	"/people/{person}/erase": "asks before everything is erased; it shows a name",
}

// logLook notes a look once the answer has left: nobody waits for it.
func (v *visit) logLook(rt route.Route) {
	if rt.Logs == "" || v.failed || v.world == nil {
		return
	}
	k := app.Look{What: rt.Logs, Kind: rt.Object}
	if k.Kind == "result" {
		n, err := strconv.ParseInt(v.r.PathValue("posting"), 10, 64)
		if err != nil {
			return
		}
		k.Object = org.ID(n)
	} else {
		id, err := v.pathID(k.Kind)
		if err != nil {
			return
		}
		k.Object = id
	}
	_ = http.NewResponseController(v.w).Flush() // an old proxy that cannot flush only makes the reader wait a little
	v.App.LogLook(context.WithoutCancel(v.ctx()), v.actor(), k)
}
