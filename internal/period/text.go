package period

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"cordee/internal/fault"
)

// ParseDate reads YYYY-MM-DD, years 1900 to 2200, days that exist. Refusals: date.invalid, date.out_of_range.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, invalid(s)
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD {
		return 0, invalid(s)
	}
	return checked(s, y, m, d)
}

// ParseLocalDate reads what a person types: YYYY-MM-DD and, in French, JJ/MM/AAAA with or without leading zeros.
// Years are always written in full, because 01/02/03 means three different days to three people.
func ParseLocalDate(s string, french bool) (Date, error) {
	s = strings.TrimSpace(s)
	if !french || !strings.Contains(s, "/") {
		return ParseDate(s)
	}
	parts := strings.Split(s, "/")
	if len(parts) != 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 {
		return 0, invalid(s)
	}
	d, okD := digits(parts[0])
	m, okM := digits(parts[1])
	y, okY := digits(parts[2])
	if !okY || !okM || !okD {
		return 0, invalid(s)
	}
	return checked(s, y, m, d)
}

func checked(s string, y, m, d int) (Date, error) {
	if m < 1 || m > 12 || d < 1 {
		return 0, invalid(s)
	}
	date := On(y, time.Month(m), d)
	if gotY, gotM, gotD := date.Civil(); gotY != y || int(gotM) != m || gotD != d {
		return 0, invalid(s)
	}
	if y < minYear || y > maxYear {
		return 0, fault.New(fault.Invalid, "date.out_of_range", "value", s, "min", minYear, "max", maxYear)
	}
	return date, nil
}

func invalid(s string) error { return fault.New(fault.Invalid, "date.invalid", "value", shorten(s)) }

// shorten keeps enough to recognise one's own typing, without echoing a whole pasted page.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

// String is YYYY-MM-DD, "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Civil()
	if y < 0 || y > 9999 {
		return fmt.Sprintf("%d-%02d-%02d", y, int(m), day)
	}
	b := [10]byte{4: '-', 7: '-'}
	put2(b[0:], y/100)
	put2(b[2:], y%100)
	put2(b[5:], int(m))
	put2(b[8:], day)
	return string(b[:])
}

func put2(b []byte, n int) { b[0], b[1] = byte('0'+n/10), byte('0'+n%10) }

// MarshalJSON writes the ISO day, or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads an ISO day; null and "" are no date.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return invalid(string(b))
	}
	if s == nil || *s == "" {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(*s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Value stores the ISO day as text, or NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stored.
func (d *Date) Scan(src any) error {
	var s string
	switch v := src.(type) {
	case nil:
	case string:
		s = v
	case []byte:
		s = string(v)
	default:
		return fmt.Errorf("period: a day is stored as text, not as %T", src)
	}
	if s == "" {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
