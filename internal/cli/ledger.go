package cli

import (
	"fmt"
	"slices"

	"cordee/internal/app"
	"cordee/internal/org"
)

type ledgerCmd struct {
	Verify verifyCmd `cmd:"" help:"cli.help.verify"`
}

type verifyCmd struct {
	Org string `help:"cli.help.org_key" placeholder:"KEY"`
}

func (c *verifyCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, o org.Org, _ org.Actor) error {
		v, err := a.Verify(r, o.ID)
		if err != nil {
			return err
		}
		w, err := a.World(r, o.ID)
		if err != nil {
			return err
		}
		for _, d := range v.Wrong[:min(len(v.Wrong), 20)] {
			m, _ := w.Metric(d.Key.Metric)
			fmt.Fprintln(r.Stderr, r.words.T("cli.verify_wrong", "metric", m.Key, "owner", w.OwnerKey(d.Key.Owner), "on", d.Key.On.String(),
				"stored", d.Stored.Value.String(), "folded", d.Folded.Value.String()))
		}
		if len(v.Wrong) > 0 {
			fmt.Fprintln(r.Stderr, r.words.T("cli.verify_failed", "n", len(v.Wrong)))
			return errReported
		}
		if err := r.verifyJournal(a, o); err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.verified", "postings", v.Postings, "tallies", v.Tallies))
		return nil
	})
}

// verifyJournal checks that no line of the organisation's history was changed, taken out or put in.
func (r *run) verifyJournal(a *app.App, o org.Org) error {
	c, err := a.VerifyJournal(r, o.ID, app.Checkpoint{})
	if err != nil || c.Sound() {
		return err
	}
	fmt.Fprintln(r.Stderr, r.words.T("cli.journal_broken", "seq", c.Broken.Seq, "line", c.Broken.Line))
	return errReported
}

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"cli.help.token_create"`
}

type tokenCreateCmd struct {
	Org   string   `help:"cli.help.org_key" placeholder:"KEY"`
	Name  string   `help:"cli.help.token_name" required:""`
	Scope []string `help:"cli.help.token_scope" required:""`
	More  []string `arg:"" optional:"" hidden:"" name:"scope"`
}

func (c *tokenCreateCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		secret, err := a.CreateToken(r, actor, c.Name, slices.Concat(c.Scope, c.More))
		if err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, secret)
		fmt.Fprintln(r.Stderr, r.words.T("cli.token_once"))
		return nil
	})
}
