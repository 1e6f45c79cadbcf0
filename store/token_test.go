package store

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
)

// TestNoTokenOnTheDisk enters a slip's code and looks for its token in every
// byte of the folder, and in every value opened: as text, as bytes, as what is
// signed and as its signature. The code itself is looked for by its token's
// bytes only: four digits stand in many numbers.
func TestNoTokenOnTheDisk(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	booked := dosedesk.Appointment{ID: dosedesk.ID{1}, Dose: 1, Booking: dosedesk.Online}
	booked.Session = dosedesk.Session{ID: dosedesk.ID{8}, Centre: 603425, Day: day, Vaccine: dosedesk.Covishield}
	secret := dosedesk.TokenSecret("a secret of tests")
	code, err := dosedesk.ParseCode("4821")
	if err != nil {
		t.Fatal(err)
	}
	scanned := dosedesk.NewToken(booked, 1, code).Sign(secret)
	token, fault := dosedesk.ReadToken(scanned, []dosedesk.TokenKey{secret.TokenKey(day)})
	if fault != "" {
		t.Fatal(fault)
	}

	v := openNew(t)
	server, err := ecdh.X25519().NewPrivateKey([]byte("a key of 32 bytes for tests only"))
	if err != nil {
		t.Fatal(err)
	}
	key := dosedesk.OpenKey{ID: 1, Key: server}.SealKey()
	page := dosedesk.Changes{SealKey: &key, Entries: []dosedesk.Entry{{Appointment: booked, Code: dosedesk.NewCodeState()}}}
	if err := v.Apply(page); err != nil {
		t.Fatal(err)
	}
	if _, err := v.EnterCode(by, booked.ID, dosedesk.ChannelSlip, token.Issue, token.Code); err != nil {
		t.Fatal(err)
	}
	wantAbsent(t, onDisk(t, v), scanned)
}

// onDisk returns all that lies in the vault's folder, as it lies there and
// opened.
func onDisk(t *testing.T, v *Vault) []byte {
	t.Helper()
	var all []byte
	files, err := filepath.Glob(filepath.Join(filepath.Dir(v.outbox.path), "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	opened := 0
	read := func(f *file, b box, bucket string) {
		err := f.view(func(t tx) error {
			return tx{t.Tx, b}.each(bucket, nil, func(_, value []byte) (bool, error) {
				all = append(all, value...)
				opened++
				return true, nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, bucket := range []string{events, verdicts, settings} {
		read(v.outbox, v.box, bucket)
	}
	read(v.roster, v.box.of(rosterSchema), facts)
	for _, s := range v.booked.shelves {
		read(v.roster, s.box, s.bucket())
	}
	if opened < 4 {
		t.Fatalf("%d values opened, want the event, the enrolment, the entry and the facts at least", opened)
	}
	return all
}

func wantAbsent(t *testing.T, disk []byte, scanned string) {
	t.Helper()
	crockford := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)
	raw, err := crockford.DecodeString(strings.TrimPrefix(scanned, dosedesk.TokenPrefix))
	if err != nil || len(raw) != 94 {
		t.Fatalf("a token of %d bytes: %v", len(raw), err)
	}
	signed, signature := raw[:len(raw)-ed25519.SignatureSize], raw[len(raw)-ed25519.SignatureSize:]
	for what, secret := range map[string][]byte{
		"the token's text":     []byte(scanned),
		"in small letters":     []byte(strings.ToLower(scanned)),
		"the text unprefixed":  []byte(scanned[len(dosedesk.TokenPrefix):]),
		"the token's bytes":    raw,
		"what is signed":       signed,
		"code and person":      signed[len(signed)-6:],
		"the signature":        signature,
		"half of it":           signature[:32],
		"the other half of it": signature[32:],
	} {
		for _, written := range [][]byte{secret, []byte(base64.StdEncoding.EncodeToString(secret)), []byte(hex.EncodeToString(secret))} {
			if bytes.Contains(disk, written) {
				t.Errorf("%s is on the disk", what)
			}
		}
	}
	if !bytes.Contains(disk, []byte(dosedesk.KindCodeEntered)) {
		t.Error("the search finds nothing at all, not even the kind of the event")
	}
}
