package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) adminRoutes(g *route.Registry) {
	s.get(g, "/settings", org.ManageOrg, "", (*visit).settingsPage)
	s.post(g, "/settings", org.ManageOrg, "", (*visit).saveSettings)
	s.get(g, "/settings/tokens", org.ManageTokens, "", (*visit).tokensPage)
	s.post(g, "/settings/tokens", org.ManageTokens, "", (*visit).createToken)
	s.post(g, "/settings/tokens/{token}/revoke", org.ManageTokens, "token", (*visit).revokeToken)
	s.get(g, "/settings/journal", org.ReadAudit, "", (*visit).journalPage)
}

// settingsTabs are the pages of those who keep the house.
func (v *visit) settingsTabs(at string) templ.Component {
	tab := func(key, path string) ui.Tab {
		return ui.Tab{Text: v.T("web.settings.tab_" + key), Href: path, Current: key == at}
	}
	return ui.Tabs(v.T("web.settings.heading"), []ui.Tab{tab("org", "/settings"), tab("practice", "/settings/practice"), tab("messages", "/settings/messages"), tab("tokens", "/settings/tokens"), tab("journal", "/settings/journal")})
}

func (v *visit) settingsPage() error { return v.settingsForm(nil, v.knownSettings(v.world.Org())) }

// knownSettings is the form as the organisation stands.
func (v *visit) knownSettings(o org.Org) typed {
	t := known("name", o.Name, "locale", o.Locale, "currency", o.Currency, "time_zone", o.TimeZone, "compliance", o.Compliance,
		"fiscal_start", strconv.Itoa(max(o.Calendar.FiscalStart, 1)), "week_start", strconv.Itoa(int(o.Calendar.WeekStart)),
		"holidays", orText(o.Calendar.Holidays, period.NoHolidays), "ahead", v.percentText(o.Thresholds.Ahead), "on", v.percentText(o.Thresholds.On),
		"watch", v.percentText(o.Thresholds.Watch), "quiet", v.percentText(o.Thresholds.Quiet), "linear", yes(o.Linear), "boards", yes(o.Boards),
		"tutoie", yes(o.Tutoie), "second_look", yes(o.SecondLook), "direction", o.Direction, "direction_on", o.DirectionOn.String(), "version", strconv.Itoa(o.Version))
	days := o.Calendar.WorkDays
	for d := range days {
		if days == ([7]bool{}) && d >= 1 && d <= 5 || days[d] {
			t.Add("work_day", strconv.Itoa(d))
		}
	}
	var extra []string
	for _, d := range o.Calendar.Extra {
		extra = append(extra, d.String())
	}
	t.Set("extra", strings.Join(extra, "\n"))
	for i, w := range o.Season.Month {
		if o.Season == (period.Season{}) {
			w = period.FlatSeason
		}
		t.Set(monthField(i), strconv.FormatInt(w, 10))
	}
	return t
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func monthField(i int) string { return "month_" + strconv.Itoa(i+1) }

// settingNames are the fields that a problem may be about.
var settingNames = []string{"name", "locale", "currency", "time_zone", "compliance", "fiscal_start", "week_start", "holidays", "extra", "ahead", "on", "watch",
	"quiet", "direction", "direction_on", "thresholds", "season", "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9",
	"month_10", "month_11", "month_12"}

func (v *visit) saveSettings() error {
	if err := v.parse(); err != nil {
		return err
	}
	o, err := v.readSettings()
	if err == nil {
		err = v.App.SaveOrg(v.ctx(), v.actor(), o, v.version())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		t := v.upToDate(err, v.retyped(err, settingNames...), v.world.Org().Version)
		t.blame("thresholds", "ahead")
		t.blame("season", monthField(0))
		return v.settingsForm(err, t)
	}
	v.flash("saved", "")
	return v.redirect("/settings")
}

// blame moves a problem to the field where people can put it right.
func (t typed) blame(from, to string) {
	if t.wrong[from] != "" && t.wrong[to] == "" {
		t.wrong[to] = t.wrong[from]
	}
}

// readSettings reads the form over the organisation as it stands.
func (v *visit) readSettings() (org.Org, error) {
	var l fault.List
	o := v.world.Org()
	o.Name, o.Locale, o.TimeZone, o.Compliance = v.trimmed("name"), v.trimmed("locale"), v.trimmed("time_zone"), v.trimmed("compliance")
	o.Linear, o.Boards, o.Tutoie = v.trimmed("linear") == "yes", v.trimmed("boards") == "yes", v.trimmed("tutoie") == "yes"
	o.SecondLook = v.trimmed("second_look") == "yes"
	o.Direction, o.DirectionOn = v.trimmed("direction"), v.date("direction_on", &l)
	o.Thresholds = org.Thresholds{Ahead: v.percent("ahead", &l), On: v.percent("on", &l), Watch: v.percent("watch", &l), Quiet: v.percent("quiet", &l)}
	o.Calendar.FiscalStart, o.Calendar.Holidays = v.whole("fiscal_start", &l), v.trimmed("holidays")
	o.Calendar.WeekStart = time.Weekday(v.whole("week_start", &l))
	o.Calendar.WorkDays = [7]bool{}
	for _, d := range v.r.PostForm["work_day"] {
		if n, err := strconv.Atoi(d); err == nil && n >= 0 && n < 7 {
			o.Calendar.WorkDays[n] = true
		}
	}
	o.Calendar.Extra = v.days("extra", &l)
	for i := range o.Season.Month {
		o.Season.Month[i] = int64(v.whole(monthField(i), &l))
	}
	if !slices.ContainsFunc(o.Season.Month[:], func(w int64) bool { return w != period.FlatSeason }) {
		o.Season = period.Season{}
	}
	return o, l.OrNil()
}

// percent reads a percentage that may pass 100.
func (v *visit) percent(name string, l *fault.List) measure.BP {
	a := v.amount(name, l)
	if a.Amount < 0 || a.Amount > 1_000*measure.One {
		l.Add(fault.Bad(name, "web.percent_range"))
		return 0
	}
	return measure.BP(a.Amount / 100)
}

// whole reads a whole number; an empty field is zero.
func (v *visit) whole(name string, l *fault.List) int {
	text := v.trimmed(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		l.Add(fault.Bad(name, "number.invalid", "value", text))
	}
	return n
}

// days reads one day per line.
func (v *visit) days(name string, l *fault.List) []period.Date {
	var all []period.Date
	for _, text := range strings.Fields(strings.ReplaceAll(v.r.PostForm.Get(name), ",", " ")) {
		d, err := period.ParseLocalDate(text, v.Lang() == "fr")
		if err != nil {
			for _, e := range fault.All(err) {
				l.Add(e.On(name))
			}
			continue
		}
		all = append(all, d)
	}
	return all
}

func (v *visit) settingsForm(err error, t typed) error {
	title := v.T("web.settings.heading")
	form := v.form(t, ui.FormProps{Action: "/settings", Hidden: []ui.Hidden{{Name: "version", Value: t.Get("version")}}})
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title}), v.settingsTabs("org"),
		v.both(err, t, v.knownSettings(v.world.Org()), settingNames, "web.settings."),
		narrow(settingsView(settingsProps{form: form, parts: v.settingsParts(t), save: v.saveButton()})),
		part(ui.SectionProps{ID: "reach", Title: v.T("web.start.reach.title"), Lead: v.T("web.settings.reach_lead")},
			ui.LinkButton(ui.ButtonProps{Text: v.T("web.settings.reach"), Href: "/start/done"})),
	)
	return v.showAs(answerTo(err), page{title: title, path: "/settings"}, content)
}
