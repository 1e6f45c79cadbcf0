package main

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// A file that cannot be taken is named, with the reason, and is a failure.
func TestEventsThatCannotBeTaken(t *testing.T) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(err)
	foreign, err := wire.SealParcels([]wire.Parcel{{Terminal: dosedesk.ID{1}}}, dosedesk.OpenKey{ID: 1, Key: private}.SealKey())
	must(err)
	dir := t.TempDir()
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"rubbish":  {[]byte("rubbish"), "this is no file of dosedesk outbox export"},
		"empty":    {nil, "the file is cut short"},
		"another":  {foreign, "the file is sealed to another server"},
		"half one": {foreign[:30], "the file is cut short"},
	} {
		path := filepath.Join(dir, name)
		must(os.WriteFile(path, c.content, 0o600))
		var out, problems bytes.Buffer
		m := Main{Stdout: &out, Stderr: &problems, Now: time.Now}
		status := m.Run(t.Context(), []string{"events", "import", path, "--registry", "sqlite:" + filepath.Join(dir, "r.db")})
		if status != 1 || out.Len() > 0 || !strings.Contains(problems.String(), path+": "+c.want) {
			t.Errorf("%s: exit status %d, %q, %q", name, status, out.String(), problems.String())
		}
	}
}

// exported is the file of one event of a terminal, which it makes in a registry.
func exported(t *testing.T, dsn string) []byte {
	t.Helper()
	r, err := registry.Open(t.Context(), dsn)
	must(err)
	defer func() { must(r.Close()) }()
	keys, err := server.LoadKeys(t.Context(), r, strings.TrimPrefix(dsn, "sqlite:")+".keys")
	must(err)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	terminal := registry.Terminal{ID: dosedesk.ID{9}, Centre: 7, Key: public}
	must(r.Update(t.Context(), func(tx *registry.Tx) error {
		must(tx.SetCentre(dosedesk.Centre{ID: 7, Name: "PHC Rampur", Kind: dosedesk.Government}))
		must(tx.AddTerminal(terminal, "a string's hash"))
		return tx.Certify(terminal)
	}))
	event := dosedesk.Event{
		Header: dosedesk.Header{ID: dosedesk.ID{1}, Terminal: terminal.ID, Number: 1, Kind: dosedesk.KindReissueAsked},
		Body:   &dosedesk.ReissueAsked{Appointment: dosedesk.ID{2}},
	}
	head := event.Hash()
	push, err := wire.Pack(wire.PushRequest{
		Events: []dosedesk.Event{event}, Head: head, Signature: dosedesk.SignPush(private, terminal.ID, 1, head),
	})
	must(err)
	sealed, err := wire.SealParcels([]wire.Parcel{{Terminal: terminal.ID, Push: push}}, keys.Open.SealKey())
	must(err)
	return sealed
}

// The command tells what became of the events, whose number alone it names.
func TestEventsAreTaken(t *testing.T) {
	dir := t.TempDir()
	dsn, path := "sqlite:"+filepath.Join(dir, "r.db"), filepath.Join(dir, "stick")
	must(os.WriteFile(path, exported(t, dsn), 0o600))
	for _, want := range []string{": 0 taken, 0 known already, 1 refused\n", ": 0 taken, 1 known already, 0 refused\n"} {
		var out, problems bytes.Buffer
		m := Main{Stdout: &out, Stderr: &problems, Now: time.Now}
		status := m.Run(t.Context(), []string{"events", "import", path, "--registry", dsn})
		if status != 0 || !strings.HasPrefix(out.String(), "1 events of terminal 09000000-") || !strings.HasSuffix(out.String(), want) {
			t.Errorf("exit status %d, %q, %q", status, out.String(), problems.String())
		}
	}
}
