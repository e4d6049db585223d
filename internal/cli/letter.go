package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/org"
)

type letterCmd struct {
	Verify letterVerifyCmd `cmd:"" help:"cli.help.letter_verify"`
}

type letterVerifyCmd struct {
	File   string `arg:"" help:"cli.help.letter_file"`
	Org    string `help:"cli.help.letter_org" placeholder:"KEY"`
	Format string `help:"cli.help.format" enum:"text,json" default:"text"`
}

// maxLetter is more than any letter takes, in bytes.
const maxLetter = 32 << 20

// What the register says of a file.
const (
	recordedLetter  = "recorded"
	supersededFile  = "superseded"
	unknownLetter   = "unknown"
	registerUnasked = "not_asked"
)

// letterReport is the answer as JSON.
type letterReport struct {
	State    letter.State `json:"state"`    // intact, changed, unlisted, foreign
	Register string       `json:"register"` // recorded, superseded, unknown, not_asked
	Realism  bool         `json:"realism"`
	Sound    bool         `json:"sound"` // the attached data is what the hash was made of
	Hash     string       `json:"hash"`
	Number   string       `json:"number"`
	Version  int          `json:"version"`
	Newest   int          `json:"newest_version,omitempty"`
}

// Run judges the file by itself. Where there is a database to ask, what the organisation has recorded has the last word: an
// organisation that is named must have one, and otherwise the one of the data directory is asked when it is there.
func (c *letterVerifyCmd) Run(r *run) error {
	file, err := readLetter(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "cli.file_unreadable", "file", c.File).Because(err)
	}
	alone := letter.Verify(file, nil)
	check, asked := app.LetterCheck{Verdict: alone}, false
	if c.registered(r) && check.State != letter.Foreign {
		err := r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
			check, err = a.VerifyLetter(r, actor, file)
			return err
		})
		if err != nil {
			return err
		}
		asked = true
	}
	if c.Format == "json" {
		return c.json(r, check, asked)
	}
	if check.State == letter.Changed && alone.State == letter.Intact { // sealed anew around other terms: only the register can tell
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_forged"))
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_ask_again"))
		return errReported
	}
	return c.text(r, check, asked)
}

// registered tells whether there is a database to compare with.
func (c *letterVerifyCmd) registered(r *run) bool {
	if c.Org != "" || r.flags.DatabaseURL != "" {
		return true
	}
	name, err := r.database()
	if err != nil {
		return false
	}
	_, err = os.Stat(name)
	return err == nil
}

func (c *letterVerifyCmd) json(r *run, check app.LetterCheck, asked bool) error {
	report := letterReport{
		State: check.State, Register: registerUnasked, Realism: check.Realism, Sound: check.Sound, Hash: check.Hash,
		Number: check.Letter.Terms.Number, Version: check.Letter.Terms.Version, Newest: check.Newest,
	}
	if check.Realism {
		report.Number, report.Version = check.Dossier.Number, check.Dossier.Version
	}
	switch {
	case !asked:
	case check.Superseded():
		report.Register = supersededFile
	case check.State == letter.Intact:
		report.Register = recordedLetter
	default:
		report.Register = unknownLetter
	}
	if err := writeJSON(r.Stdout, report); err != nil || check.State == letter.Intact {
		return err
	}
	return errReported
}

func (c *letterVerifyCmd) text(r *run, v app.LetterCheck, asked bool) error {
	switch v.State {
	case letter.Intact:
		fmt.Fprintln(r.Stdout, r.words.T(worded(v.Verdict, "cli.letter_intact")))
		fmt.Fprintln(r.Stdout, described(r.words, v.Verdict))
		fmt.Fprintln(r.Stdout, r.words.T("cli.letter_hash", "hash", v.Hash))
		switch {
		case v.Superseded():
			fmt.Fprintln(r.Stdout, r.words.T("cli.letter_superseded", "version", v.Newest))
		case asked:
			fmt.Fprintln(r.Stdout, r.words.T("cli.letter_recorded"))
		default:
			fmt.Fprintln(r.Stdout, r.words.T("cli.letter_compare"))
		}
		return nil
	case letter.Unlisted:
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_unlisted"))
		fmt.Fprintln(r.Stderr, described(r.words, v.Verdict))
		return errReported
	case letter.Changed:
		changed(r, v.Verdict)
		return errReported
	case letter.Foreign:
	}
	return usageError{key: "cli.letter_foreign", args: []any{"file", c.File}}
}

func changed(r *run, v letter.Verdict) {
	fmt.Fprintln(r.Stderr, r.words.T(worded(v, "cli.letter_changed")))
	if v.Sound {
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_data_sound", "hash", v.Hash))
	} else {
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_data_changed"))
	}
	fmt.Fprintln(r.Stderr, r.words.T("cli.letter_ask_again"))
}

// worded is the key of a sentence about a letter, or about a file of realism.
func worded(v letter.Verdict, key string) string {
	if v.Realism {
		return key + "_realism"
	}
	return key
}

// described says whose document it is, for when, and which version.
func described(words *i18n.Printer, v letter.Verdict) string {
	t := v.Letter.Terms
	employer, person, span, number, version := t.Employer.Name, t.Person.Name, t.Period, t.Number, t.Version
	if v.Realism {
		d := v.Dossier
		employer, person, span, number, version = d.Employer, d.Person, d.Period, d.Number, d.Version
	}
	return visible(strings.Join([]string{person, employer, words.Span(span), words.T("letter.number_version", "number", number, "version", version)}, " · "))
}

// visible leaves out what could move the cursor of a terminal: the file comes from who knows where.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

func readLetter(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, maxLetter+1))
	if err == nil && len(file) > maxLetter {
		err = errors.New("larger than any letter")
	}
	return file, err
}
