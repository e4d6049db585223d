package goal

import (
	"regexp"
	"strings"
	"unicode"
)

// said is what patterns find in a title, in French and in English alike.
type said struct {
	words   int
	effort  string // "faire de son mieux", as written
	vague   string // "améliorer", as written
	trait   string // "esprit d’équipe": a trait of character, which nobody may be judged by
	topic   string // what it seems to be about, a kind of example
	number  bool   // a number that is not part of a date
	amounts []quantity
	times   []quantity // "10 jours": an amount only of a metric in that unit
	dates   []mention
}

// readTitle finds what a title says. Of a text longer than a title may be, it reads the beginning.
func readTitle(title string) said {
	f := foldText(title)
	t := said{words: len(strings.Fields(f.text))}
	t.effort, t.vague = f.find(effortWords), f.find(vagueWords)
	t.trait, t.topic = f.find(traitWords), topicOf(f.text)
	t.dates = f.takeDates()
	f.numbers(&t)
	for _, q := range t.amounts {
		if q.isThing() { // three workshops on team spirit are counted, nobody is judged
			t.trait = ""
		}
	}
	return t
}

// folded is a text in small letters without accents, typographic signs made plain, and where each of its bytes stood.
type folded struct {
	text    string
	at      []int // one more than bytes of text
	whole   string
	changes bool // a verb such as "augmenter" says that numbers may be differences
}

func foldText(s string) *folded {
	if r := []rune(s); len(r) > maxTitle {
		s = string(r[:maxTitle])
	}
	var b strings.Builder
	f := &folded{whole: s, at: make([]int, 0, len(s)+1)}
	for i, r := range s {
		for _, plain := range plainRune(unicode.ToLower(r)) {
			before := b.Len()
			b.WriteRune(plain)
			for range b.Len() - before {
				f.at = append(f.at, i)
			}
		}
	}
	f.at = append(f.at, len(s))
	f.text = b.String()
	f.changes = changeVerb.MatchString(f.text)
	return f
}

// accents are the letters French, and the names in it, put accents on.
var accents = func() map[rune]string {
	m := map[rune]string{'œ': "oe", 'æ': "ae", 'ß': "ss", '’': "'", 'ʼ': "'", '`': "'", '´': "'", '–': "-", '—': "-", '−': "-", '‑': "-"}
	for plain, list := range map[string]string{"a": "àáâäãå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôöõ", "u": "ùúûü", "y": "ýÿ"} {
		for _, r := range list {
			m[r] = plain
		}
	}
	return m
}()

func plainRune(r rune) string {
	switch {
	case r < 0x80 && r > ' ':
		return string(r)
	case unicode.IsSpace(r): // no-break spaces among them
		return " "
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r): // an accent of its own, an invisible mark
		return ""
	}
	if plain, ok := accents[r]; ok {
		return plain
	}
	return string(r)
}

// original is the text as it was written between two places of the folded one.
func (f *folded) original(from, to int) string {
	return strings.TrimSpace(f.whole[f.at[from]:f.at[to]])
}

// find is the first match of a pattern, or of its group when it has one, as it was written; "" when there is none.
func (f *folded) find(re *regexp.Regexp) string {
	at := re.FindStringSubmatchIndex(f.text)
	switch {
	case at == nil:
		return ""
	case len(at) > 2 && at[2] >= 0:
		return f.original(at[2], at[3])
	}
	return f.original(at[0], at[1])
}

// blank takes a stretch out of the text, so that nothing else is read into it.
func (f *folded) blank(from, to int) {
	f.text = f.text[:from] + strings.Repeat(";", to-from) + f.text[to:]
}

// The words that say how hard, not how much; those that name a way without an end; and traits of character. On folded text.
var (
	effortWords = regexp.MustCompile(`\b(?:faire (?:de |du |au )?(?:son |mon |ton |notre |votre |leur )?(?:mieux|maximum)|(?:au|de (?:son|mon|ton|notre|votre|leur)) mieux` +
		`|(?:le plus|autant que|des que|aussi \w+ que) possible|au (?:maximum|plus vite)|(?:do|try|give|doing|trying) (?:my|your|our|their|his|her) best` +
		`|as (?:much|many|soon|often|well|fast) as possible|asap|try (?:hard|to)|essayer de?)\b`)
	vagueWords = regexp.MustCompile(`\b(?:amelior(?:er|ons|ez|ation|ant)|optimis(?:er|ons|ez|ation|e|ing)|optimiz(?:e|ing|ation)|renfor(?:cer|cons|cez|cement)` +
		`|developp(?:er|ons|ez)|dynamis(?:er|ons|ez|ation)|boost(?:er|ons|ez|ing)?|maximis(?:er|ons|ez|e)|maximi[sz]e|intensifier|consolider|accelerer|accroitre|augmenter|progresser` +
		`|improv(?:e|ing|ement)|strengthen(?:ing)?|enhanc(?:e|ing)|develop(?:ing)?|increas(?:e|ing)|grow(?:ing)?|accelerat(?:e|ing)` +
		`|(?:vendre|faire|gagner|signer|appeler|prospecter|sell|do|make|win|call|sign) (?:\w+ )?(plus|mieux|more|better)|plus de|davantage|mieux|more|better)\b`)
	traitWords = regexp.MustCompile(`\b(?:optimis(?:me|tes?)|honnetete|honnetes?|bon sens|loyaute|attitudes?|savoir-etre|(?:bon |etat d'|team )?esprit (?:d'equipe|d'entreprise|positif|collectif|d'initiative)` +
		`|(?:bon|etat d'|mauvais) ?esprit|motivation|enthousias(?:me|tes?)|dynamisme|dynamiques?|personnalite|charism[ae]|humilite|maturite|bonne humeur|gentillesse|positivite|agressi(?:f|fs|ve|ves|vite)|combati(?:f|fs|ve|ves|vite)|proactivite|implication personnelle` +
		`|honesty|honest|optimis(?:m|tic)|common sense|enthusias(?:m|tic)|positivity|personality|mindset|team (?:spirit|player)|humility|cheerful(?:ness)?|proactivity|kindness|aggressive(?:ness)?)\b`)
)

// topics are what a title may be about, in the order they are looked for; the names are kinds of example.
var topics = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"calls", regexp.MustCompile(`\b(?:appel|call|phon|telephon)`)},
	{"meetings", regexp.MustCompile(`\b(?:rdv|rendez|meeting|visit|demo(?:s|n|\b)|reunion|appointment)`)},
	{"steps", regexp.MustCompile(`\b(?:appren|formation|former|learn|train|module|certif)`)},
	{topicMoney, regexp.MustCompile(`\bca\b|chiffre|revenue|turnover|€|\beuros?\b|\$|£`)},
	{"deals", regexp.MustCompile(`\b(?:vend|vente|sell|sale|contrat|contract|sign|client|customer|deal|affaire)`)},
}

const topicMoney = "revenue"

func topicOf(text string) string {
	for _, t := range topics {
		if t.re.MatchString(text) {
			return t.kind
		}
	}
	return ""
}
