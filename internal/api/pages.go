package api

import (
	"strconv"

	"cordee/internal/fault"
)

// maxPage is how many rows one answer holds at most. Whoever asks for no page gets this many: everything, in all but the largest
// companies, and the link to the rest there.
const maxPage = 10_000

// pageQuery asks for a part of a long list.
type pageQuery struct {
	Limit  string `query:"limit" doc:"At most this many, 1 to 10000; default 10000. When more follow, the header Link holds the address of the next page with rel=next (RFC 8288)."`
	Cursor string `query:"cursor" doc:"Where to go on, from the link to the next page."`
}

// limit reads how many rows are asked for.
func (c *call) limit() (int, error) {
	typed := c.r.URL.Query().Get("limit")
	if typed == "" {
		return maxPage, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > maxPage {
		return 0, fault.Bad("limit", "api.limit", "max", maxPage)
	}
	return n, nil
}

// next links the page that goes on after a key; "" when none does.
func (c *call) next(after string) {
	if after == "" {
		return
	}
	u := *c.r.URL
	q := u.Query()
	q.Set("cursor", after)
	u.RawQuery = q.Encode()
	c.w.Header().Set("Link", "<"+u.RequestURI()+`>; rel="next"`)
}
