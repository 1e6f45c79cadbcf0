package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// A gone terminal is a registry that knows it, its folder, and the district's key.
type gone struct {
	dsn, dir, recovery string
}

// newGone makes a terminal with so many events, none of which was sent.
func newGone(t *testing.T, events int) gone {
	t.Helper()
	base := t.TempDir()
	g := gone{"sqlite:" + filepath.Join(base, "r.db"), filepath.Join(base, "vault"), filepath.Join(base, "recovery")}
	district, err := age.GenerateX25519Identity()
	must(err)
	must(os.WriteFile(g.recovery, []byte(district.String()+"\n"), 0o600))
	seed := []byte("a terminal's key, of 32 bytes ..")
	terminal := registry.Terminal{ID: dosedesk.ID{9}, Centre: 7, Key: ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)}
	r, err := registry.Open(t.Context(), g.dsn)
	must(err)
	_, err = server.LoadKeys(t.Context(), r, filepath.Join(base, "r.db.keys"))
	must(err)
	must(r.Update(t.Context(), func(tx *registry.Tx) error {
		must(tx.SetCentre(dosedesk.Centre{ID: 7, Name: "PHC Rampur", Kind: dosedesk.Government}))
		must(tx.AddTerminal(terminal, "a string's hash"))
		return tx.Certify(terminal)
	}))
	must(r.Close())

	ring := keys.New()
	must(store.Create(g.dir, dosedesk.Enrolment{Terminal: terminal.ID, Centre: 7, Key: seed, Recovery: district.Recipient().String()}, ring))
	v, err := store.Open(g.dir, ring, store.Options{Log: slog.New(slog.DiscardHandler)})
	must(err)
	for n := range events {
		_, err := v.Record(dosedesk.Operator{ID: "sunita", Role: dosedesk.Verifier}, &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1, byte(n)}})
		must(err)
	}
	must(v.Close())
	return g
}

func (g gone) imported(t *testing.T, args ...string) (status int, said, problems string) {
	t.Helper()
	var out, problem bytes.Buffer
	m := Main{Stdout: &out, Stderr: &problem, Now: time.Now}
	status = m.Run(t.Context(), append([]string{"events", "import", "--registry", g.dsn}, args...))
	return status, out.String(), problem.String()
}

// What a terminal that is gone left is taken in from its folder, once.
func TestEventsOfATerminalThatIsGone(t *testing.T) {
	g := newGone(t, 60)
	for _, c := range []struct{ from, want string }{
		{g.dir, ": 0 taken, 0 known already, 60 refused\n"},
		{filepath.Join(g.dir, "outbox.journal"), ": 0 taken, 60 known already, 0 refused\n"},
	} {
		status, said, problems := g.imported(t, "--journal", c.from, "--recovery", g.recovery)
		if status != 0 || !strings.HasPrefix(said, "60 events read in "+g.dir+"\n60 events of terminal 09000000-") || !strings.HasSuffix(said, c.want) {
			t.Errorf("exit status %d, %q, %q", status, said, problems)
		}
	}
}

// Of a damaged folder all is taken that is whole, what follows a gap as well; what
// it carried for others is taken too. That something is lost is a failure.
func TestEventsOfADamagedFolder(t *testing.T) {
	g := newGone(t, 60)
	must(os.Remove(filepath.Join(g.dir, "outbox.db")))
	journal := filepath.Join(g.dir, "outbox.journal")
	content, err := os.ReadFile(journal) //nolint:gosec // the test's own
	must(err)
	content[bytes.Index(content, binary.BigEndian.AppendUint64(nil, 20))+100] ^= 1
	must(os.WriteFile(journal, content, 0o600))
	must(os.Mkdir(filepath.Join(g.dir, "carried"), 0o700))
	must(os.WriteFile(filepath.Join(g.dir, "carried", strings.Repeat("a", 64)), []byte("rubbish"), 0o600))

	status, said, problems := g.imported(t, "--journal", g.dir, "--recovery", g.recovery)
	if status != 1 || !strings.Contains(said, "59 events read in ") || !strings.HasSuffix(said, ": 0 taken, 0 known already, 59 refused\n") {
		t.Errorf("exit status %d, %q", status, said)
	}
	for _, want := range []string{"outbox.db: it is missing", "events 20 to 20 are nowhere", "aaaa: this is no file of dosedesk outbox export"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q is not in %q", want, problems)
		}
	}
}

func TestEventsOfATerminalThatNobodyOpens(t *testing.T) {
	g := newGone(t, 1)
	stranger, err := age.GenerateX25519Identity()
	must(err)
	other := filepath.Join(t.TempDir(), "other")
	must(os.WriteFile(other, []byte(stranger.String()), 0o600))
	for name, c := range map[string]struct {
		args   []string
		status int
		want   string
	}{
		"another's key":    {[]string{"--journal", g.dir, "--recovery", other}, 1, "this identity opens no file in"},
		"no key":           {[]string{"--journal", g.dir, "--recovery", filepath.Join(g.dir, "none")}, 1, "reading the identity"},
		"no --recovery":    {[]string{"--journal", g.dir}, 2, "--journal DIR and --recovery FILE, both"},
		"nothing":          {nil, 2, "name a FILE"},
		"a file, too":      {[]string{"stick", "--journal", g.dir, "--recovery", g.recovery}, 2, "name a FILE"},
		"a folder of none": {[]string{"--journal", filepath.Dir(other), "--recovery", g.recovery}, 1, "this identity opens no file in"},
	} {
		if status, said, problems := g.imported(t, c.args...); status != c.status || said != "" || !strings.Contains(problems, c.want) {
			t.Errorf("%s: exit status %d, %q, %q", name, status, said, problems)
		}
	}
}
