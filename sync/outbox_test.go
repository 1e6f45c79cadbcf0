package sync_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/wire"
)

// keyed is a vault that knows its server's key, or none.
type keyed struct {
	*fakeVault
	key *dosedesk.SealKey
}

func (k keyed) ServerKey() (dosedesk.SealKey, bool) {
	if k.key == nil {
		return dosedesk.SealKey{}, false
	}
	return *k.key, true
}

// The pushes of an export are what the server would be pushed: whole, in order,
// without a gap, each within the limits and signed.
func TestAnExportIsPushesForLater(t *testing.T) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(t, err)
	open := dosedesk.OpenKey{ID: 1, Key: private}
	key := open.SealKey()
	vault := newVault(30)
	for range 20 {
		vault.recordSealed(2000) // so that fewer fit into one push
	}
	for range 200 {
		vault.record()
	}
	pending, err := vault.Pending(1000)
	must(t, err)
	must(t, vault.Acknowledge([]dosedesk.Receipt{{Event: pending[5].ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted}}}))

	sealed, n, err := sync.Export(keyed{vault, &key})
	must(t, err)
	if n != 249 || vault.unsent() != 249 {
		t.Errorf("%d events exported, %d unsent", n, vault.unsent())
	}
	parcels, err := wire.SplitParcels(sealed, key)
	must(t, err)
	enrolment := vault.Enrolment()
	public := ed25519.NewKeyFromSeed(enrolment.Key).Public().(ed25519.PublicKey)
	var events []dosedesk.Event
	for _, one := range parcels {
		parcel, err := wire.OpenParcel(open, one)
		must(t, err)
		var push wire.PushRequest
		must(t, wire.Unpack(bytes.NewReader(parcel.Push), "gzip", wire.MaxBody, &push))
		first, last := push.Events[0], push.Events[len(push.Events)-1]
		if len(parcel.Push) > wire.MaxParcelPush || len(push.Events) > wire.MaxPushEvents {
			t.Errorf("a push of %d events, %d bytes", len(push.Events), len(parcel.Push))
		}
		if int(last.Number-first.Number)+1 != len(push.Events) {
			t.Errorf("a push with a gap: %d events from %d to %d", len(push.Events), first.Number, last.Number)
		}
		if last.Hash() != push.Head || !dosedesk.VerifyPush(public, parcel.Terminal, first.Number, push.Head, push.Signature) {
			t.Errorf("the push from %d on is not signed", first.Number)
		}
		events = append(events, push.Events...)
	}
	left, err := vault.Pending(1000)
	must(t, err)
	if len(events) != len(left) {
		t.Fatalf("%d events in the file, %d unsent", len(events), len(left))
	}
	for i := range left {
		if events[i].Hash() != left[i].Hash() {
			t.Fatalf("event %d is not as it was recorded", left[i].Number)
		}
	}
}

func TestAnExportOfNothingAndWithoutAKey(t *testing.T) {
	if sealed, n, err := sync.Export(keyed{newVault(0), nil}); err != nil || n != 0 || sealed != nil {
		t.Errorf("of nothing: %d events, %d bytes, %v", n, len(sealed), err)
	}
	if _, _, err := sync.Export(keyed{newVault(1), nil}); dosedesk.CodeOf(err) != dosedesk.EConflict {
		t.Errorf("without a key: %v", err)
	}
}

// Of a terminal that is gone, a push says where nothing comes before it any more:
// at the beginning, and behind each gap. Of any other none says so.
func TestAnExportOfWhatIsLeft(t *testing.T) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(t, err)
	open := dosedesk.OpenKey{ID: 1, Key: private}
	key := open.SealKey()
	vault := newVault(200)
	pending, err := vault.Pending(1000)
	must(t, err)
	must(t, vault.Acknowledge([]dosedesk.Receipt{{Event: pending[50].ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted}}}))
	for name, c := range map[string]struct {
		export func(sync.Outbox) ([]byte, int, error)
		begins []uint64
	}{
		"gone":       {sync.ExportLast, []uint64{1, 52}},
		"still here": {sync.Export, nil},
	} {
		file, _, err := c.export(keyed{vault, &key})
		must(t, err)
		parcels, err := wire.SplitParcels(file, key)
		must(t, err)
		var begins []uint64
		for _, one := range parcels {
			parcel, err := wire.OpenParcel(open, one)
			must(t, err)
			var push wire.PushRequest
			must(t, wire.Unpack(bytes.NewReader(parcel.Push), "gzip", wire.MaxBody, &push))
			if len(push.Beginning) > 0 {
				begins = append(begins, push.Events[0].Number)
			}
		}
		if len(parcels) < 3 || !slices.Equal(begins, c.begins) {
			t.Errorf("%s: of %d pushes those say so that begin with %v, want %v", name, len(parcels), begins, c.begins)
		}
	}
}
