package keys_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"dosedesk"
	"dosedesk/store/keys"
)

// A passphrase with letters that can be written in two ways.
const passphrase = "चार शब्द क़लम दरवाज़ा"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, want dosedesk.ErrorCode) {
	t.Helper()
	if code := dosedesk.CodeOf(err); code != want {
		t.Errorf("the error is %q (%v), want %q", code, err, want)
	}
}

// keep writes what a vault's folder has of a holder.
func keep(t *testing.T, dir string, h keys.Holder, r keys.Ring) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, keys.Folder), 0o700))
	sealed, err := keys.Seal(r, h.Recipient)
	must(t, err)
	must(t, os.WriteFile(keys.RingFile(dir, h.Name), sealed, 0o600))
	if h.Protected != nil {
		must(t, os.WriteFile(keys.ProtectedFile(dir, h.Name), h.Protected, 0o600))
	}
}

// A folder is one that sunita opens with her passphrase, anil with an identity,
// and the district.
type folder struct {
	dir            string
	ring           keys.Ring
	anil, district *age.X25519Identity
}

var sunita = func() keys.Holder { // once: a passphrase costs 0.2 s
	h, err := keys.WithPassphrase("sunita", passphrase)
	if err != nil {
		panic(err)
	}
	return h
}()

func newFolder(t *testing.T) (f folder) {
	t.Helper()
	f = folder{dir: t.TempDir(), ring: append(keys.New(), keys.New()...)}
	var err error
	f.anil, err = age.GenerateX25519Identity()
	must(t, err)
	f.district, err = age.GenerateX25519Identity()
	must(t, err)
	anil, err := keys.WithRecipient("anil", f.anil.Recipient().String())
	must(t, err)
	district, err := keys.WithRecovery(f.district.Recipient().String())
	must(t, err)
	for _, h := range []keys.Holder{sunita, anil, district} {
		keep(t, f.dir, h, f.ring)
	}
	return f
}

func TestWhoIsEntitledOpens(t *testing.T) {
	f := newFolder(t)
	for name, open := range map[string]func() (keys.Ring, error){
		"a passphrase":                   func() (keys.Ring, error) { return keys.Unlock(f.dir, "sunita", passphrase) },
		"the same in other letters":      func() (keys.Ring, error) { return keys.Unlock(f.dir, "sunita", norm.NFD.String(passphrase)) },
		"an identity":                    func() (keys.Ring, error) { return keys.UnlockWith(f.dir, "anil", f.anil) },
		"an identity of nobody in words": func() (keys.Ring, error) { return keys.UnlockWith(f.dir, "", f.anil) },
		"the district":                   func() (keys.Ring, error) { return keys.UnlockWith(f.dir, keys.Recovery, f.district) },
	} {
		t.Run(name, func(t *testing.T) {
			r, err := open()
			must(t, err)
			if !slices.Equal(r, f.ring) {
				t.Error("another key came out")
			}
		})
	}
}

func TestWhoIsNotEntitledDoesNot(t *testing.T) {
	remove := func(file func(string, string) string, name string) func(*testing.T, folder) {
		return func(t *testing.T, f folder) { t.Helper(); must(t, os.Remove(file(f.dir, name))) }
	}
	damage := func(file func(string, string) string, name string) func(*testing.T, folder) {
		return func(t *testing.T, f folder) {
			t.Helper()
			content, err := os.ReadFile(file(f.dir, name))
			must(t, err)
			content[len(content)-1] ^= 1
			must(t, os.WriteFile(file(f.dir, name), content, 0o600))
		}
	}
	exchange := func(t *testing.T, f folder) {
		t.Helper()
		must(t, os.Rename(keys.RingFile(f.dir, "anil"), keys.RingFile(f.dir, "sunita")))
		keep(t, f.dir, keys.Holder{Grant: keys.Grant{Name: "anil", Recipient: f.anil.Recipient().String()}}, f.ring)
	}
	for name, test := range map[string]struct {
		before     func(*testing.T, folder)
		who, typed string
		with       bool // sunita's own place, with anil's identity
		code       dosedesk.ErrorCode
		says       []string
	}{
		"a wrong passphrase":     {who: "sunita", typed: passphrase + "x", code: dosedesk.EUnauthorized},
		"no passphrase":          {who: "sunita", code: dosedesk.EUnauthorized},
		"nobody":                 {who: "meera", typed: passphrase, code: dosedesk.ENotFound, says: []string{"anil, sunita", "recovery key"}},
		"a path":                 {who: "../sunita", typed: passphrase, code: dosedesk.EInvalid},
		"the district's name":    {who: keys.Recovery, typed: passphrase, code: dosedesk.EInvalid},
		"who has no passphrase":  {who: "anil", typed: passphrase, code: dosedesk.EDamaged, says: []string{"sunita"}},
		"another's identity":     {who: "sunita", with: true, code: dosedesk.EUnauthorized},
		"no identity":            {before: remove(keys.ProtectedFile, "sunita"), who: "sunita", typed: passphrase, code: dosedesk.EDamaged, says: []string{"opens for: anil"}},
		"no key":                 {before: remove(keys.RingFile, "sunita"), who: "sunita", typed: passphrase, code: dosedesk.EDamaged, says: []string{"opens for: anil"}},
		"another's key":          {before: exchange, who: "sunita", typed: passphrase, code: dosedesk.EDamaged, says: []string{"another identity", "opens for: anil"}},
		"half an identity":       {before: damage(keys.ProtectedFile, "sunita"), who: "sunita", typed: passphrase, code: dosedesk.EDamaged, says: []string{"opens for: anil"}},
		"half a key":             {before: damage(keys.RingFile, "sunita"), who: "sunita", typed: passphrase, code: dosedesk.EDamaged, says: []string{"sunita.age is damaged", "opens for: anil", "recovery key"}},
		"half a key, by anybody": {before: damage(keys.RingFile, "anil"), with: true, code: dosedesk.EDamaged, says: []string{"anil.age is damaged", "opens for: sunita"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			if test.before != nil {
				test.before(t, f)
			}
			r, err := keys.Unlock(f.dir, test.who, test.typed)
			if test.with {
				r, err = keys.UnlockWith(f.dir, test.who, f.anil)
			}
			wantCode(t, err, test.code)
			for _, want := range test.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if r != nil || test.typed != "" && strings.Contains(err.Error(), test.typed) {
				t.Errorf("it gave %v, and says %q", r, err)
			}
		})
	}
}

func TestWhatNobodyCanBeEntitledBy(t *testing.T) {
	own, err := age.GenerateX25519Identity()
	must(t, err)
	recipient := own.Recipient().String()
	for name, entitle := range map[string]func() (keys.Holder, error){
		"a short passphrase":    func() (keys.Holder, error) { return keys.WithPassphrase("sunita", "eleven char") },
		"a name of two":         func() (keys.Holder, error) { return keys.WithPassphrase("Sunita Devi", passphrase) },
		"no name":               func() (keys.Holder, error) { return keys.WithRecipient("", recipient) },
		"the district's name":   func() (keys.Holder, error) { return keys.WithRecipient(keys.Recovery, recipient) },
		"a secret key":          func() (keys.Holder, error) { return keys.WithRecipient("anil", own.String()) },
		"half a recipient":      func() (keys.Holder, error) { return keys.WithRecipient("anil", recipient[:40]) },
		"a plugin that is none": func() (keys.Holder, error) { return keys.WithRecipient("anil", "age1nosuch1qqqqqqqq") },
		"no recovery":           func() (keys.Holder, error) { return keys.WithRecovery("") },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := entitle()
			wantCode(t, err, dosedesk.EInvalid)
			if strings.Contains(err.Error(), own.String()) {
				t.Error("it repeats a secret key")
			}
		})
	}
}

func TestWhoOpenedLastComesFirst(t *testing.T) {
	f := newFolder(t)
	at := time.Now().Add(time.Hour)
	must(t, os.Chtimes(keys.RingFile(f.dir, "sunita"), at, at))
	if got := keys.People(f.dir); !slices.Equal(got, []string{"sunita", "anil"}) {
		t.Errorf("the people are %v", got)
	}
	at = at.Add(time.Hour)
	must(t, os.Chtimes(keys.RingFile(f.dir, "anil"), at, at))
	if got := keys.People(f.dir); !slices.Equal(got, []string{"anil", "sunita"}) {
		t.Errorf("the people are %v", got)
	}
}

func TestIdentitiesFromAFile(t *testing.T) {
	f := newFolder(t)
	path := filepath.Join(t.TempDir(), "identity")
	must(t, os.WriteFile(path, []byte("# created: today\n\n"+f.anil.String()+"\n"), 0o600))
	with, err := keys.ReadIdentities(path)
	must(t, err)
	_, err = keys.UnlockWith(f.dir, "", with...)
	must(t, err)

	_, err = keys.ReadIdentities(path + ".gone")
	wantCode(t, err, dosedesk.ENotFound)
	for _, content := range []string{"", "# nothing\n", strings.TrimSuffix(f.anil.String(), "A") + "Q\n", "AGE-PLUGIN-\n"} {
		must(t, os.WriteFile(path, []byte(content), 0o600))
		_, err = keys.ReadIdentities(path)
		wantCode(t, err, dosedesk.EInvalid)
		if strings.Contains(err.Error(), f.anil.String()[20:40]) {
			t.Error("it repeats a secret key")
		}
	}
}

func TestAKeyIsNeverPrinted(t *testing.T) {
	k := keys.New()[0]
	for _, said := range []string{fmt.Sprint(k), fmt.Sprintf("%+v", keys.Ring{k}), fmt.Sprintf("%#v", k)} {
		if strings.Contains(said, fmt.Sprint(k[0], " ", k[1])) || !strings.Contains(said, "the vault's key") {
			t.Errorf("a key prints as %s", said)
		}
	}
}
