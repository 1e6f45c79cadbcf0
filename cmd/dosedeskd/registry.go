package main

import (
	"github.com/spf13/cobra"

	"dosedesk/sync/server"
)

func (m *Main) restored() *cobra.Command {
	return group("registry", "the registry itself", &cobra.Command{
		Use: "restored", Short: "say that the registry was put back to a backup", Args: cobra.NoArgs,
		Long: "To be run after a backup was put in the registry's place, before the server is started. Every\n" +
			"terminal then fetches its roster anew and sends again what the backup lacks, with the verdicts\n" +
			"that were given: no dose is judged a second time, no try given back, and no citizen told twice.\n\n" +
			"What no terminal knows is to be done again: bookings imported since (those that are known already\n" +
			"are passed over), centres and operators changed since, and above all the terminals revoked since.\n" +
			"Links to slips that were sent since open nothing any more: dosedeskd slip link makes new ones.",
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return s.Registry.Restored(c.Context())
			})
		},
	})
}
