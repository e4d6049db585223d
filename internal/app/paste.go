package app

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Pasted is one line of a pasted list: the person, and for a new one the secret of their link to join.
type Pasted struct {
	Person  org.Person
	Link    string
	Existed bool
}

// Bounds on what is pasted at once; a file import takes more.
const (
	maxPasted     = 500
	maxPastedLine = 500
)

// pastedName is one person read from a line, which counts from 1.
type pastedName struct {
	Line        int
	Name, Email string
}

// PastePeople adds the people of a pasted list to a team (0: the whole company), one per line, and makes each a link to join.
// People who are already here are told, not doubled. All problems come at once, each with its line.
func (a *App) PastePeople(ctx context.Context, actor org.Actor, text string, team org.ID) ([]Pasted, error) {
	names, err := parsePeople(text)
	if err != nil {
		return nil, err
	}
	var out []Pasted
	err = a.write(ctx, actor, func(u *Unit) error {
		if team == 0 {
			team = u.World.Root().ID
		}
		t, ok := u.World.Team(team)
		if !ok {
			return fault.New(fault.NotFound, "not_found", "what", "team")
		}
		today := u.World.Today(u.At)
		if err := u.World.Can(actor, org.InvitePerson, org.TeamObject(team), today); err != nil {
			return err
		}
		if err := u.World.CanGrant(actor, org.Rep, today); err != nil {
			return err
		}
		out, err = u.paste(names, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// paste makes the new people, in the order of the list, and finds the others.
func (u *Unit) paste(names []pastedName, team org.Team) ([]Pasted, error) {
	out := make([]Pasted, len(names))
	var rows []sheet.PersonRow
	keys := map[string]int{} // of the new ones, to their place in out
	met := map[org.ID]bool{} // one person is not two lines
	for i, n := range names {
		if p, ok := u.sameAs(n); ok && !met[p.ID] {
			met[p.ID] = true
			out[i] = Pasted{Person: p, Existed: true}
			continue
		}
		key := u.freePersonKey(n.Name, keys)
		keys[key] = i
		rows = append(rows, sheet.PersonRow{
			At: fault.Where{Row: n.Line}, Key: key, Name: sheet.Val(n.Name), Email: sheet.Val(n.Email), Team: sheet.Val(team.Key),
			Role: sheet.Val(string(org.Rep)),
		})
	}
	if err := u.takeRows(sheet.Batch{People: rows}); err != nil {
		return nil, err
	}
	for key, i := range keys {
		p, _ := u.World.PersonByKey(key)
		secret, err := u.link(p.ID, purposeJoin, inviteLife)
		if err != nil {
			return nil, err
		}
		out[i] = Pasted{Person: p, Link: secret}
	}
	return out, nil
}

// sameAs finds the person a line means: the same e-mail, or the same name unless two different e-mails say otherwise.
func (u *Unit) sameAs(n pastedName) (org.Person, bool) {
	if n.Email != "" {
		if p, ok := u.World.PersonByEmail(n.Email); ok {
			return p, true
		}
	}
	for _, id := range u.World.find("name", n.Name) {
		if p, ok := u.World.Person(id); ok && !p.Erased && (n.Email == "" || p.Email == "") {
			return p, true
		}
	}
	return org.Person{}, false
}

// freePersonKey is a readable key nobody has: lea-martin, then lea-martin-2.
func (u *Unit) freePersonKey(name string, taken map[string]int) string {
	base := slug(name)
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key = fmt.Sprintf("%s-%d", base, n)
		}
		_, used := taken[key]
		if _, ok := u.World.PersonByKey(key); !ok && !used {
			return key
		}
	}
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug turns a name into a key of small letters, digits and dashes, 60 at most; a name without any becomes "x".
func slug(name string) string {
	s := strings.Trim(notSlug.ReplaceAllString(store.Fold(name), "-"), "-")
	s = strings.Trim(s[:min(len(s), 60)], "-")
	return orKey(s, "x")
}

// parsePeople reads a list as people paste it: from a mail ("Léa Martin <lea@x.fr>; ..."), a spreadsheet (tabs), a CSV (; or ,)
// or plain names, with or without bullets and a header. The same e-mail twice is read once; the same name twice, unless their e-mails
// tell two people, is refused with people.same_name, because only whoever pasted the list knows whether it is one person or two.
func parsePeople(text string) ([]pastedName, error) {
	var all []pastedName
	var l fault.List
	for i, line := range strings.Split(text, "\n") {
		for _, part := range recipients(clean(line)) {
			n := parsePerson(part)
			n.Line = i + 1
			switch {
			case n.Name == "" || isHeader(part):
				continue
			case utf8.RuneCountInString(part) > maxPastedLine:
				l.Add(fault.Bad("people", "people.line_long", "max", maxPastedLine).At(fault.Where{Row: n.Line}))
			default:
				l.Add(checkPasted(n, part))
				known := slices.ContainsFunc(all, n.sameEmail)
				if i := slices.IndexFunc(all, n.sameName); i >= 0 && !known {
					l.Add(fault.Bad("people", "people.same_name", "name", n.Name, "first", all[i].Line, "second", n.Line).At(fault.Where{Row: n.Line, Value: part}))
				}
				if !known {
					all = append(all, n)
				}
			}
		}
	}
	switch {
	case len(all) > maxPasted:
		l.Add(fault.Bad("people", "people.too_many", "max", maxPasted, "n", len(all)))
	case len(all) == 0 && len(l) == 0:
		l.Add(fault.Bad("people", "people.none"))
	}
	return all, l.OrNil()
}

func checkPasted(n pastedName, line string) error {
	p := org.Person{Key: "key", Name: n.Name, Email: n.Email, Role: org.Rep}
	var l fault.List
	for _, e := range fault.All(p.Check()) {
		l = append(l, e.On("people").At(fault.Where{Row: n.Line, Value: line}))
	}
	return l.OrNil()
}

// sameEmail tells a line that says the same person again.
func (n pastedName) sameEmail(o pastedName) bool {
	return n.Email != "" && strings.EqualFold(n.Email, o.Email)
}

// sameName tells two lines of which nobody can say whether they mean one person or two.
func (n pastedName) sameName(o pastedName) bool {
	return (n.Email == "" || o.Email == "") && store.Fold(n.Name) == store.Fold(o.Name)
}

var bullet = regexp.MustCompile(`^(?:[-*•–—·]|\d{1,3}[.)])\s+`)

// clean takes off what surrounds a name in a list, and makes every space a plain one.
func clean(line string) string {
	line = strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2007':
			return ' '
		case '\r', '\ufeff', '\u200b':
			return -1
		}
		return r
	}, line)
	return bullet.ReplaceAllString(strings.TrimSpace(line), "")
}

// recipients splits a line of mail recipients; any other line is one person.
func recipients(line string) []string {
	if strings.Count(line, "@") < 2 {
		return []string{line}
	}
	sep := ","
	if strings.Contains(line, ";") {
		sep = ";"
	}
	return strings.Split(line, sep)
}

var separators = regexp.MustCompile(`[\t;,]`)

// parsePerson reads "Léa Martin", "Léa Martin <lea@x.fr>", "Léa Martin; lea@x.fr", or cells of first name, name and e-mail.
func parsePerson(line string) pastedName {
	var n pastedName
	var words []string
	if before, rest, ok := strings.Cut(line, "<"); ok && strings.Contains(rest, "@") {
		address, after, _ := strings.Cut(rest, ">")
		n.Email = trimEmail(address)
		line = before + " " + after
	}
	for _, cell := range separators.Split(line, -1) {
		cell = strings.Trim(cell, " \"'")
		switch {
		case cell == "":
		case strings.Contains(cell, "@") && n.Email == "":
			name, email := lastWord(cell)
			n.Email = trimEmail(email)
			words = append(words, name)
		default:
			words = append(words, cell)
		}
	}
	n.Name = strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	if n.Name == "" {
		n.Name = nameFrom(n.Email)
	}
	return n
}

// lastWord splits "Léa Martin lea@x.fr" before its address.
func lastWord(cell string) (before, last string) {
	if i := strings.LastIndexAny(cell, " "); i >= 0 && !strings.Contains(cell[:i], "@") {
		return cell[:i], cell[i+1:]
	}
	return "", cell
}

func trimEmail(s string) string {
	s = strings.Trim(strings.TrimSpace(s), "\"'()")
	return strings.TrimPrefix(s, "mailto:")
}

// nameFrom makes a name of an address: lea.martin@x.fr is Lea Martin until she says otherwise.
func nameFrom(email string) string {
	local, _, _ := strings.Cut(email, "@")
	words := strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) })
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = strings.ToUpper(string(r)) + w[size:]
	}
	return strings.Join(words, " ")
}

var headers = map[string]bool{
	"nom": true, "name": true, "prenom": true, "first name": true, "last name": true, "full name": true, "nom complet": true,
	"email": true, "e-mail": true, "mail": true, "courriel": true, "adresse e-mail": true, "adresse mail": true, "adresse email": true,
	"email address": true, "e-mail address": true, "personne": true, "person": true, "personnes": true, "people": true,
}

// isHeader recognises the first line of a copied table.
func isHeader(line string) bool {
	for _, cell := range separators.Split(line, -1) {
		if c := store.Fold(strings.Trim(cell, " \"'")); c != "" && !headers[c] {
			return false
		}
	}
	return true
}
