package proof

import (
	"database/sql"
	"encoding/json"
	"maps"
	"testing"
	"time"

	"cordee/internal/period"
)

// ledgerOf rebuilds a company from the bare tables: its tree, its memberships and its ledger entries, read by SQL alone.
type ledgerOf struct {
	t       *testing.T
	db      *sql.DB
	org     int64
	model   *model
	owners  map[int64]string // id -> "p:KEY" or "t:KEY"
	metrics map[int64]string
}

func readTables(t *testing.T, db *sql.DB, org int64, metrics map[string]metric) *ledgerOf {
	t.Helper()
	l := &ledgerOf{t: t, db: db, org: org, model: newModel(""), owners: map[int64]string{}, metrics: map[int64]string{}}
	l.model.metrics = metrics
	l.readPlaces()
	return l
}

func (l *ledgerOf) query(q string, each func(*sql.Rows) error) {
	l.t.Helper()
	rows, err := l.db.QueryContext(l.t.Context(), q, l.org)
	ok(l.t, err)
	defer rows.Close()
	for rows.Next() {
		ok(l.t, each(rows))
	}
	ok(l.t, rows.Err())
}

func (l *ledgerOf) readPlaces() {
	above := map[string]int64{}
	l.query(`SELECT team_id, key, kind, COALESCE(parent_id, 0) FROM team WHERE org_id = $1`, func(r *sql.Rows) error {
		var id, parent int64
		var key, kind string
		err := r.Scan(&id, &key, &kind, &parent)
		l.owners[id], above[key] = "t:"+key, parent
		if kind == "group" {
			l.model.groups[key] = true
		} else if parent == 0 {
			l.model.root = key
		}
		return err
	})
	for key, parent := range above {
		if parent != 0 {
			l.model.parent[key] = l.owners[parent][2:]
		}
	}
	l.query(`SELECT person_id, key FROM person WHERE org_id = $1`, func(r *sql.Rows) error {
		var id int64
		var key string
		err := r.Scan(&id, &key)
		l.owners[id] = "p:" + key
		l.model.team[key], l.model.member[key] = &[days]string{}, map[string]*[days]bool{}
		return err
	})
	l.query(`SELECT person_id, team_id, from_on, COALESCE(to_on, '9999-12-31') FROM membership WHERE org_id = $1`, l.readPlace)
	l.query(`SELECT metric_id, key FROM metric WHERE org_id = $1`, func(r *sql.Rows) error {
		var id int64
		var key string
		err := r.Scan(&id, &key)
		l.metrics[id] = key
		return err
	})
}

func (l *ledgerOf) readPlace(r *sql.Rows) error {
	var p, team int64
	var from, to string
	if err := r.Scan(&p, &team, &from, &to); err != nil {
		return err
	}
	person, place := l.owners[p][2:], l.owners[team][2:]
	for d := range days {
		on := date(d).String()
		if on < from || on >= to {
			continue
		}
		if !l.model.groups[place] {
			if was := l.model.team[person][d]; was != "" {
				l.t.Errorf("%s is in %s and %s on %s", person, was, place, on)
			}
			l.model.team[person][d] = place
			continue
		}
		if l.model.member[person][place] == nil {
			l.model.member[person][place] = &[days]bool{}
		}
		l.model.member[person][place][d] = true
	}
	return nil
}

// entry is a posting as its lines say it.
type entry struct {
	content
	ref      ref
	sign     int64
	reverses int64
	on       int
}

func (l *ledgerOf) entries() map[int64]*entry {
	all := map[int64]*entry{}
	l.query(`SELECT posting_id, sign, COALESCE(reverses, 0), source, ref, occurred_on, roster_on, kind, role, owner_id, share_bp,
		COALESCE(amount, 0), COALESCE(attrs, '') FROM ledger_entry WHERE org_id = $1 ORDER BY posting_id, line`, func(r *sql.Rows) error {
		var id, owner, bp int64
		var occurred, roster, role, attrs string
		e := &entry{}
		if err := r.Scan(&id, &e.sign, &e.reverses, &e.ref.source, &e.ref.name, &occurred, &roster, &e.kind, &role, &owner, &bp, &e.amount, &attrs); err != nil {
			return err
		}
		if all[id] == nil {
			e.on, e.day = l.day(occurred), l.day(roster)
			if attrs != "" {
				ok(l.t, json.Unmarshal([]byte(attrs), &e.attrs))
			}
			all[id] = e
		}
		if role == "credit" {
			name := l.owners[owner]
			if name[:2] == "t:" {
				name = "team:" + name[2:]
			} else {
				name = name[2:]
			}
			all[id].credits = append(all[id].credits, credit{name, bp})
		}
		return nil
	})
	return all
}

func (l *ledgerOf) day(text string) int {
	d, err := period.ParseDate(text)
	ok(l.t, err)
	return int(d - period.On(2026, time.January, 1))
}

// totals adds up every entry, and reads the latest values from the results that nothing takes back.
func (l *ledgerOf) totals() map[cell]tot {
	all := map[cell]tot{}
	entries := l.entries()
	net := map[int64]int64{} // of a posting, its reversals and the reversals of those
	for id, e := range entries {
		l.model.brings(all, e.content, e.on, e.sign)
		first := id
		for entries[first].reverses != 0 {
			first = entries[first].reverses
		}
		net[first] += e.sign
	}
	for id, n := range net {
		if n > 0 {
			l.model.results[entries[id].ref] = &fate{content: &entries[id].content, cancelOn: -1}
		}
	}
	l.model.latest(all)
	maps.DeleteFunc(all, func(_ cell, x tot) bool { return x == tot{} })
	return all
}

// stored is the totals that the program keeps.
func (l *ledgerOf) stored() map[cell]tot {
	all := map[cell]tot{}
	l.query(`SELECT metric_id, owner_id, on_day, value, n FROM tally WHERE org_id = $1`, func(r *sql.Rows) error {
		var metric, owner int64
		var on string
		var x tot
		err := r.Scan(&metric, &owner, &on, &x.value, &x.n)
		if (x != tot{}) {
			all[cell{l.metrics[metric], l.owners[owner], l.day(on)}] = x
		}
		return err
	})
	return all
}
