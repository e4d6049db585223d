package app

import (
	"encoding/json"
	"time"

	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// OwnLetter is one of their letters of objectives: word for word what its printed hash is made of, and what has happened to it.
type OwnLetter struct {
	Number       string           `json:"number"`
	Version      int              `json:"version"`
	From         period.Date      `json:"from"`
	Last         period.Date      `json:"last"`
	GivenAt      time.Time        `json:"given_at"`
	OpenedAt     *time.Time       `json:"opened_at"`
	Acknowledged *time.Time       `json:"acknowledged_at"`
	Hash         string           `json:"hash"`
	Text         json.RawMessage  `json:"text"`
	Events       []OwnLetterEvent `json:"events"`
}

// OwnLetterEvent is an answer, a signature or a paper copy.
type OwnLetterEvent struct {
	At   time.Time   `json:"at"`
	Kind string      `json:"kind"`
	On   period.Date `json:"on"`
	Text string      `json:"text"`
}

// tellLetters is every letter they were given, in every version.
func (r *Reading) tellLetters(d *OwnData, id org.ID) error {
	rows, err := r.tx.LettersOf(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, x := range rows {
		t, err := letter.Read(x.Body)
		if err != nil {
			return err
		}
		own := OwnLetter{
			Number: t.Number, Version: x.Version, From: x.From, Last: x.To, GivenAt: instant(x.At), OpenedAt: happenedAt(x.Opened),
			Acknowledged: happenedAt(x.Acknowledged), Hash: x.Hash, Text: json.RawMessage(x.Body),
		}
		if own.Events, err = r.ownLetterEvents(x); err != nil {
			return err
		}
		d.Letters = append(d.Letters, own)
	}
	return nil
}

func (r *Reading) ownLetterEvents(x store.Letter) (list []OwnLetterEvent, err error) {
	events, err := r.tx.LetterEvents(r.Actor.Org, []org.ID{x.ID})
	for _, e := range events {
		list = append(list, OwnLetterEvent{instant(e.At), e.Kind, e.On, e.Text})
	}
	return list, err
}

func happenedAt(micro int64) *time.Time {
	if micro == 0 {
		return nil
	}
	at := instant(micro)
	return &at
}
