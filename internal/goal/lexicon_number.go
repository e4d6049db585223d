package goal

import (
	"regexp"
	"strings"

	"cordee/internal/measure"
)

// family is what a number counts, as far as a word next to it says.
type family string

const (
	ofMoney    family = "money"
	ofShares   family = "percent"
	ofPoints   family = "points"
	ofCalls    family = "call"
	ofMeetings family = "meeting"
	ofDeals    family = "deal"
	ofClients  family = "customer"
	ofThings   family = "thing"
	ofTime     family = "time"
	ofUnnamed  family = "" // "120k"
)

// quantity is a number with its unit, found in a text.
type quantity struct {
	text     string // as written
	at, end  int    // in the folded text
	reads    []measure.Amount
	low      measure.Maybe // "12 à 15 contrats": the lower end
	family   family
	also     family // "client meetings", "visites clients": the two languages put the thing counted on either side
	unit     string // a currency, or a unit of time
	from     bool   // where the way begins: "de 50 % à 63 %"
	change   bool   // by how much: "augmenter de 10 %", "+10 %"
	limit    bool   // what must not be passed: "moins de 10 %"
	rateDays int    // per so many days; 0: of the whole period
	paired   bool   // the first of a pair: "entre 10 contrats et 15 contrats"
	joins    bool   // "et", "and" joins it to the quantity before
}

// isThing tells whether the number counts things that happen, rather than money, shares or time.
func (q quantity) isThing() bool {
	switch q.family {
	case ofCalls, ofMeetings, ofDeals, ofClients, ofThings:
		return true
	case ofMoney, ofShares, ofPoints, ofTime, ofUnnamed:
	}
	return false
}

// fitsKind tells whether the number can stand in an example of a kind.
func (q quantity) fitsKind(kind string) bool {
	switch kind {
	case "revenue":
		return q.family == ofMoney
	case "calls":
		return q.family == ofCalls
	case "meetings":
		return q.family == ofMeetings
	case "deals":
		return q.family == ofDeals || q.family == ofClients
	}
	return false
}

// numberWords are the numbers people write out; only a unit behind them makes them quantities.
var numberWords = map[string]int64{
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15,
	"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
	"two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}

const spelled = `(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante` +
	`|two|three|four|five|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)`

var (
	digitsOrWord = regexp.MustCompile(`\d+|\b` + spelled + `(?:-(?:et-)?` + spelled + `)*\b`)
	multiplied   = regexp.MustCompile(`\b(?:doubler|tripler|double|triple)\b`)
	bareYear     = regexp.MustCompile(`^20\d\d$`)
)

// numeral is a token: its value before any unit is known.
type numeral struct {
	at, end int
	reads   []measure.Amount
	typed   bool // in digits
}

// numbers reads every quantity of the text; dates have been taken out before.
func (f *folded) numbers(t *said) {
	t.number = multiplied.MatchString(f.text)
	var before *numeral // the number before, when it had no unit
	for next := 0; next < len(f.text); {
		n, ok := f.nextNumber(next)
		if !ok {
			return
		}
		next = n.end
		q, ok := f.quantity(n, t.last())
		if !ok {
			t.number = t.number || n.typed && !bareYear.MatchString(f.text[n.at:n.end])
			before = &n
			continue
		}
		next = max(next, q.end)
		t.number = true
		f.role(&q, before, t.last())
		f.joins(&q, t.last())
		if last := len(t.amounts) - 1; last >= 0 {
			f.after(&q, &t.amounts[last])
		}
		if q.family == ofTime {
			t.times = append(t.times, q)
		} else {
			t.amounts = append(t.amounts, q)
		}
		before = nil
	}
}

// last is where the quantity before ends; a sign there belongs to it.
func (t *said) last() int {
	end := 0
	for _, list := range [][]quantity{t.amounts, t.times} {
		if len(list) > 0 {
			end = max(end, list[len(list)-1].end)
		}
	}
	return end
}

// nextNumber is the next number from a place on that is not part of a name such as T1 or B2B.
func (f *folded) nextNumber(from int) (numeral, bool) {
	for from < len(f.text) {
		at := digitsOrWord.FindStringIndex(f.text[from:])
		if at == nil {
			return numeral{}, false
		}
		start, end := from+at[0], from+at[1]
		if value := spelledOut(f.text[start:end]); value > 0 {
			return numeral{start, end, []measure.Amount{measure.Whole(value)}, false}, true
		}
		if f.insideName(start) {
			from = end
			continue
		}
		end, reads := scanNumber(f.text, start)
		if len(reads) > 0 {
			return numeral{start, end, reads, true}, true
		}
		from = end
	}
	return numeral{}, false
}

// spelledOut adds up "dix-huit" and "twenty-two"; 0 for digits.
func spelledOut(words string) (value int64) {
	rest, eighty := strings.CutPrefix(words, "quatre-vingt-")
	if eighty {
		value = 80
	}
	for word := range strings.SplitSeq(rest, "-") {
		value += numberWords[word]
	}
	if words == "quatre-vingt" {
		return 80
	}
	return value
}

var codeBefore = regexp.MustCompile(`(?:^|[^a-z])(?:eur|usd|gbp|chf|cad|aud|jpy)$`)

// insideName tells whether the digits hang on letters before them.
func (f *folded) insideName(at int) bool {
	if at == 0 {
		return false
	}
	c := f.text[at-1]
	letter := c >= 'a' && c <= 'z' || c == '_'
	return letter && !codeBefore.MatchString(tail(f.text[:at]))
}

// scanNumber reads the number that begins at a digit: "12 500", "1.234,5", "250,000". A single mark with three digits behind it
// has two readings, since either language may have written it.
func scanNumber(s string, at int) (end int, reads []measure.Amount) {
	end = runOfDigits(s, at)
	plain, mark, groups := s[at:end], byte(0), 0
	first := plain
	for len(first) <= 3 && end < len(s) && strings.IndexByte(" .,'", s[end]) >= 0 && (mark == 0 || mark == s[end]) {
		if runOfDigits(s, end+1) != end+4 {
			break
		}
		mark = s[end]
		plain += s[end+1 : end+4]
		end += 4
		groups++
	}
	frac := ""
	if end+1 < len(s) && (s[end] == '.' || s[end] == ',') && s[end] != mark {
		if stop := runOfDigits(s, end+1); stop > end+1 {
			frac, end = s[end+1:stop], stop
		}
	}
	texts := []string{plain}
	switch {
	case frac != "":
		texts = []string{plain + "." + frac}
	case groups == 1 && (mark == '.' || mark == ','):
		texts = append(texts, first+"."+plain[len(first):])
	}
	for _, text := range texts {
		if a, _, err := measure.Parse(text); err == nil {
			reads = append(reads, a)
		}
	}
	return end, reads
}

// runOfDigits is where the digits from a place on end.
func runOfDigits(s string, at int) int {
	for at < len(s) && s[at] >= '0' && s[at] <= '9' {
		at++
	}
	return at
}
