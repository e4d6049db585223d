package web

import (
	"context"
	"net/http"
	"slices"
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

// unlogged are those that show nothing of anybody, or whose look app notes with the reading, and why.
var unlogged = map[string]string{
	"/people/{person}/erase": "asks before everything is erased; it shows a name",
	"/people/{person}/path":  "app notes it, as every look at what rewards brought somebody",
}

// seen are the people whose figures an answer shows, by what it shows of them, besides the one a page is about.
type seen map[string][]org.ID

// saw adds some.
func (v *visit) saw(what string, people ...org.ID) {
	if v.others == nil {
		v.others = seen{}
	}
	v.others[what] = append(v.others[what], people...)
}

// sawFigures is told by the teller of every objective whose figures it prints: no page has to think of it.
func (v *visit) sawFigures(s app.Standing) {
	if s.Owner.Kind == org.OwnerPerson && s.Owner.ID != v.actor().Person && s.Progress.Attained.OK {
		v.saw("figures", s.Owner.ID)
	}
}

// logLooks notes what was seen of others once the answer has left: nobody waits for it.
func (v *visit) logLooks(rt route.Route) {
	if v.failed || v.world == nil || rt.Logs == "" && len(v.others) == 0 {
		return
	}
	_ = http.NewResponseController(v.w).Flush() // an old proxy that cannot flush only makes the reader wait a little
	ctx := context.WithoutCancel(v.ctx())
	about := v.logLook(ctx, rt)
	for what, people := range v.others {
		people = slices.DeleteFunc(people, func(p org.ID) bool { return slices.Contains(about, p) })
		v.App.LogPeople(ctx, v.actor(), what, people)
	}
}

// logLook notes the look at whom the page is about, and says who that is.
func (v *visit) logLook(ctx context.Context, rt route.Route) []org.ID {
	if rt.Logs == "" {
		return nil
	}
	k := app.Look{What: rt.Logs, Kind: rt.Object}
	if k.Kind == "result" {
		n, err := strconv.ParseInt(v.r.PathValue("posting"), 10, 64)
		if err != nil {
			return nil
		}
		k.Object = org.ID(n)
	} else {
		id, err := v.pathID(k.Kind)
		if err != nil {
			return nil
		}
		k.Object = id
	}
	return v.App.LogLook(ctx, v.actor(), k)
}
