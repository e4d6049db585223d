package main

import (
	"regexp"
	"strconv"
	"strings"

	"cordee/internal/org"
	"cordee/internal/route"
)

var param = regexp.MustCompile(`\{([a-z]+)(\.\.\.)?\}`)

// fill puts names into a path.
func fill(path string, params map[string]string) string {
	path = strings.TrimSuffix(path, "{$}")
	return param.ReplaceAllStringFunc(path, func(s string) string { return params[strings.Trim(s, "{}.")] })
}

// fillNames puts people's first objectives into a query.
func (s *site) fillNames(q string) string {
	for _, name := range []string{"lea", "ines", "b-lea"} {
		if strings.Contains(q, "{"+name+"}") {
			q = strings.ReplaceAll(q, "{"+name+"}", s.id("goal", name+"-q4"))
		}
	}
	return q
}

// objects are the things a route may be asked about; one without a name for routes that name none.
func (m *matrix) objects(r route.Route) (kind string, list []thing) {
	names := param.FindAllStringSubmatch(r.Path, -1)
	switch {
	case len(names) == 0:
		return "", []thing{{}}
	case len(names) == 2:
		kind = names[1][1]
	default:
		kind = names[0][1]
	}
	if r.Door == route.API {
		kind = "key " + kind
	}
	if kind == "draft" {
		m.drafts(strings.HasSuffix(r.Path, "/map"))
	}
	if r.Public {
		return kind, []thing{{params: map[string]string{"secret": strings.Repeat("0", 43), "slug": "nobody", "lang": "de", "file": "none.css"}}}
	}
	return kind, m.things[kind]
}

// drafts are uploads waiting for an answer: one of our own tables, or a foreign file to be mapped.
func (m *matrix) drafts(foreign bool) {
	file := "key,name,team\nzqadraft,zqadraft,unknown-team\n"
	if foreign {
		file = "Opportunity id,Sales agent,Deal stage,Close date,Close value\n1,zqadraft,Won,2026-11-02,100\n"
	}
	m.things["draft"] = []thing{
		{rel: "one's own", params: map[string]string{"draft": m.site.upload(called(m.t, "ada"), file)}, org: "alpina", maker: "ada"},
		{rel: "another company's", params: map[string]string{"draft": m.site.upload(called(m.t, "b-ada"), strings.ReplaceAll(file, "zqa", "zqb"))}, org: "borealis", maker: "b-ada"},
		{rel: "nonexistent", params: map[string]string{"draft": strings.Repeat("A", 26)}},
	}
}

// id looks up the public name of a row by its key.
func (s *site) id(table, key string) string {
	s.t.Helper()
	var n int64
	if err := s.raw.QueryRow(`SELECT `+table+`_id FROM "`+table+`" WHERE key = $1`, key).Scan(&n); err != nil {
		s.t.Fatalf("%s %s: %v", table, key, err)
	}
	return org.ID(n).String()
}

// lookup is one name drawn from the file itself.
func (s *site) lookup(query, arg string) string {
	s.t.Helper()
	var n int64
	if err := s.raw.QueryRow(query, arg).Scan(&n); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	return org.ID(n).String()
}

// nobody is a well-formed name that nothing bears.
var nobody = org.ID(4_611_686_018_427_387_903).String()

// things are the objects by the name they have in paths, each with its relation to Léa.
func (s *site) things() map[string][]thing {
	all := map[string][]thing{}
	add := func(kind string, x thing, names ...string) {
		x.params = map[string]string{}
		for i := 0; i+1 < len(names); i += 2 {
			x.params[names[i]] = names[i+1]
		}
		all[kind] = append(all[kind], x)
	}
	for _, x := range []struct {
		thing
		key string
	}{
		{thing{rel: "one's own", org: "alpina", owner: "lea", lead: "karim", mates: "lea tom karim"}, "lea"},
		{thing{rel: "a teammate's", org: "alpina", owner: "tom", lead: "karim", mates: "lea tom karim"}, "tom"},
		{thing{rel: "another team's", org: "alpina", owner: "ines", lead: "sarah", mates: "ines sarah"}, "ines"},
		{thing{rel: "another company's", org: "borealis", owner: "b-lea", lead: "b-karim"}, "b-lea"},
	} {
		own := x.thing
		add("goal", own, "goal", s.id("goal", x.key+"-q4"))
		add("key goal", own, "goal", x.key+"-q4")
		paid := own
		paid.rel += ", paid"
		add("goal", paid, "goal", s.id("goal", x.key+"-paid"))
		add("step", own, "goal", s.id("goal", x.key+"-q4"), "step", s.id("step", x.key+"-step"))
		add("person", own, "person", s.lookup("SELECT person_id FROM person WHERE key = $1", x.key))
		add("key person", own, "person", x.key)
		ref := strings.Replace("ref-"+x.key, "ref-b-", "b-ref-", 1)
		add("ref", own, "ref", ref)
		add("posting", own, "posting", s.posting(ref))
	}
	s.commonThings(add)
	s.letterThings(add)
	s.templateThings(add)
	s.hookThings(add)
	s.wallThings(add)
	s.playThings(add)
	s.rewardThings(add)
	for kind, name := range map[string]string{"goal": nobody, "key goal": "nothing", "person": nobody, "key person": "nothing", "team": nobody, "key team": "nothing",
		"ref": "nothing", "posting": "4611686018427387903", "metric": nobody, "key metric": "nothing", "import": nobody, "token": nobody} {
		add(kind, thing{rel: "nonexistent"}, strings.TrimPrefix(kind, "key "), name)
	}
	add("step", thing{rel: "nonexistent"}, "goal", nobody, "step", nobody)
	all["table"] = []thing{{params: map[string]string{"table": "results.csv"}}, {params: map[string]string{"table": "people.csv"}}, {params: map[string]string{"table": "goals.csv"}}}
	return all
}

// commonThings belong to a team or to the company.
func (s *site) commonThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		key string
	}{
		{thing{rel: "one's own team's", org: "alpina", lead: "karim", mates: "lea tom karim", team: true}, "nord"},
		{thing{rel: "another's team", org: "alpina", lead: "sarah", mates: "ines sarah", team: true}, "sud"},
		{thing{rel: "another company's team", org: "borealis", mates: "b-lea", team: true}, "b-nord"},
	} {
		add("goal", x.thing, "goal", s.id("goal", x.key+"-q4"))
		add("key goal", x.thing, "goal", x.key+"-q4")
		add("team", x.thing, "team", s.id("team", x.key))
		add("key team", x.thing, "team", x.key)
	}
	add("person", thing{rel: "an administrator", org: "alpina", owner: "ada", admin: true}, "person", s.lookup("SELECT person_id FROM person WHERE key = $1", "ada"))
	for _, company := range []string{"alpina", "borealis"} {
		o := s.world(company).Org().ID
		x := thing{rel: company + "'s", org: company}
		key := map[string]string{"alpina": "own", "borealis": "b-own"}[company]
		add("metric", x, "metric", s.id("metric", key))
		add("key metric", x, "metric", key)
		add("import", x, "import", s.lookup("SELECT import_id FROM import WHERE org_id = $1", strconv.FormatInt(int64(o), 10)))
		add("token", x, "token", s.lookup("SELECT MIN(token_id) FROM token WHERE org_id = $1", strconv.FormatInt(int64(o), 10)))
	}
}

func (s *site) posting(ref string) string {
	s.t.Helper()
	var n int64
	if err := s.raw.QueryRow("SELECT posting_id FROM ledger_entry WHERE ref = $1 LIMIT 1", ref).Scan(&n); err != nil {
		s.t.Fatalf("posting of %s: %v", ref, err)
	}
	return strconv.FormatInt(n, 10)
}
