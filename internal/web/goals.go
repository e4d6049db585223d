package web

import (
	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) goalRoutes(g *route.Registry) {
}

// answerButtons are agree and discuss, for a proposal in a list.
func answerButtons(w ui.Words, s app.Standing, back string) templ.Component {
	return ui.Group(
		ui.Action(ui.ActionProps{Action: goalPath(s.ID) + "/answer", Hidden: answerHidden(s, app.Agree, back), Button: ui.ButtonProps{Text: w.T("web.goal.agree"), Icon: "check", Kind: ui.ButtonPrimary, Small: true}}),
		ui.LinkButton(ui.ButtonProps{Text: w.T("web.goal.discuss"), Href: goalPath(s.ID) + "#discuss", Icon: "chat", Small: true}),
	)
}
var _ = org.ReadOrg
