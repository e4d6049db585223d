package cli

import (
	"fmt"
	"strings"
	"time"

	"cordee/internal/app"
)

type orgCmd struct {
	Create orgCreateCmd `cmd:"" help:"cli.help.org_create"`
	List   orgListCmd   `cmd:"" help:"cli.help.org_list"`
}

type orgCreateCmd struct {
	Key         string `arg:"" help:"cli.help.new_key"`
	Name        string `help:"cli.help.org_name" required:""`
	Currency    string `help:"cli.help.currency" default:"EUR"`
	Locale      string `help:"cli.help.locale" enum:"fr,en" default:"fr"`
	TimeZone    string `help:"cli.help.time_zone" default:"Europe/Paris"`
	FiscalStart int    `help:"cli.help.fiscal_start" default:"1"`
	WeekStart   string `help:"cli.help.week_start" default:"monday"`
	Holidays    string `help:"cli.help.holidays" enum:",fr,fr-am,none" default:""`
}

func (c *orgCreateCmd) Run(r *run) error {
	return r.anew(func(a *app.App) error {
		o, err := a.CreateOrg(r, app.NewOrg{
			Key: c.Key, Name: c.Name, Currency: c.Currency, Locale: c.Locale, TimeZone: c.TimeZone,
			FiscalStart: c.FiscalStart, WeekStart: c.WeekStart, Holidays: c.Holidays,
		})
		if err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.org_created", "key", o.Key, "name", o.Name))
		return nil
	})
}

type orgListCmd struct{}

func (orgListCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		list, err := a.Orgs(r)
		for _, o := range list {
			fmt.Fprintf(r.Stdout, "%s\t%s\t%s\n", o.Key, o.Name, o.Currency)
		}
		return err
	})
}

type passwordCmd struct {
	Reset passwordResetCmd `cmd:"" help:"cli.help.password_reset"`
}

type passwordResetCmd struct {
	Org       string `help:"cli.help.org_key" placeholder:"KEY"`
	PublicURL string `help:"cli.help.public_url" env:"CORDEE_PUBLIC_URL"`
	Person    string `arg:"" help:"cli.help.person"`
}

// Run prints a one-time link: no mail server needed.
func (c *passwordResetCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		o, err := a.OrgByKey(r, c.Org)
		if err != nil {
			return err
		}
		address := strings.TrimSuffix(c.PublicURL, "/")
		if address == "" {
			if address, err = r.servedAt(); err != nil {
				return err
			}
		}
		secret, err := a.ResetLink(r, o.Key, c.Person)
		if err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, address+"/reset/"+secret)
		fmt.Fprintln(r.Stderr, r.words.T("cli.reset_once"))
		return nil
	})
}

func micros(at int64) string { return time.UnixMicro(at).UTC().Format(time.RFC3339) }
