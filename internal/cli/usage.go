package cli

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"cordee/internal/i18n"
)

// misreading is one English sentence of the parser and the key of our own; the parser has no errors to tell apart but their texts.
// Named groups become the arguments of the sentence.
type misreading struct {
	said *regexp.Regexp
	key  string
}

var misreadings = []misreading{
	{regexp.MustCompile(`^unknown flag (?P<flag>\S+), did you mean (?:one of )?(?P<near>.+)\?$`), "cli.usage.flag_near"},
	{regexp.MustCompile(`(?s)^unknown flag (?P<flag>.+)$`), "cli.usage.flag_unknown"},
	{regexp.MustCompile(`(?s)^unexpected argument (?P<value>.+), did you mean (?:one of )?(?P<near>.+)\?$`), "cli.usage.argument_near"},
	{regexp.MustCompile(`(?s)^unexpected (?:flag argument|argument|token) (?P<value>.*)$`), "cli.usage.argument"},
	{regexp.MustCompile(`^missing flags: (?P<what>.+)$`), "cli.usage.missing"},
	{regexp.MustCompile(`^missing positional arguments (?P<what>.+)$`), "cli.usage.missing"},
	{regexp.MustCompile(`^expected one of (?P<what>"[^<].*)$`), "cli.usage.one_of"},
	{regexp.MustCompile(`^expected (?:one of )?(?P<what>".+)$`), "cli.usage.missing"},
	{regexp.MustCompile(`(?s)^(?P<flag>--\S+) must be one of (?P<allowed>.+) but got "(?P<value>.*)"$`), "cli.usage.choice"},
	{regexp.MustCompile(`(?s)^(?P<flag>--\S+): expected \w+ value but got `), "cli.usage.value_missing"},
	{regexp.MustCompile(`(?s)^(?P<flag>--\S+): expected (?:an int|a valid \d+ bit u?int) but got "(?P<value>.*)"`), "cli.usage.whole"},
	{regexp.MustCompile(`(?s)^(?P<flag>--\S+): bool value must be .* but got "(?P<value>.*)"$`), "cli.usage.yes_no"},
	{regexp.MustCompile(`^flag (?P<flag>--\S+) applies to the default command .*, not "(?P<command>.*)"$`), "cli.usage.flag_elsewhere"},
}

// misused says in the reader's language why a command line was not understood. A sentence of the parser that we do not know is left
// out rather than shown in another language.
func misused(words *i18n.Printer, err error) string {
	said := err.Error()
	for _, m := range misreadings {
		found := m.said.FindStringSubmatch(said)
		if found == nil {
			continue
		}
		var args []any
		for i, name := range m.said.SubexpNames() {
			if name != "" {
				args = append(args, name, plainly(name, found[i]))
			}
		}
		return words.T("cli.misused", "detail", words.T(m.key, args...))
	}
	return words.T("cli.not_understood")
}

var (
	quoted      = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	placeholder = regexp.MustCompile(`=\S+?(,|$)`)
)

// plainly takes off the marks of a program: the quotes of a list, the placeholder of a flag, the empty choice.
func plainly(name, s string) string {
	switch name {
	case "value":
		if text, err := strconv.Unquote(`"` + s + `"`); err == nil {
			return text
		}
		return s
	case "what":
		s = placeholder.ReplaceAllString(strings.ReplaceAll(s, ",...", ""), "$1")
	case "allowed":
		s = strings.TrimPrefix(strings.ReplaceAll(s, `","`, `", "`), `"", `)
	}
	return quoted.ReplaceAllString(s, "$1")
}

// translateArgument names an argument in the reader's language: usage and refusals show it as <file>.
func translateArgument(a *kong.Value, words *i18n.Printer) {
	a.Help = sentence(words, a.Help)
	a.Name = words.T("cli.argument." + a.Name)
}
