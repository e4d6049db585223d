package sheet

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// cancelledKind is the kind of a result that takes one back: it may come without day, people and amount.
const cancelledKind = "cancelled"

func (w *row) result() ResultRow {
	r := ResultRow{
		At: w.at, Source: w.text("source", maxKey).V, Ref: w.key("ref"), OccurredOn: w.date("occurred_on").V,
		Kind: w.text("kind", maxKey).V, Assists: w.assists("assists"), Amount: w.amount("amount").V,
		Currency: w.currency("currency"), Rate: w.exchange("exchange_rate"), Attrs: w.attrs(),
	}
	if r.Source == "" {
		r.Source = w.p.source
	}
	r.Version, r.HasVersion = w.version("version")
	r.Credits = w.credits()
	w.need("kind", r.Kind == "")
	if r.Kind != cancelledKind {
		w.need("occurred_on", r.OccurredOn.IsZero())
		w.need("person", len(r.Credits) == 0 && w.empty("credits"))
	}
	w.sameCurrency(r.Currency)
	return r
}

func (w *row) empty(field string) bool { s, _, _ := w.cellOf(field); return s == "" }

// credits are the one person, or the shares that sum to exactly 100 with at most two decimals.
func (w *row) credits() []CreditKey {
	one := w.person("person").V
	list, c, _ := w.cellOf("credits")
	switch {
	case one != "" && list != "":
		w.refuse(c, list, fault.New(fault.Invalid, "credits.twice"))
		return nil
	case one != "":
		return []CreditKey{{one, fullShare}}
	case list == "":
		return nil
	}
	var credits []CreditKey
	var sum measure.BP
	seen := map[string]bool{}
	for _, part := range splitEscaped(list) {
		credit, ok := w.credit(c, part)
		if !ok || seen[credit.Owner] {
			w.refuse(c, list, fault.New(fault.Invalid, "credits.invalid", "example", "p1:60;p2:40"))
			return nil
		}
		seen[credit.Owner] = true
		credits = append(credits, credit)
		sum += credit.BP
	}
	if sum != fullShare {
		w.refuse(c, list, fault.New(fault.Invalid, "credits.sum", "sum", measure.Amount(sum*100)))
	}
	return credits
}

// maxCredits is how many people may share one result, and how many may have helped; the ledger takes no more.
const maxCredits = 50

// credit reads "p1:60": a key, a colon, a percentage above zero. The key may hold colons of its own.
func (w *row) credit(c column, part string) (CreditKey, bool) {
	at := strings.LastIndexByte(part, ':')
	if at <= 0 {
		return CreditKey{}, false
	}
	key, percent := unescape(strings.TrimSpace(part[:at])), strings.TrimSpace(part[at+1:])
	a, _, err := measure.ParseLocal(percent, w.r.opts.French)
	if err != nil || a <= 0 || a > 100*measure.One || a%100 != 0 || key == "" || len([]rune(key)) > maxKey {
		return CreditKey{}, false
	}
	return CreditKey{w.lookup(w.r.names.keep(key)), measure.BP(a / 100)}, true
}

func (w *row) assists(field string) []string {
	list, c, _ := w.cellOf(field)
	if list == "" {
		return nil
	}
	var people []string
	for _, part := range splitEscaped(list) {
		key := unescape(strings.TrimSpace(part))
		if key == "" || len([]rune(key)) > maxKey || len(people) == maxCredits {
			w.refuse(c, list, fault.New(fault.Invalid, "assists.invalid", "example", "p3;p4"))
			return nil
		}
		people = append(people, w.lookup(w.r.names.keep(key)))
	}
	return people
}

// splitEscaped cuts a list at its semicolons; a key that holds one writes it as \; and an empty last piece does not count.
func splitEscaped(s string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(s) && len(parts) <= maxCredits; i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == ';' || s[i+1] == '\\'):
			i++
		case s[i] == ';':
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	if last := s[from:]; strings.TrimSpace(last) != "" || len(parts) == 0 {
		parts = append(parts, last)
	}
	return parts
}

var (
	unescaper = strings.NewReplacer(`\\`, `\`, `\;`, `;`)
	escaper   = strings.NewReplacer(`\`, `\\`, `;`, `\;`)
)

func unescape(s string) string { return unescaper.Replace(s) }
func escape(s string) string   { return escaper.Replace(s) }

// exchange is a rate with up to ten decimals, above zero, in 1e-10; 0 when the cell is empty.
func (w *row) exchange(field string) int64 {
	s, c, _ := w.cellOf(field)
	if s == "" {
		return 0
	}
	n, ok := ParseRate(s, w.r.opts.French)
	if !ok {
		w.refuse(c, s, fault.New(fault.Invalid, "rate.invalid"))
	}
	return n
}

// rateDecimals is how exact an exchange rate is.
const rateDecimals = 10

// ParseRate reads a rate above zero, in 1e-10: digits and a dot, in French also a comma, up to ten decimals.
func ParseRate(s string, french bool) (int64, bool) {
	if french {
		s = strings.Replace(s, ",", ".", 1)
	}
	whole, frac, dotted := strings.Cut(s, ".")
	frac = strings.TrimRight(frac, "0")
	if !digitsOnly(whole) || (dotted && !digitsOnly(s[len(whole)+1:])) || len(frac) > rateDecimals || len(whole) > 9 {
		return 0, false
	}
	n := int64(0)
	for _, d := range whole + frac + strings.Repeat("0", rateDecimals-len(frac)) {
		if n > (1<<63-1-int64(d-'0'))/10 {
			return 0, false
		}
		n = n*10 + int64(d-'0')
	}
	return n, n > 0
}

// signs are the currency signs that can be told from one another, with the codes each may stand for.
var signs = map[string]string{
	"€": "EUR", "£": "GBP GIP EGP", "$": "USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD", "¥": "JPY CNY", "₹": "INR", "₽": "RUB",
}

// sameCurrency refuses an amount that names another currency than the row or, without one, than the organisation: reading
// "100 $" as 100 € would be silently wrong.
func (w *row) sameCurrency(code string) {
	if code == "" {
		code = w.r.opts.Currency
	}
	s, c, _ := w.cellOf("amount")
	if w.bad || code == "" || s == "" {
		return
	}
	wrong := false
	for sign, codes := range signs {
		wrong = wrong || (strings.Contains(s, sign) && !strings.Contains(codes, code))
	}
	if letters := strings.Trim(s, "+-0123456789., ()'’\u00a0\u202f"); len(letters) == 3 && letters == strings.ToUpper(letters) &&
		strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		wrong = wrong || letters != code
	}
	if wrong {
		w.refuse(c, s, fault.New(fault.Invalid, "currency.mismatch", "currency", code))
	}
}
