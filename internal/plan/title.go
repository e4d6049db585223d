package plan

import "strings"

// PartTitle is the title of an objective without the name of the team that carries it, as it fits one person's part: « Chiffre
// d'affaires du T1, Équipe Nantes » is « Chiffre d'affaires du T1 ». A title that is nothing but the name stays as it is.
func PartTitle(title, team string) string {
	at := strings.LastIndex(strings.ToLower(title), strings.ToLower(team))
	if team == "" || at < 0 || at+len(team) > len(title) || len(strings.ToLower(title)) != len(title) {
		return title
	}
	const between = " \u00a0\u202f,;:–—-()/·"
	before, after := strings.TrimRight(title[:at], between), strings.Trim(title[at+len(team):], between)
	for _, word := range []string{" de l’", " de l'", " de", " pour l’", " pour l'", " pour", " of the", " of", " for the", " for"} {
		before = strings.TrimSuffix(before, word)
	}
	switch before = strings.TrimRight(before, between); {
	case before == "" && after == "":
		return title
	case before == "":
		return after
	case after == "":
		return before
	}
	return before + ", " + after
}
