package wire_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/sync/wire"
)

func newOpenKey(t *testing.T) dosedesk.OpenKey {
	t.Helper()
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return dosedesk.OpenKey{ID: 1, Key: key}
}

// file seals pushes as an export does.
func file(t *testing.T, key dosedesk.OpenKey, pushes ...string) []byte {
	t.Helper()
	var parcels []wire.Parcel
	for _, push := range pushes {
		parcels = append(parcels, wire.Parcel{Terminal: dosedesk.ID{7}, Push: []byte(push)})
	}
	sealed, err := wire.SealParcels(parcels, key.SealKey())
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestAParcelIsReadByItsServerAlone(t *testing.T) {
	key, other := newOpenKey(t), newOpenKey(t)
	sealed := file(t, key, "the first push", "the second push")
	if bytes.Contains(sealed, []byte("first")) {
		t.Error("it can be read by everybody")
	}
	parcels, err := wire.SplitParcels(sealed, key.SealKey())
	if err != nil || len(parcels) != 2 {
		t.Fatalf("%d parcels, %v", len(parcels), err)
	}
	for i, push := range []string{"the first push", "the second push"} {
		p, err := wire.OpenParcel(key, parcels[i])
		if err != nil || p.Terminal != (dosedesk.ID{7}) || string(p.Push) != push {
			t.Errorf("opened: %+v, %v", p, err)
		}
	}
	for name, c := range map[string]struct {
		key  dosedesk.OpenKey
		want dosedesk.ErrorCode
	}{
		"another server":      {other, dosedesk.EUnauthorized},
		"for another purpose": {dosedesk.OpenKey{ID: 2, Key: key.Key}, dosedesk.EDamaged},
	} {
		if _, err := wire.OpenParcel(c.key, parcels[0]); dosedesk.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := wire.SplitParcels(sealed, other.SealKey()); dosedesk.CodeOf(err) != dosedesk.EUnauthorized {
		t.Errorf("carried to another server: %v", err)
	}
	if _, err := wire.SealParcels(nil, dosedesk.SealKey{Key: []byte("short")}); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("sealed to no key: %v", err)
	}
}

// read is what the server does with a file.
func read(key dosedesk.OpenKey, file []byte) (pushes []string, err error) {
	parcels, err := wire.SplitParcels(file, key.SealKey())
	if err != nil {
		return nil, err
	}
	for _, parcel := range parcels {
		p, err := wire.OpenParcel(key, parcel)
		if err != nil {
			return nil, err
		}
		pushes = append(pushes, string(p.Push))
	}
	return pushes, nil
}

// Whatever is changed or missing, the file is not read, and not at fault silently.
func TestADamagedFileIsRefused(t *testing.T) {
	key := newOpenKey(t)
	sealed := file(t, key, "a push", "another")
	for n := range sealed {
		if _, err := read(key, sealed[:n]); dosedesk.CodeOf(err) != dosedesk.EDamaged {
			t.Fatalf("cut to %d of %d bytes: %v", n, len(sealed), err)
		}
		changed := slices.Clone(sealed)
		changed[n] ^= 0x10
		if _, err := read(key, changed); err == nil {
			t.Fatalf("byte %d changed: nobody sees it", n)
		}
	}
	parts, err := wire.SplitParcels(sealed, key.SealKey())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		want dosedesk.ErrorCode
	}{
		"some other file":  {[]byte("name,age\n"), dosedesk.EInvalid},
		"a byte more":      {slices.Concat(sealed, []byte{0}), dosedesk.EDamaged},
		"the first alone":  {parts[0], dosedesk.EDamaged},
		"the second alone": {parts[1], dosedesk.EDamaged},
		"in another order": {slices.Concat(parts[1], parts[0]), dosedesk.EDamaged},
		"one part twice":   {slices.Concat(parts[0], parts[0], parts[1]), dosedesk.EDamaged},
		"the file twice":   {slices.Concat(sealed, sealed), dosedesk.EDamaged},
		"no length":        {slices.Replace(slices.Clone(sealed), 34, 38, 0, 0, 0, 0), dosedesk.EDamaged},
	} {
		if _, err := read(key, c.file); dosedesk.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A carrier cuts a file into its parcels, knowing no key.
func TestTheNextParcelOfAFile(t *testing.T) {
	key := newOpenKey(t)
	sealed := file(t, key, "a push", "another")
	rest := sealed
	for range 2 {
		parcel, err := wire.NextParcel(rest)
		if err != nil || len(parcel) == 0 {
			t.Fatalf("%d bytes, %v", len(parcel), err)
		}
		if _, err := wire.OpenParcel(key, parcel); err != nil {
			t.Error(err)
		}
		rest = rest[len(parcel):]
	}
	if len(rest) > 0 {
		t.Errorf("%d bytes are left", len(rest))
	}
	if _, err := wire.NextParcel(sealed[:len(sealed)/3]); dosedesk.CodeOf(err) != dosedesk.EDamaged {
		t.Errorf("half a parcel: %v", err)
	}
}
