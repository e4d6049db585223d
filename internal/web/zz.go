package web

import (
	"cordee/internal/route"
	"cordee/internal/app"
	"cordee/internal/web/ui"
	"strconv"
)

func (s *Server) teamRoutes(g *route.Registry) {}
func (s *Server) liveRoutes(g *route.Registry) {}
func (v *visit) search() error { return nil }
func (v *visit) myResults() error { return nil }
func answerHidden(s app.Standing, a app.Answer, back string) []ui.Hidden {
	return []ui.Hidden{{Name: "version", Value: strconv.Itoa(s.Version)}, {Name: "answer", Value: string(a)}, {Name: "back", Value: back}}
}
