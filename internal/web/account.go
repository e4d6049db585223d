package web

import "cordee/internal/route"

func (s *Server) accountRoutes(_ *route.Registry) {}
