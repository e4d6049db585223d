package api

import (
	"strconv"
	"strings"

	"cordee/internal/fault"
)

// etag says which version of an object an answer shows; PUT with If-Match changes that version and no other.
func (c *call) etag(version int) { c.w.Header().Set("ETag", `"`+strconv.Itoa(version)+`"`) }

// ifMatch is the version that a change is meant for, 0 when the caller does not mind. It only makes sense for one row.
func (c *call) ifMatch(rows int) (int, error) {
	tag := strings.TrimSpace(c.r.Header.Get("If-Match"))
	if tag == "" || tag == "*" {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.Trim(tag, `"`))
	switch {
	case rows != 1:
		return 0, fault.Bad("If-Match", "api.if_match_one")
	case err != nil || n < 1:
		return 0, fault.New(fault.Stale, "stale").On("If-Match")
	}
	return n, nil
}
