package main

import (
	"github.com/spf13/cobra"

	"dosedesk/sync/server"
)

func (m *Main) restored() *cobra.Command {
	return group("registry", "the registry itself", &cobra.Command{
		Use: "restored", Short: "say that the registry was put back to a backup", Args: cobra.NoArgs,
		Long: "To be run after a backup was put in the registry's place, before the server is started. Every\n" +
			"terminal then fetches its roster anew and sends again what the backup lacks. Messages that\n" +
			"are in the spool are not sent a second time.",
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return s.Registry.Restored(c.Context())
			})
		},
	})
}
