package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/letter"
)

type letterCmd struct {
	Verify letterVerifyCmd `cmd:"" help:"cli.help.letter_verify"`
}

type letterVerifyCmd struct {
	File string `arg:"" help:"cli.help.letter_file"`
}

// maxLetter is more than any letter takes, in bytes.
const maxLetter = 32 << 20

// Run needs no database: what it judges is in the file.
func (c *letterVerifyCmd) Run(r *run) error {
	file, err := readLetter(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "cli.file_unreadable", "file", c.File).Because(err)
	}
	v := letter.Verify(file, nil)
	switch v.State {
	case letter.Intact:
		fmt.Fprintln(r.Stdout, r.words.T(worded(v, "cli.letter_intact")))
		fmt.Fprintln(r.Stdout, described(r.words, v))
		fmt.Fprintln(r.Stdout, r.words.T("cli.letter_hash", "hash", v.Hash))
		fmt.Fprintln(r.Stdout, r.words.T("cli.letter_compare"))
		return nil
	case letter.Changed, letter.Unlisted:
		fmt.Fprintln(r.Stderr, r.words.T(worded(v, "cli.letter_changed")))
		if v.Sound {
			fmt.Fprintln(r.Stderr, r.words.T("cli.letter_data_sound", "hash", v.Hash))
		} else {
			fmt.Fprintln(r.Stderr, r.words.T("cli.letter_data_changed"))
		}
		fmt.Fprintln(r.Stderr, r.words.T("cli.letter_ask_again"))
		return errReported
	case letter.Foreign:
	}
	return usageError{key: "cli.letter_foreign", args: []any{"file", c.File}}
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
