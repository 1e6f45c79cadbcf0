package store_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// A person has an age identity: a passphrase would cost 0.2 s each time.
type person struct {
	keys.Holder
	own *age.X25519Identity
}

func newPerson(t *testing.T, name string) person {
	t.Helper()
	own, err := age.GenerateX25519Identity()
	must(t, err)
	h, err := keys.WithRecipient(name, own.Recipient().String())
	must(t, err)
	return person{h, own}
}

// opens is what a person's file gives him.
func (p person) opens(t *testing.T, dir string) keys.Ring {
	t.Helper()
	ring, err := keys.UnlockWith(dir, p.Name, p.own)
	must(t, err)
	return ring
}

// mustGrant makes a vault that these people may open, and the district.
func mustGrant(t *testing.T, may ...person) (dir string, district *age.X25519Identity) {
	t.Helper()
	dir = t.TempDir()
	district, err := age.GenerateX25519Identity()
	must(t, err)
	var holders []keys.Holder
	for _, p := range may {
		holders = append(holders, p.Holder)
	}
	enrolment := dosedesk.Enrolment{Terminal: id(9000), Server: "https://127.0.0.1:1", Recovery: district.Recipient().String()}
	must(t, store.Create(dir, enrolment, keys.New(), holders...))
	return dir, district
}

func mustOpenAs(t *testing.T, dir string, p person) *store.Vault {
	t.Helper()
	v, err := store.Open(dir, p.opens(t, dir), store.Options{Now: newClock().Now})
	must(t, err)
	t.Cleanup(func() { _ = v.Close() }) // a test may have closed it already
	return v
}

func names(v *store.Vault) (list []string) {
	for _, g := range v.Grants() {
		list = append(list, g.Name)
	}
	return list
}

func TestWhoMayOpenAVault(t *testing.T) {
	sunita, anil := newPerson(t, "sunita"), newPerson(t, "anil")
	dir, district := mustGrant(t, sunita)
	v := mustOpenAs(t, dir, sunita)
	must(t, v.Grant(anil.Holder))
	wantCode(t, v.Grant(newPerson(t, "anil").Holder), dosedesk.EConflict)
	if got := names(v); !slices.Equal(got, []string{"sunita", keys.Recovery, "anil"}) {
		t.Errorf("granted to %v", got)
	}
	must(t, v.Close())

	v = mustOpenAs(t, dir, anil)
	must(t, v.Revoke("sunita"))
	wantCode(t, v.Revoke("sunita"), dosedesk.ENotFound)
	must(t, os.WriteFile(keys.RingFile(dir, "sunita"), nil, 0o600)) // as if it had been cut off
	must(t, v.Revoke("sunita"))
	wantCode(t, v.Revoke("anil"), dosedesk.EConflict)
	wantCode(t, v.Revoke(keys.Recovery), dosedesk.ENotFound)
	must(t, v.Close())
	_, err := keys.UnlockWith(dir, "sunita", sunita.own)
	wantCode(t, err, dosedesk.ENotFound)
	must(t, mustOpenAs(t, dir, anil).Close())
	ring, err := keys.UnlockWith(dir, keys.Recovery, district)
	must(t, err)
	if !slices.Equal(ring, anil.opens(t, dir)) {
		t.Error("the district has another key")
	}
}

// Who keeps an outbox from before he was revoked, and puts it back, is not entitled
// again: what the journal has of later, the list with it, counts.
func TestAnOldOutboxEntitlesNobodyAgain(t *testing.T) {
	sunita, anil := newPerson(t, "sunita"), newPerson(t, "anil")
	dir, _ := mustGrant(t, sunita, anil)
	outbox := filepath.Join(dir, "outbox.db")
	old, err := os.ReadFile(outbox) //nolint:gosec // the test's own
	must(t, err)
	v := mustOpenAs(t, dir, sunita)
	must(t, v.Revoke("anil"))
	mustRecord(t, v, &dosedesk.ReissueAsked{Appointment: id(1)})
	must(t, v.Close())
	must(t, os.WriteFile(outbox, old, 0o600)) //nolint:gosec // as above
	v = mustOpenAs(t, dir, sunita)
	if last, _ := v.LastEvent(); last.Number != 1 || slices.Contains(names(v), "anil") {
		t.Errorf("with %d events it opens for %v", last.Number, names(v))
	}
	if _, err := os.Stat(keys.RingFile(dir, "anil")); !os.IsNotExist(err) {
		t.Errorf("he was handed the key: %v", err)
	}
}

func TestAPassphraseIsAnIdentityOfItsOwn(t *testing.T) {
	const passphrase = "four words for sunita"
	anil := newPerson(t, "anil")
	dir, _ := mustGrant(t, anil)
	v := mustOpenAs(t, dir, anil)
	h, err := keys.WithPassphrase("sunita", passphrase)
	must(t, err)
	must(t, v.Grant(h))
	must(t, v.Close())
	ring, err := keys.Unlock(dir, "sunita", passphrase)
	must(t, err)
	v, err = store.Open(dir, ring, store.Options{})
	must(t, err)
	must(t, v.Revoke("sunita"))
	must(t, v.Close())
	if files, _ := filepath.Glob(filepath.Join(dir, "keys", "sunita*")); len(files) > 0 {
		t.Errorf("%v are left", files)
	}
}

// A terminal that enrolled before its district had a recovery key gets it later,
// once: no server can put another in its place.
func TestARecoveryKeyThatComesLater(t *testing.T) {
	anil := newPerson(t, "anil")
	district, err := age.GenerateX25519Identity()
	must(t, err)
	other, err := age.GenerateX25519Identity()
	must(t, err)
	dir := t.TempDir()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Server: "https://127.0.0.1:1"}, keys.New(), anil.Holder))
	for n, c := range []struct {
		recovery string
		lost     string // file, before the next start
		may      []string
	}{
		{"", "", []string{"anil"}},
		{"age1nothing", "", []string{"anil"}},
		{district.Recipient().String(), "", []string{"anil", keys.Recovery}},
		{other.Recipient().String(), "outbox.db", []string{"anil", keys.Recovery}},
		{"", "outbox.journal", []string{"anil", keys.Recovery}},
	} {
		v := mustOpenAs(t, dir, anil)
		certificate := []byte{byte(n + 1)}
		must(t, v.Renew(certificate, c.recovery))
		if got := names(v); !slices.Equal(got, c.may) || !slices.Equal(v.Enrolment().Certificate, certificate) {
			t.Errorf("renewal %d: it opens for %v, want %v", n, got, c.may)
		}
		must(t, v.Close())
		if c.lost != "" {
			missing(t, filepath.Join(dir, c.lost))
		}
	}
	v := mustOpenAs(t, dir, anil)
	if got := names(v); v.Enrolment().Recovery != district.Recipient().String() || !slices.Equal(got, []string{"anil", keys.Recovery}) {
		t.Errorf("it opens for %v", got)
	}
	must(t, v.Close())
	ring, err := keys.UnlockWith(dir, keys.Recovery, district)
	must(t, err)
	if !slices.Equal(ring, anil.opens(t, dir)) {
		t.Error("the district has another key")
	}
	_, err = keys.UnlockWith(dir, keys.Recovery, other)
	wantCode(t, err, dosedesk.EUnauthorized)
}

// Whoever is entitled and whose file is gone gets it from the next who opens.
func TestALostFileIsHandedOutAnew(t *testing.T) {
	sunita, anil := newPerson(t, "sunita"), newPerson(t, "anil")
	dir, district := mustGrant(t, sunita, anil)
	ring := sunita.opens(t, dir)
	missing(t, keys.RingFile(dir, "sunita"))
	missing(t, keys.RingFile(dir, keys.Recovery))
	must(t, mustOpenAs(t, dir, anil).Close())
	if !slices.Equal(sunita.opens(t, dir), ring) {
		t.Error("she got another key")
	}
	_, err := keys.UnlockWith(dir, keys.Recovery, district)
	must(t, err)
}

// The list of who is entitled outlives the loss of either file: a key that comes
// later must reach everybody, and nobody else.
func TestTheListOutlivesDamage(t *testing.T) {
	for _, name := range []string{"outbox.db", "outbox.journal"} {
		t.Run(name, func(t *testing.T) {
			sunita, anil := newPerson(t, "sunita"), newPerson(t, "anil")
			dir, _ := mustGrant(t, sunita)
			v := mustOpenAs(t, dir, sunita)
			must(t, v.Grant(anil.Holder))
			want := v.Grants()
			must(t, v.Close())
			missing(t, filepath.Join(dir, name))
			for range 2 { // made anew, and read again
				v = mustOpenAs(t, dir, anil)
				if !slices.Equal(v.Grants(), want) {
					t.Errorf("granted to %v", names(v))
				}
				must(t, v.Close())
			}
		})
	}
}

func TestRecoveryThatIsNone(t *testing.T) {
	dir := t.TempDir()
	err := store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Recovery: "age1nothing"}, key)
	wantCode(t, err, dosedesk.EInvalid)
	if store.Exists(dir) {
		t.Error("a vault was made")
	}
}

// Whoever writes a file of his own into the folder is given no key that comes
// later; who is entitled is, without being there.
func TestRekeyReachesWhoIsEntitled(t *testing.T) {
	sunita, anil, eve := newPerson(t, "sunita"), newPerson(t, "anil"), newPerson(t, "eve")
	dir, district := mustGrant(t, sunita, anil)
	old := sunita.opens(t, dir)
	sealed, err := keys.Seal(old, eve.Recipient)
	must(t, err)
	must(t, os.WriteFile(keys.RingFile(dir, "eve"), sealed, 0o600))

	c, err := store.Take(dir)
	must(t, err)
	must(t, c.Rekey(old, store.Options{}))
	must(t, c.Close())
	fresh := anil.opens(t, dir)
	if len(fresh) != 1 || fresh[0] == old[0] || !slices.Equal(fresh, sunita.opens(t, dir)) {
		t.Errorf("the key is %d keys, new: %v", len(fresh), fresh[0] != old[0])
	}
	_, err = keys.UnlockWith(dir, keys.Recovery, district)
	must(t, err)
	if _, err = keys.UnlockWith(dir, "eve", eve.own); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("eve was given the key: %v", err)
	}
	before := folder(t, dir)
	_, err = store.Open(dir, old, store.Options{})
	wantCode(t, err, dosedesk.EDamaged)
	if !maps.Equal(before, folder(t, dir)) {
		t.Error("the old key changed something")
	}
}

func TestRekeyIsRefusedWhereItWouldLose(t *testing.T) {
	sunita := newPerson(t, "sunita")
	dir, _ := mustGrant(t, sunita)
	must(t, os.WriteFile(filepath.Join(dir, "outbox.db.damaged-1"), nil, 0o600))
	ring := sunita.opens(t, dir)
	c, err := store.Take(dir)
	must(t, err)
	defer c.Close() //nolint:errcheck // the test is over
	wantCode(t, c.Rekey(ring, store.Options{}), dosedesk.EConflict)
	if !slices.Equal(sunita.opens(t, dir), ring) {
		t.Error("the key changed")
	}
}
