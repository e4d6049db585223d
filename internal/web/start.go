package web

import "cordee/internal/route"

func (s *Server) startRoutes(_ *route.Registry) {}
