package stories

import (
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/sheet"
)

// DATE SOURCE REF WHO [AMOUNT [CURRENCY]] [is KIND] [helped by PERSON] [version N] [by PERSON] [ATTRIBUTE=VALUE ...]
// WHO is a person, team:NAME, or shares: Léa:60,Karim:40
func (s *story) post(w words, _ line) error {
	who, row, err := s.result(w)
	if err != nil {
		return err
	}
	actor, err := s.actor(who)
	if err != nil {
		return err
	}
	s.outcome, err = s.app.Record(s.t.Context(), actor, []sheet.ResultRow{row})
	return err
}

// once KEY DATE SOURCE REF ...: under an idempotency key, as a client that retries does
func (s *story) postOnce(w words, _ line) error {
	key := w.next()
	body := strings.Join(w, " ")
	_, row, err := s.result(w)
	if err != nil {
		return err
	}
	o := app.Once{Key: key, Hash: app.HashOf("POST", "/api/v1/results", []byte(body))}
	s.outcome, err = s.app.RecordOnce(s.t.Context(), s.system(), []sheet.ResultRow{row}, o)
	return err
}

func (s *story) result(w words) (by string, row sheet.ResultRow, err error) {
	row = sheet.ResultRow{Kind: "deal_won", Attrs: map[string]string{}}
	if w.has("helped") {
		row.Assists = strings.Split(w.after("by"), ",")
	}
	by = w.after("by")
	if kind := w.after("is"); kind != "" {
		row.Kind = kind
	}
	if err := version(&row, w.after("version")); err != nil {
		return by, row, err
	}
	if row.OccurredOn, err = day(w.next()); err != nil {
		return by, row, err
	}
	row.Source, row.Ref = w.next(), w.next()
	if row.Credits, err = credits(w.next()); err != nil {
		return by, row, err
	}
	if len(w) > 0 && !strings.Contains(w[0], "=") {
		a, _, err := measure.Parse(w.next())
		if err != nil {
			return by, row, unclear("the amount is not clear")
		}
		row.Amount = measure.Some(a)
	}
	if len(w) > 0 && !strings.Contains(w[0], "=") {
		row.Currency = w.next()
	}
	for len(w) > 0 {
		name, value, ok := strings.Cut(w.next(), "=")
		if !ok {
			return by, row, unclear("%q is not understood", name)
		}
		row.Attrs[name] = value
	}
	return by, row, nil
}

func version(row *sheet.ResultRow, text string) (err error) {
	if text == "" {
		return nil
	}
	row.HasVersion = true
	if row.Version, err = strconv.ParseInt(text, 10, 64); err != nil {
		return unclear("%q is no version", text)
	}
	return nil
}

func credits(text string) ([]sheet.CreditKey, error) {
	if name, ok := strings.CutPrefix(text, "team:"); ok {
		return []sheet.CreditKey{{Owner: "team:" + name, BP: measure.Hundred}}, nil
	}
	var list []sheet.CreditKey
	for one := range strings.SplitSeq(text, ",") {
		name, weight, shared := strings.Cut(one, ":")
		c := sheet.CreditKey{Owner: name, BP: measure.Hundred}
		if shared {
			bp, err := share(weight + "%")
			if err != nil {
				return nil, err
			}
			c.BP = bp
		}
		list = append(list, c)
	}
	return list, nil
}

// cancel SOURCE REF [on DATE] [version N] [by PERSON]
func (s *story) cancelResult(w words, _ line) error {
	row := sheet.ResultRow{Kind: ledger.Cancelled}
	actor, err := s.actor(w.after("by"))
	if err != nil {
		return err
	}
	if row.OccurredOn, err = day(w.after("on")); err != nil {
		return err
	}
	if err := version(&row, w.after("version")); err != nil {
		return err
	}
	row.Source, row.Ref = w.next(), w.next()
	if err := w.done(); err != nil {
		return err
	}
	s.outcome, err = s.app.Record(s.t.Context(), actor, []sheet.ResultRow{row})
	return err
}
