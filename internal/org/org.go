// Package org is who: organisations, teams, people, where they belonged on which day, and what each may do.
package org

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strconv"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// ID names a row within its organisation. It is a random positive 63-bit number drawn by app; a public address that shows one
// is always checked against the organisation and the policy as well.
type ID int64

var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// String is the thirteen-letter public form.
func (id ID) String() string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	return idText.EncodeToString(b[:])
}

// ParseID reads the public form; ok is false for anything else.
func ParseID(s string) (id ID, ok bool) {
	b, err := idText.DecodeString(s)
	if err != nil || len(b) != 8 {
		return 0, false
	}
	id = ID(binary.BigEndian.Uint64(b))
	return id, id > 0
}

// DerivedID is the ID of a thing that must be the same however often it is made again: a stable hash of its parts.
func DerivedID(parts ...string) ID {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	id := ID(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
	return max(id, 1)
}

// OwnerKind says whether an owner is a person or a team.
type OwnerKind string

// The two kinds of owner.
const (
	OwnerPerson OwnerKind = "person"
	OwnerTeam   OwnerKind = "team"
)

// Owner is whoever carries an objective or is credited with a result.
type Owner struct {
	Kind OwnerKind
	ID   ID
}

// PersonOwner and TeamOwner are the two ways to make one.
func PersonOwner(id ID) Owner { return Owner{OwnerPerson, id} }

// TeamOwner is the team as an owner.
func TeamOwner(id ID) Owner { return Owner{OwnerTeam, id} }

// Org is one organisation and its settings.
type Org struct {
	ID          ID
	Key         string
	Name        string
	Currency    string // ISO 4217
	Locale      string // "fr" or "en"
	TimeZone    string // IANA name
	Calendar    period.Calendar
	Season      period.Season
	Thresholds  Thresholds
	Linear      bool   // expected to date by calendar days instead of the working-day profile
	Compliance  string // "fr" or "none"
	Tutoie      bool
	Boards      bool   // named boards of people allowed (each person still opts in)
	Direction   string // the company's direction: a dated text above strategic objectives
	DirectionOn period.Date
	SecondLook  bool // a paid objective whose evidence has a gap needs a second person's approval
	Version     int
	ChangeSeq   int64 // the last committed change
	ConfigSeq   int64 // the last change of people, teams, metrics, calendar: caches of the roster are valid while it stays
}

// Thresholds are the pace limits, attained / expected in basis points, and the share of a period during which pace is silent.
// Source of the defaults: comparable products and FORMATS (105 / 95 / 80 %, first tenth).
type Thresholds struct {
	Ahead, On, Watch measure.BP
	Quiet            measure.BP
}

// DefaultThresholds are 105 %, 95 %, 80 % and a quiet first tenth.
var DefaultThresholds = Thresholds{Ahead: 10_500, On: 9_500, Watch: 8_000, Quiet: 1_000}

// TeamKind is what a team is in the tree. A group is ad hoc: it adds to the tree and never rolls up.
type TeamKind string

// The closed list of team kinds.
const (
	Company    TeamKind = "company"
	Department TeamKind = "department"
	TeamUnit   TeamKind = "team"
	Group      TeamKind = "group"
)

// Team is a node of the tree or an ad-hoc group (Parent 0).
type Team struct {
	ID      ID
	Key     string
	Name    string
	Parent  ID // 0 for the root and for groups
	Kind    TeamKind
	Lead    ID // person, 0 for none
	Version int
}

// Role is what a person does here; it decides what they may do.
type Role string

// The closed list of roles.
const (
	Rep      Role = "rep"
	Manager  Role = "manager"
	Director Role = "director"
	Ops      Role = "ops"
	HR       Role = "hr"
	Admin    Role = "admin"
)

// Person is someone in the organisation. Name, Email and ExternalID are personal data and live in one table of their own.
type Person struct {
	ID          ID
	Key         string
	Name        string
	Email       string
	ExternalID  string
	Role        Role
	StartOn     period.Date
	EndOn       period.Date // last day, inclusive; zero = still here
	RoleSince   period.Date
	WorkingTime measure.BP // 0..10 000; contractual share of full time
	Hidden      bool       // hides own contributions from teammates
	OnBoards    bool       // opted in to named boards
	Erased      bool       // nobody any more: kept without identity so that no total changes
	Experience  int        // months in such work before joining, 0 = none or not said
	Ability     int        // declared with their manager, 1 to 5, 0 = not said
	Version     int
}

// Membership places a person in a team over a half-open span. WorkingTime -1 means the person's own.
type Membership struct {
	Person      ID
	Team        ID
	Span        period.Span
	WorkingTime measure.BP
}

// Absence is a share of time away, without a reason, over a half-open span.
type Absence struct {
	Person ID
	Span   period.Span
	Share  measure.BP // 0..10 000
}
