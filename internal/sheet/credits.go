package sheet

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// ParseCredits reads who a result is credited to, as the results table writes it: one person, or shares such as "p1:60;p2:40", and
// who helped. For JSON and forms, which have no file around them. Codes: credits.twice, credits.invalid, credits.sum,
// assists.invalid.
func ParseCredits(person, credits, assists string) ([]CreditKey, []string, error) {
	var l fault.List
	shares, err := parseShares(person, credits)
	l.Add(err)
	helpers, err := parseAssists(assists)
	l.Add(err)
	return shares, helpers, l.OrNil()
}

func parseShares(person, credits string) ([]CreditKey, error) {
	switch {
	case person != "" && credits != "":
		return nil, fault.Bad("credits", "credits.twice")
	case person != "":
		return []CreditKey{{person, fullShare}}, nil
	case credits == "":
		return nil, nil
	}
	var list []CreditKey
	var sum measure.BP
	for _, part := range splitEscaped(credits) {
		at := strings.LastIndexByte(part, ':')
		if at <= 0 {
			return nil, fault.Bad("credits", "credits.invalid", "example", "p1:60;p2:40")
		}
		key := unescape(strings.TrimSpace(part[:at]))
		share, rounded, err := measure.Parse(strings.TrimSpace(part[at+1:]))
		if err != nil || rounded || share <= 0 || share > 100*measure.One || share%100 != 0 || key == "" || len([]rune(key)) > maxKey+len("team:") {
			return nil, fault.Bad("credits", "credits.invalid", "example", "p1:60;p2:40")
		}
		list = append(list, CreditKey{key, measure.BP(share / 100)})
		sum += measure.BP(share / 100)
	}
	if sum != fullShare {
		return nil, fault.Bad("credits", "credits.sum", "sum", measure.Amount(sum*100).String())
	}
	return list, nil
}

func parseAssists(s string) ([]string, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	var people []string
	for _, part := range splitEscaped(s) {
		key := unescape(strings.TrimSpace(part))
		if key == "" || len([]rune(key)) > maxKey || len(people) == maxCredits {
			return nil, fault.Bad("assists", "assists.invalid", "example", "p3;p4")
		}
		people = append(people, key)
	}
	return people, nil
}

// CreditTexts is the inverse: the columns person, credits and assists of a result.
func CreditTexts(credits []CreditKey, assists []string) (person, shares, helpers string) {
	helpers = assistsText(assists)
	if len(credits) == 1 {
		return credits[0].Owner, "", helpers
	}
	return "", creditsText(credits), helpers
}
