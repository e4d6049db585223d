package web

import "cordee/internal/route"

func (s *Server) importRoutes(_ *route.Registry) {}
