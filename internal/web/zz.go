package web

import (
	"cordee/internal/route"
)

func (s *Server) teamRoutes(g *route.Registry) {}
func (s *Server) liveRoutes(g *route.Registry) {}
func (v *visit) search() error { return nil }
func (v *visit) myResults() error { return nil }
