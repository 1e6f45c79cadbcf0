package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/store"
)

// Vault is the command for who may open a terminal's vault.
type Vault struct {
	Dir      string
	Who      Who      // opens it
	Newcomer Newcomer // is to open it from now on
}

// NewVault returns the command with its defaults.
func NewVault() *Vault { return &Vault{Dir: defaultDir()} }

// Command returns the command line.
func (v *Vault) Command() *cobra.Command {
	c := &cobra.Command{
		Use: "vault", Short: "who may open this terminal", Args: cobra.NoArgs,
		Long: `What is on this terminal is sealed. Each person who may open it has a passphrase
(12 characters or more) or an age identity of his own; the district has its
recovery key. While the desk is open nothing of this can be changed.`,
		RunE: func(*cobra.Command, []string) error {
			return cli.Usagef("vault needs a further word: list, unlock, grant, revoke, rekey or init")
		},
	}
	c.AddCommand(
		v.sub("list", "say who may open this terminal", cobra.NoArgs, v.List),
		v.sub("unlock", "open the desk that waits for it; else try whether a passphrase opens the vault", cobra.NoArgs, v.Unlock),
		v.newcomer(v.sub("grant NAME", "let another person open this terminal", cobra.ExactArgs(1), v.Grant), "new-passphrase-file"),
		v.sub("revoke NAME", "let a person open it no more", cobra.ExactArgs(1), v.Revoke),
		v.sub("rekey", "give the vault a new key, and seal everything anew", cobra.NoArgs, v.Rekey),
		v.init(),
	)
	return c
}

func (v *Vault) sub(use, short string, args cobra.PositionalArgs, run func(context.Context, io.Writer) error) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			v.Newcomer.Name = args[0]
		}
		v.Who.Ask = stdinPrompt()
		v.Newcomer.Ask = v.Who.Ask
		return v.run(c.Context(), c.OutOrStdout(), run)
	}}
	addDir(c, &v.Dir)
	v.Who.flags(c)
	return c
}

func (v *Vault) run(ctx context.Context, out io.Writer, run func(context.Context, io.Writer) error) error {
	if !store.Exists(v.Dir) {
		return dosedesk.Errorf(dosedesk.ENotFound, "%s is no terminal", v.Dir)
	}
	return run(ctx, out)
}

// init has nobody who opens the vault: its key lies in the open.
func (v *Vault) init() *cobra.Command {
	c := &cobra.Command{
		Use: "init NAME", Short: "give the open key of an older dosedesk to a person", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			v.Newcomer.Name, v.Newcomer.Ask = args[0], stdinPrompt()
			return v.run(c.Context(), c.OutOrStdout(), v.Init)
		},
	}
	addDir(c, &v.Dir)
	return v.newcomer(c, "passphrase-file")
}

func (v *Vault) newcomer(c *cobra.Command, passphraseFile string) *cobra.Command {
	c.Flags().StringVar(&v.Newcomer.Recipient, "recipient", "", "age `RECIPIENT` of the person's own (age1...), in the place of a passphrase")
	c.Flags().StringVar(&v.Newcomer.PassphraseFile, passphraseFile, "", "`FILE` whose first line is the person's passphrase")
	return c
}
