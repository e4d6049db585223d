package web

import "cordee/internal/route"

func (s *Server) adminRoutes(_ *route.Registry) {}
