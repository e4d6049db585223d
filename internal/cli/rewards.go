package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"text/tabwriter"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

type rewardsCmd struct {
	Statements statementsCmd `cmd:"" help:"cli.help.statements"`
	Awards     awardsCmd     `cmd:"" help:"cli.help.awards"`
}

type statementsCmd struct {
	Org    string `help:"cli.help.org_key" placeholder:"KEY"`
	Rule   string `help:"cli.help.rule" placeholder:"KEY"`
	Owner  string `help:"cli.help.beneficiary" placeholder:"OWNER"`
	Format string `help:"cli.help.format" enum:"table,json,csv" default:"table"`
}

func (c *statementsCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, o org.Org, actor org.Actor) error {
		person, err := beneficiary(r, a, o, c.Owner)
		if err != nil {
			return err
		}
		list, err := a.ShareStandings(r, actor, c.Rule, person)
		if err != nil {
			return err
		}
		switch c.Format {
		case "json":
			return writeJSON(r.Stdout, list)
		case "csv":
			return r.statementsCSV(list)
		default:
			return r.statementsTable(list)
		}
	})
}

// beneficiary is the person that --owner names, 0 for everybody.
func beneficiary(r *run, a *app.App, o org.Org, ref string) (org.ID, error) {
	if ref == "" {
		return 0, nil
	}
	w, err := a.World(r, o.ID)
	if err != nil {
		return 0, err
	}
	owner, ok := w.OwnerByRef(ref)
	if !ok || owner.Kind != org.OwnerPerson {
		return 0, fault.Bad("owner", "person.unknown", "key", ref)
	}
	return owner.ID, nil
}

func (r *run) statementsCSV(list []app.ShareStanding) error {
	records := [][]string{{"rule", "version", "person", "on", "kind", "unit", "entitled", "paid", "due", "closed"}}
	for _, s := range list {
		records = append(records, []string{
			s.Rule, strconv.Itoa(s.Version), s.Person, s.On.String(), string(s.Kind), s.Unit, s.Entitled.String(), s.Paid.String(), s.Due.String(), yes(s.Closed),
		})
	}
	return csv.NewWriter(r.Stdout).WriteAll(records)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (r *run) statementsTable(list []app.ShareStanding) error {
	w := tabwriter.NewWriter(r.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, r.words.T("cli.statements_head"))
	for _, s := range list {
		say := func(a measure.Amount) string { return r.amount(measure.Some(a), s.Unit) }
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Rule, s.Person, r.words.Date(s.On), say(s.Entitled), say(s.Paid), say(s.Due))
	}
	return w.Flush()
}

type awardsCmd struct {
	Org    string `help:"cli.help.org_key" placeholder:"KEY"`
	Rule   string `help:"cli.help.rule" placeholder:"KEY"`
	Owner  string `help:"cli.help.beneficiary" placeholder:"OWNER"`
	State  string `help:"cli.help.award_state" enum:",nothing,waiting,approved,exported" default:""`
	Format string `help:"cli.help.format" enum:"table,json,csv" default:"table"`
}

func (c *awardsCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, o org.Org, actor org.Actor) error {
		person, err := beneficiary(r, a, o, c.Owner)
		if err != nil {
			return err
		}
		list, err := a.AwardStandings(r, actor, c.Rule, app.AwardFilter{Person: person, State: app.AwardState(c.State)})
		if err != nil {
			return err
		}
		switch c.Format {
		case "json":
			return writeJSON(r.Stdout, list)
		case "csv":
			return r.awardsCSV(list)
		default:
			return r.awardsTable(list)
		}
	})
}

func (r *run) awardsCSV(list []app.AwardStanding) error {
	records := [][]string{{"id", "rule", "version", "person", "from", "to", "number", "cause", "kind", "unit", "amount", "state"}}
	for _, x := range list {
		records = append(records, []string{
			x.ID, x.Rule, strconv.Itoa(x.Version), x.Person, x.From.String(), x.To.String(), strconv.Itoa(x.Number), string(x.Cause), string(x.Kind),
			x.Unit, x.Amount.String(), string(x.State),
		})
	}
	return csv.NewWriter(r.Stdout).WriteAll(records)
}

func (r *run) awardsTable(list []app.AwardStanding) error {
	w := tabwriter.NewWriter(r.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, r.words.T("cli.awards_head"))
	for _, x := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", x.Rule, x.Person, r.words.Date(x.To), x.Number, r.amount(measure.Some(x.Amount), x.Unit), x.State)
	}
	return w.Flush()
}
