package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
)

func (m *Main) recovery() *cobra.Command {
	return group("recovery", "the district's key, which opens the vault of every terminal", m.recoveryInit(), m.recoverySet(), m.recoveryShow())
}

func (m *Main) recoveryInit() *cobra.Command {
	return &cobra.Command{
		Use: "init FILE", Short: "make the recovery key, in a file to be kept offline", Args: cobra.ExactArgs(1),
		Long: "Makes the district's recovery key and writes it to FILE, an age identity. It opens the vault of\n" +
			"each terminal that enrols from then on, where nobody's passphrase does any more. Keep it\n" +
			"offline, and twice. The registry keeps its public half only.",
		RunE: func(c *cobra.Command, args []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return m.makeRecovery(c.Context(), s, args[0])
			})
		},
	}
}

func (m *Main) makeRecovery(ctx context.Context, s *server.Server, path string) error {
	_, err := s.Recovery(ctx)
	switch {
	case err == nil:
		return dosedesk.Errorf(dosedesk.EConflict, "this registry has a recovery key already: see dosedeskd recovery show")
	case dosedesk.CodeOf(err) != dosedesk.ENotFound:
		return err
	}
	recipient, err := writeIdentity(path)
	if err != nil {
		return err
	}
	if err := s.SetRecovery(ctx, recipient); err != nil {
		return err
	}
	return m.say(path+" is the recovery key. Move it to two places that are offline, "+
		"and keep no copy on this machine: it opens every terminal's vault", nil)
}

// writeIdentity writes a new identity to a file that is on the disk when it
// returns, and returns its recipient. No file is written over.
func writeIdentity(path string) (recipient string, err error) {
	own, err := age.GenerateX25519Identity()
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "making the recovery key: %w", err)
	}
	recipient = own.Recipient().String()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return "", dosedesk.Errorf(dosedesk.EConflict, "%s is there already: choose another name; if it is the key, run dosedeskd recovery set with its public half", path)
	}
	if err == nil {
		_, err = fmt.Fprintf(f, "# dosedesk: the district's recovery key. Keep it offline, and twice.\n# public half: %s\n%s\n", recipient, own)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "writing the recovery key: %w", err)
	}
	return recipient, nil
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (m *Main) recoverySet() *cobra.Command {
	return &cobra.Command{
		Use: "set RECIPIENT", Short: "use a recovery key that exists already, by its public half (age1...)", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return wrongLine(m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return s.SetRecovery(c.Context(), args[0])
			}))
		},
	}
}

func (m *Main) recoveryShow() *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "print the public half of the recovery key", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return m.say(s.Recovery(c.Context()))
			})
		},
	}
}
