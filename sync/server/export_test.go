package server

import (
	"maps"
	"slices"
)

// Routes returns the pattern of every route, for a test that walks them.
func (s *Server) Routes() []string {
	all := s.routes()
	maps.Copy(all, s.publicRoutes())
	return slices.Sorted(maps.Keys(all))
}
