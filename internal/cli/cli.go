// Package cli is the command line: everything of the commands table, exactly as promised. A command decodes its flags, calls app
// once, and prints; 0 is done, 1 is refused or failed with the reason on stderr, 2 is wrong usage.
package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Exit statuses.
const (
	Done    = 0
	Refused = 1
	Misused = 2
)

// Serving is what `serve`, `demo` and the bare program ask of the server, which lives in cmd.
type Serving struct {
	Database  string
	DataDir   string
	Addr      string
	PublicURL string
	TLS       bool   // get certificates automatically for PublicURL's name
	TLSDir    string // where they are kept
	TLSRoots  string // directory of the certificate authority; empty: Let's Encrypt
	Open      bool   // open the browser
	Dev       bool   // also serve the gallery of components
	Seed      uint64
	Mail      Mailing
	Again     []string // flags that say the same once more: which data, which mail server
	Secrets   []string // environment variables with a secret that no flag repeats
}

// Mailing is the server that takes mails; without a host there is none.
type Mailing struct {
	Host, User, Password string
	Port                 int    // 0: by TLS
	TLS                  string // starttls, tls, none
	From                 string
}

// Program is what a command works with.
type Program struct {
	Stdout   io.Writer
	Stderr   io.Writer
	Terminal bool // stderr is a terminal: progress bars make sense
	Now      func() time.Time
	Lang     i18n.Lang
	Serve    func(context.Context, Serving) error
	Demo     func(context.Context, Serving) error
	Bench    func(context.Context, io.Writer, BenchOptions) error
}

// BenchOptions narrow `cordee bench`.
type BenchOptions struct {
	People  []int
	Seconds int
	Refold  int // how many results to fold again, 0 for none
	JSON    bool
}

// commands is the command line as kong reads it; help texts are keys of the catalogue.
type commands struct {
	Data        string `help:"cli.help.data" placeholder:"DIR"`
	DatabaseURL string `help:"cli.help.database_url" placeholder:"URL" env:"CORDEE_DATABASE_URL"`

	Start    startCmd    `cmd:"" default:"withargs" hidden:"" help:"cli.help.start"`
	Demo     demoCmd     `cmd:"" help:"cli.help.demo"`
	Serve    serveCmd    `cmd:"" help:"cli.help.serve"`
	Org      orgCmd      `cmd:"" help:"cli.help.org"`
	Import   importCmd   `cmd:"" help:"cli.help.import"`
	Imports  importsCmd  `cmd:"" help:"cli.help.imports"`
	Export   exportCmd   `cmd:"" help:"cli.help.export"`
	Token    tokenCmd    `cmd:"" help:"cli.help.token"`
	Password passwordCmd `cmd:"" help:"cli.help.password"`
	Goals    goalsCmd    `cmd:"" help:"cli.help.goals"`
	Board    boardCmd    `cmd:"" help:"cli.help.board"`
	Forecast forecastCmd `cmd:"" help:"cli.help.forecast"`
	Ledger   ledgerCmd   `cmd:"" help:"cli.help.ledger"`
	Rewards  rewardsCmd  `cmd:"" help:"cli.help.rewards"`
	Letter   letterCmd   `cmd:"" help:"cli.help.letter"`
	Backup   backupCmd   `cmd:"" help:"cli.help.backup"`
	Restore  restoreCmd  `cmd:"" help:"cli.help.restore"`
	Bench    benchCmd    `cmd:"" help:"cli.help.bench"`
	Version  versionCmd  `cmd:"" help:"cli.help.version"`
}

// Run runs one command line and returns the exit status.
func Run(ctx context.Context, p *Program, args []string) int {
	words := i18n.For(p.Lang)
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("cordee"), kong.Description(words.T("cli.description")), kong.UsageOnError(),
		kong.Writers(p.Stdout, p.Stderr), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(helpIn(words)),
		kong.PostBuild(func(k *kong.Kong) error { return translate(k.Model.Node, words) }),
	)
	if err != nil {
		fmt.Fprintln(p.Stderr, err)
		return Misused
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(p.Stderr, "cordee: %s\n%s\n", misused(words, err), words.T("cli.see_help"))
		return Misused
	}
	if err := parsed.Run(&run{Program: p, Context: ctx, words: words, flags: &c}); err != nil {
		if ctx.Err() != nil && fault.KindOf(err) == fault.Unavailable { // told to stop: the database was not too busy, it was let go
			fmt.Fprintf(p.Stderr, "cordee: %s\n", words.T("cli.interrupted"))
			return Refused
		}
		return p.refuse(words, err)
	}
	return Done
}

// translate replaces help keys by sentences.
func translate(n *kong.Node, words *i18n.Printer) error {
	n.Help = sentence(words, n.Help)
	for _, f := range n.Flags {
		if f.Name == "help" {
			f.Help = "cli.help.help"
		}
		f.Help = sentence(words, f.Help)
	}
	for _, a := range n.Positional {
		translateArgument(a, words)
	}
	for _, child := range n.Children {
		if err := translate(child, words); err != nil {
			return err
		}
	}
	return nil
}

// helpIn prints help with its fixed headings in the reader's language.
func helpIn(words *i18n.Printer) kong.HelpPrinter {
	return func(o kong.HelpOptions, k *kong.Context) error {
		var page bytes.Buffer
		out := k.Stdout
		k.Stdout = &page
		defer func() { k.Stdout = out }()
		if err := kong.DefaultHelpPrinter(o, k); err != nil {
			return err
		}
		_, err := strings.NewReplacer(
			"Run \"cordee <command> --help\" for more information on a command.", words.T("cli.more_help"),
			"Usage: cordee", words.T("cli.usage")+" cordee", "<command>", "<"+words.T("cli.argument.command")+">", "[flags]", "["+words.T("cli.argument.flags")+"]", "\nFlags:\n", "\n"+words.T("cli.flags")+"\n",
			"\nCommands:\n", "\n"+words.T("cli.commands")+"\n", "\nArguments:\n", "\n"+words.T("cli.arguments")+"\n",
		).WriteString(out, page.String())
		return err
	}
}

func sentence(words *i18n.Printer, key string) string {
	if strings.HasPrefix(key, "cli.") {
		return words.T(key)
	}
	return key
}

// errReported ends a command whose problems were already printed.
var errReported = errors.New("cli: already reported")

func (p *Program) refuse(words *i18n.Printer, err error) int {
	if errors.Is(err, errReported) {
		return Refused
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(p.Stderr, "cordee: %s\n", words.T(usage.key, usage.args...))
		return Misused
	}
	code := Refused
	var wrong misuse
	if errors.As(err, &wrong) {
		code = Misused
	}
	for _, e := range fault.All(err) {
		if e.Kind == fault.Internal && e.Err != nil {
			fmt.Fprintf(p.Stderr, "cordee: %s\n", e.Err)
			continue
		}
		fmt.Fprintf(p.Stderr, "cordee: %s\n", words.Fault(e))
	}
	return code
}

// misuse is a flag whose value cannot be read: wrong usage, told in the words of the fault.
type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

// usageError is a wrong combination of flags, found after parsing.
type usageError struct {
	key  string
	args []any
}

func (e usageError) Error() string { return e.key }

// run is one command at work.
type run struct {
	*Program
	context.Context
	words *i18n.Printer
	flags *commands
}

// database is the address of the store: the flag, or the file in the data directory.
func (r *run) database() (string, error) {
	if r.flags.DatabaseURL != "" {
		return r.flags.DatabaseURL, nil
	}
	dir, err := r.dataDir()
	return filepath.Join(dir, "cordee.db"), err
}

func (r *run) dataDir() (string, error) {
	if r.flags.Data != "" {
		return r.flags.Data, nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "cordee"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("data directory: %w", err)
	}
	return filepath.Join(home, ".local", "share", "cordee"), nil
}

// with is anew for a command that only makes sense on a database there is: a mistyped --data leaves no empty one behind.
func (r *run) with(fn func(*app.App) error) error {
	if r.flags.DatabaseURL == "" {
		file, err := r.database()
		if err != nil {
			return err
		}
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.NotFound, "cli.no_database", "dir", filepath.Dir(file))
		}
	}
	return r.anew(fn)
}

// anew opens the database, made when there is none yet, and the heart of the program around fn.
func (r *run) anew(fn func(*app.App) error) error {
	url, err := r.database()
	if err != nil {
		return err
	}
	db, err := store.Open(r, url)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(r); err != nil {
		return err
	}
	a := app.New(db, app.Options{Now: r.Now})
	defer a.Close()
	return fn(a)
}

// inOrg is with, for a command on one organisation; the actor is the program itself.
func (r *run) inOrg(key string, fn func(*app.App, org.Org, org.Actor) error) error {
	return r.with(func(a *app.App) error {
		o, err := a.OrgByKey(r, key)
		if err != nil {
			return err
		}
		return fn(a, o, org.System(o.ID))
	})
}
