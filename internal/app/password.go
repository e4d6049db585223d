package app

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"cordee/internal/fault"
	"cordee/internal/store"
)

// Passwords: argon2id as OWASP asks for it, 19 MiB and two passes, and never more than a few at once.
var hashCost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	maxHashing   = 4 // hashes at once: 76 MiB at most
	hashPatience = 10 * time.Second
	minPassword  = 10
	maxPassword  = 200
)

// nobody is the hash of no password at all: trying it costs exactly what trying a real one costs.
var nobody = "$argon2id$v=19$m=19456,t=2,p=1$" + base64.RawStdEncoding.EncodeToString(make([]byte, 16)) + "$" +
	base64.RawStdEncoding.EncodeToString(make([]byte, 32))

// hashPassword costs about 20 ms and 19 MiB; it waits for its turn. Unavailable auth.busy when the turn does not come.
func (a *App) hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = a.hashTurn(ctx, func() (err error) {
		hash, err = argon2id.CreateHash(password, &hashCost)
		return err
	})
	return hash, err
}

// provesPassword tells whether the password is the one that was hashed.
func (a *App) provesPassword(ctx context.Context, password, hash string) (ok bool, err error) {
	err = a.hashTurn(ctx, func() (err error) {
		ok, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return ok, err
}

func (a *App) hashTurn(ctx context.Context, fn func() error) error {
	ctx, cancel := context.WithTimeout(ctx, hashPatience)
	defer cancel()
	select {
	case a.hashing <- struct{}{}:
		defer func() { <-a.hashing }()
		return fn()
	case <-ctx.Done():
		return fault.New(fault.Unavailable, "auth.busy").Because(ctx.Err())
	}
}

// checkPassword wants ten characters or more that are not the first thing anyone would try. about are words this person's
// password must not simply be: their name, their address, their company.
func checkPassword(password string, about ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case password == "":
		return fault.Bad("password", "auth.password_missing", "min", minPassword)
	case n < minPassword:
		return fault.Bad("password", "auth.password_short", "min", minPassword, "length", n)
	case n > maxPassword:
		return fault.Bad("password", "auth.password_long", "max", maxPassword)
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return fault.Bad("password", "auth.password_invalid")
	}
	plain := bare(password)
	if monotone(plain) || slices.Contains(knownPasswords, plain) {
		return fault.Bad("password", "auth.password_common")
	}
	for _, word := range about {
		name, _, _ := strings.Cut(word, "@")
		if w := bare(word); w != "" && (plain == w || plain == bare(name)) {
			return fault.Bad("password", "auth.password_common")
		}
	}
	return nil
}

// bare is what is left of a password when the usual decoration is taken off: case, accents, spaces, and the digits and signs
// people put at its end because somebody asked for them.
func bare(password string) string {
	folded := strings.ReplaceAll(store.Fold(password), " ", "")
	if cut := strings.TrimRight(folded, "0123456789!?.*$#@-_+"); len(cut) >= 4 {
		return cut
	}
	return folded
}

// monotone is one or two characters over and over, or the digits in a row.
func monotone(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) <= 2 || strings.Contains("01234567890123456789", s) || strings.Contains("98765432109876543210", s)
}

// knownPasswords are the first guesses, bare. Ten characters and a throttle do the rest.
var knownPasswords = []string{
	"password", "passw0rd", "p@ssword", "p@ssw0rd", "passwordpassword", "motdepasse", "monmotdepasse", "motdepassemotdepasse",
	"azerty", "azertyuiop", "azertyazerty", "qsdfghjklm", "qwerty", "qwertyuiop", "qwertyqwerty", "asdfghjkl", "qwertz", "qwertzuiop",
	"1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsx", "q1w2e3r4t5", "a1z2e3r4t5", "abcdefghij", "abcdefghijkl",
	"abcd", "abc123abc", "iloveyou", "jetaime", "jetaimejetaime", "bonjour", "bonjourbonjour", "soleil", "doudou", "loulou", "chouchou",
	"football", "letmein", "letmeinplease", "welcome", "bienvenue", "changeme", "changezmoi", "administrator", "administrateur", "admin",
	"adminadmin", "rootroot", "testtest", "test", "secret", "secretsecret", "default", "dragon", "monkey", "sunshine", "princess",
	"superman", "batman", "pokemon", "starwars", "trustno", "whatever", "marseille", "paris", "france", "company", "entreprise",
	"cordee", "cordeecordee", "objectif", "objectifs", "commercial", "vendeur", "printemps", "automne", "hiver", "winter", "summer",
	"spring", "autumn",
}
