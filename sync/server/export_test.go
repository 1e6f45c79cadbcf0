package server

import (
	"maps"
	"slices"
)

// Routes returns the pattern of every route, for a test that walks them.
func (s *Server) Routes() []string { return slices.Sorted(maps.Keys(s.routes())) }
