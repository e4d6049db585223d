package web

import "cordee/internal/route"

func (s *Server) peopleRoutes(_ *route.Registry) {}
