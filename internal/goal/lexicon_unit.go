package goal

import (
	"regexp"
	"slices"
	"strings"

	"cordee/internal/measure"
)

// What stands behind a number, each pattern anchored there; and a currency in front of it. On folded text.
var (
	moneyBehind = regexp.MustCompile(`^ ?(k|m|md|mds|mrd|mio|bn|b|mille|milliers|millions?|milliards?|thousand|billions?)? ?(?:d'|de |of )?` +
		`(€|\$|£|(?:euros?|eur|usd|gbp|chf|cad|aud|dollars?|pounds?|livres sterling|francs suisses)\b)`)
	kiloEuro      = regexp.MustCompile(`^ ?ke\b`)
	ratioBehind   = regexp.MustCompile(`^ ?(?:%|pour ?cent\b|pour-cent\b|per ?cent\b)`)
	pointsBehind  = regexp.MustCompile(`^ ?(?:points?|pts?)\b`)
	scaleBehind   = regexp.MustCompile(`^(?: ?(k|mille|milliers|millions?|milliards?|thousand|billions?)\b)`)
	timeBehind    = regexp.MustCompile(`^ ?-?(heures?|hours?|h|jours?|days?|minutes?|min|semaines?|weeks?|mois|months?)\b`)
	nounBehind    = regexp.MustCompile(`^(?: ?-?|( (?:d'|de |of )?(?:[a-z][a-z'-]* ){1,2}?)| (?:d'|de |of ))(` + nouns() + `)\b`)
	secondNoun    = regexp.MustCompile(`^ (` + nouns() + `)\b`)
	moneyBefore   = regexp.MustCompile(`(€|\$|£|\b(?:eur|usd|gbp|chf|cad|aud)) ?$`)
	prefixedScale = regexp.MustCompile(`^ ?(k|m|mm|md|bn|b|mille|millions?|milliards?|thousand|billions?)\b`)
	linkWord      = regexp.MustCompile(`\b(?:et|and|pour|for|a|to|par|per|avec|with|chez|dans|in|en|sur|on|ou|or|soit|dont|d'ici|avant|before|by|les|mes|nos|the|my|our)\b`)
)

// nounFamilies are the things sales people count; each pattern without its plural.
var nounFamilies = []struct {
	family family
	re     string
}{
	{ofCalls, `appels?|calls?|phone calls?|coups de fil`},
	{ofMeetings, `rdvs?|rendez[- ]vous|meetings?|reunions?|entretiens?|appointments?|visites?|visits?|demos?|demonstrations?`},
	{ofDeals, `contrats?|contracts?|ventes?|sales?|deals?|affaires?|commandes?|orders?|signatures?`},
	{ofClients, `clients?|customers?|comptes?|accounts?|logos?`},
	{ofThings, `devis|quotes?|propositions?|proposals?|offres?|offers?|leads?|prospects?|opportunites?|opportunity|opportunities|pistes?|modules?|formations?|courses?` +
		`|ateliers?|workshops?|certifications?|mails?|e-mails?|emails?|unites?|units?|pieces?|licen[cs]es?|abonnements?|subscriptions?|reclamations?|complaints?|avis|reviews?` +
		`|relances?|follow-ups?|partenaires?|partners?|magasins?|stores?|points de vente|articles?|produits?|products?|actions?|etapes?|steps?|personnes?|people|collegues?`},
}

func nouns() string {
	var all []string
	for _, n := range nounFamilies {
		all = append(all, n.re)
	}
	return strings.Join(all, "|")
}

var familyOfNoun = func() func(string) family {
	type known struct {
		family family
		re     *regexp.Regexp
	}
	var list []known
	for _, n := range nounFamilies {
		list = append(list, known{n.family, regexp.MustCompile(`^(?:` + n.re + `)$`)})
	}
	return func(noun string) family {
		i := slices.IndexFunc(list, func(k known) bool { return k.re.MatchString(noun) })
		if i < 0 {
			return ofThings
		}
		return list[i].family
	}
}()

// unitBehind tells whether a unit stands right behind a place, so that what looks like a year is a number.
func (f *folded) unitBehind(at int) bool {
	rest := f.text[at:]
	return moneyBehind.MatchString(rest) || ratioBehind.MatchString(rest) || secondNoun.MatchString(rest)
}

// quantity reads the unit around a number; ok is false when there is none. A currency before the place from belongs to another.
func (f *folded) quantity(n numeral, from int) (q quantity, ok bool) {
	rest := f.text[n.end:]
	q = quantity{at: n.at, end: n.end, reads: n.reads}
	scale := int64(1)
	if m := moneyBefore.FindStringSubmatchIndex(f.text[min(from, n.at):n.at]); m != nil && n.typed {
		q.family, q.at = ofMoney, min(from, n.at)+m[2]
		q.unit = currencyOf(f.text[q.at : min(from, n.at)+m[3]])
		if s := prefixedScale.FindStringSubmatchIndex(rest); s != nil {
			scale, q.end = scaleOf(rest[s[2]:s[3]]), n.end+s[1]
		}
		return f.scaled(q, scale)
	}
	if m := moneyBehind.FindStringSubmatchIndex(rest); m != nil {
		if m[2] >= 0 {
			scale = scaleOf(rest[m[2]:m[3]])
		}
		q.family, q.unit, q.end = ofMoney, currencyOf(rest[m[4]:m[5]]), n.end+m[1]
		return f.scaled(q, scale)
	}
	if m := kiloEuro.FindStringIndex(rest); m != nil {
		q.family, q.unit, q.end = ofMoney, "EUR", n.end+m[1]
		return f.scaled(q, 1_000)
	}
	if m := scaleBehind.FindStringSubmatchIndex(rest); m != nil && n.typed {
		scale, q.end = scaleOf(rest[m[2]:m[3]]), n.end+m[1]
		rest = rest[m[1]:]
	}
	return f.counted(q, rest, scale)
}

// counted reads percent, points, time and things behind a number whose scale is known.
func (f *folded) counted(q quantity, rest string, scale int64) (quantity, bool) {
	at := q.end
	if m := ratioBehind.FindStringIndex(rest); m != nil {
		q.family, q.end = ofShares, at+m[1]
		return f.scaled(q, scale)
	}
	if m := timeBehind.FindStringSubmatchIndex(rest); m != nil {
		q.family, q.unit, q.end = ofTime, timeUnit(rest[m[2]:m[3]]), at+m[1]
		return f.scaled(q, scale)
	}
	if m := nounBehind.FindStringSubmatchIndex(rest); m != nil && (m[2] < 0 || !linkWord.MatchString(rest[m[2]:m[3]])) {
		q.family, q.end = familyOfNoun(rest[m[4]:m[5]]), at+m[1]
		if n := secondNoun.FindStringSubmatchIndex(rest[m[1]:]); n != nil {
			q.also, q.end = familyOfNoun(rest[m[1]+n[2]:m[1]+n[3]]), q.end+n[1]
		}
		return f.scaled(q, scale)
	}
	if m := pointsBehind.FindStringIndex(rest); m != nil {
		q.family, q.end = ofPoints, at+m[1]
		return f.scaled(q, scale)
	}
	if scale > 1 {
		return f.scaled(q, scale)
	}
	return quantity{}, false
}

// scaled multiplies the readings and keeps the words as written; ok is false when the number is too large to be meant.
func (f *folded) scaled(q quantity, scale int64) (quantity, bool) {
	var reads []measure.Amount
	for _, r := range q.reads {
		if a, err := r.Mul(scale); err == nil {
			reads = append(reads, a)
		}
	}
	q.reads, q.text = reads, f.original(q.at, q.end)
	return q, len(reads) > 0
}

func scaleOf(word string) int64 {
	switch strings.TrimSuffix(word, "s") {
	case "k", "mille", "millier", "thousand":
		return 1_000
	case "m", "mm", "mio", "million":
		return 1_000_000
	case "md", "mrd", "bn", "b", "milliard", "billion":
		return 1_000_000_000
	}
	return 1
}

// currencyOf is the ISO code of a sign or a word; a dollar or a pound may be of several countries, see sameCurrency.
func currencyOf(sign string) string {
	sign = strings.Trim(sign, " ;.,(")
	switch {
	case strings.HasPrefix(sign, "€"), strings.HasPrefix(sign, "euro"):
		return "EUR"
	case sign == "$", strings.HasPrefix(sign, "dollar"):
		return "$"
	case sign == "£", strings.HasPrefix(sign, "pound"), strings.HasPrefix(sign, "livre"):
		return "GBP"
	case strings.HasPrefix(sign, "franc"):
		return "CHF"
	}
	return strings.ToUpper(strings.TrimFunc(sign, func(r rune) bool { return r < 'a' || r > 'z' }))
}

func sameCurrency(said, unit string) bool {
	return said == unit || said == "$" && strings.HasSuffix(unit, "D")
}

func timeUnit(word string) string {
	switch word[0] {
	case 'h':
		return "hours"
	case 'j', 'd':
		return "days"
	case 's', 'w':
		return "weeks"
	}
	if strings.HasPrefix(word, "min") {
		return "minutes"
	}
	return "months"
}
