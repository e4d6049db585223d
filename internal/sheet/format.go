package sheet

import (
	"slices"
	"strconv"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// lookupPrefix is how a row says that its people are recognised otherwise than by key.
var lookupPrefix = map[string]string{"": "", "key": "", "name": "name:", "email": "email:", "external_id": "external:"}

// numberFormat knows the two ways of writing numbers, by name or by example.
func numberFormat(s string) (french, ok bool) {
	switch strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)) {
	case "fr", "french", "1 234,56", "1234,56", "1.234,56":
		return true, true
	case "en", "english", "1,234.56", "1234.56", "1 234.56":
		return false, true
	}
	return false, false
}

// datePattern is a way of writing dates: YYYY or AAAA, MM, DD or JJ, one letter M, D, J for one or two digits, hh, mm, ss,
// and … for a rest that does not matter.
type datePattern struct{ tokens []string }

// dateTokens in the order in which they are tried: longer ones first.
var dateTokens = []string{"YYYY", "AAAA", "MM", "DD", "JJ", "hh", "mm", "ss", "M", "D", "J", "…"}

// parseDatePattern reads a pattern that names a year, a month and a day exactly once.
func parseDatePattern(s string) (*datePattern, bool) {
	p := &datePattern{}
	var kinds [256]int
	for s = strings.ReplaceAll(strings.TrimSpace(s), "...", "…"); s != ""; {
		token := s[:1]
		for _, t := range dateTokens {
			if strings.HasPrefix(s, t) {
				token = t
				break
			}
		}
		if len(p.tokens) == 32 || token[0] >= 0x80 && token != "…" {
			return nil, false
		}
		if slices.Contains(dateTokens, token) {
			kinds[kindOf(token)]++
		}
		p.tokens = append(p.tokens, token)
		s = s[len(token):]
	}
	return p, kinds['Y'] == 1 && kinds['M'] == 1 && kinds['D'] == 1
}

// kindOf tells what a token stands for: Y, M, D, h, … or itself.
func kindOf(token string) byte {
	switch token {
	case "AAAA":
		return 'Y'
	case "JJ", "J":
		return 'D'
	case "hh", "mm", "ss":
		return 'h'
	case "…":
		return '.'
	}
	return token[0]
}

// parse reads a date written in the pattern; a rest is allowed only where the pattern says so.
func (p *datePattern) parse(s string) (period.Date, error) {
	text := s
	var y, m, d int
	for _, token := range p.tokens {
		kind := kindOf(token)
		if token == "…" {
			text = ""
			break
		}
		if !slices.Contains(dateTokens, token) {
			rest, ok := strings.CutPrefix(text, token)
			if !ok {
				return 0, badDate(s)
			}
			text = rest
			continue
		}
		n, rest, ok := takeNumber(text, token)
		if !ok {
			return 0, badDate(s)
		}
		text = rest
		switch kind {
		case 'Y':
			y = n
		case 'M':
			m = n
		case 'D':
			d = n
		}
	}
	if text != "" || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, badDate(s)
	}
	day, err := period.ParseDate(pad(y, 4) + "-" + pad(m, 2) + "-" + pad(d, 2))
	if err != nil {
		return 0, badDate(s)
	}
	return day, nil
}

// takeNumber reads as many digits as the token has letters; a single letter takes one or two.
func takeNumber(s, token string) (n int, rest string, ok bool) {
	want := len(token)
	if want == 1 && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		want = 2
	}
	if len(s) < want || !digitsOnly(s[:want]) {
		return 0, "", false
	}
	n, err := strconv.Atoi(s[:want])
	return n, s[want:], err == nil
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(width-len(s), 0)) + s
}

func badDate(s string) error { return fault.New(fault.Invalid, "date.invalid", "value", shown(s)) }
