package wire_test

import (
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestEventsComeBackAsTheyWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent := wire.Events(rapid.SliceOfN(event(), 0, 12).Draw(t, "events"))
		for i := 1; i < len(sent); i++ {
			if rapid.Bool().Draw(t, "follows") {
				sent[i].Previous = sent[i-1].Hash()
			}
			if d, ok := sent[i].Body.(*dosedesk.DoseRecorded); ok && rapid.Bool().Draw(t, "of a visit") {
				before := sent[rapid.IntRange(0, i-1).Draw(t, "cleared by")]
				d.Appointment, d.ClearedBy = before.Body.About(), before.ID
			}
		}
		b, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		var got wire.Events
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%v: %s", err, b)
		}
		if diff := cmp.Diff(sent, got); diff != "" {
			t.Fatalf("sent (-) is not what came (+):\n%s\n%s", diff, b)
		}
		for i := range got {
			if got[i].Hash() != sent[i].Hash() {
				t.Fatalf("event %d has another hash: %s", i, b)
			}
		}
	})
}

func event() *rapid.Generator[dosedesk.Event] {
	return rapid.Custom(func(t *rapid.T) dosedesk.Event {
		bodies := []dosedesk.Body{
			&dosedesk.CodeEntered{
				Appointment: id().Draw(t, "appointment"), Channel: dosedesk.ChannelSlip, Issue: rapid.IntRange(0, 3).Draw(t, "issue"),
				Key: rapid.Byte().Draw(t, "key"), Sealed: rapid.SliceOfN(rapid.Byte(), 51, 52).Draw(t, "sealed"),
			},
			&dosedesk.DoseRecorded{
				Appointment: id().Draw(t, "appointment"), Citizen: rapid.StringMatching(`([0-9]{13,14}|ä)?`).Draw(t, "citizen"),
				Dose: rapid.IntRange(-1, 11).Draw(t, "dose"), Vaccine: dosedesk.Covaxin, Batch: rapid.String().Draw(t, "batch"),
				GivenAt: moment().Draw(t, "given at"), ClearedBy: id().Draw(t, "cleared by"),
				Answers: dosedesk.Answers{Acute: rapid.Bool().Draw(t, "acute"), Recovered: day().Draw(t, "recovered")},
			},
			&dosedesk.ReissueAsked{Appointment: id().Draw(t, "appointment")},
		}
		body := rapid.SampledFrom(bodies).Draw(t, "body")
		wall := moment().Draw(t, "wall")
		if d, ok := body.(*dosedesk.DoseRecorded); ok && rapid.Bool().Draw(t, "at once") {
			d.GivenAt = wall
		}
		return dosedesk.Event{Body: body, Header: dosedesk.Header{
			ID: id().Draw(t, "id"), Terminal: id().Draw(t, "terminal"), Number: rapid.Uint64().Draw(t, "number"), Kind: body.Kind(),
			By: dosedesk.Signature{ID: rapid.SampledFrom([]string{"sunita", "anil"}).Draw(t, "by")},
			At: dosedesk.Stamp{Wall: wall, Uptime: time.Duration(rapid.Int64().Draw(t, "uptime"))},
		}}
	})
}

func TestEventsThatDoNotFitAreInvalid(t *testing.T) {
	const code = `"way":"c","frame":{"of":[{}]},"id":{"rest":"AZZAAAAAcACAAAAAAAAAAQ=="},"number":[1],"wall":[1],"uptime":[1],"previous":["` +
		`0000000000000000000000000000000000000000000000000000000000000000"]`
	const whole = `"code":{"appointment":"AZZAAAAAcACAAAAAAAAAAQ","how":{"of":[{}]},"sealed":"` +
		`AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}`
	var got wire.Events
	if err := json.Unmarshal([]byte(`{`+code+`,`+whole+`}`), &got); err != nil {
		t.Fatalf("what the others are changed from: %v", err)
	}
	for name, text := range map[string]string{
		"an event without an id":        `{"way":"c",` + whole + `}`,
		"a way that there is not":       `{"way":"x"}`,
		"no row":                        `{"way":"r"}`,
		"a row too many":                `{"rows":[{}]}`,
		"no body":                       `{` + code + `}`,
		"a body too many":               `{` + whole + `}`,
		"a sealed code cut short":       `{` + code + `,"code":{"appointment":"AZZAAAAAcACAAAAAAAAAAQ","how":{"of":[{}]},"sealed":"AAAA"}}`,
		"a dose cleared by what is not": `{"way":"d","id":{"rest":"AZZAAAAAcACAAAAAAAAAAQ=="},"number":[1],"wall":[1],"uptime":[1],"dose":{"cleared":"1","given_at":[0]}}`,
		"one that follows nothing": `{"way":"c","frame":{"of":[{}]},"id":{"rest":"AZZAAAAAcACAAAAAAAAAAQ=="},"number":[1],"wall":[1],"uptime":[1],` +
			`"previous":[""],` + whole + `}`,
		"rows without columns": `[]`,
	} {
		t.Run(name, func(t *testing.T) {
			var got wire.Events
			if err := json.Unmarshal([]byte(text), &got); err == nil {
				t.Errorf("taken: %+v", got)
			}
		})
	}
}

func FuzzUnmarshalEvents(f *testing.F) {
	b, err := json.Marshal(visits(rand.New(rand.NewPCG(1, 2)), 3)) //nolint:gosec // made-up visits
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"way":"r","rows":[{"kind":"code.reissue_asked","body":{}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var first, again wire.Events
		if err := json.Unmarshal(b, &first); err != nil {
			return
		}
		text, err := json.Marshal(first)
		if err != nil {
			return // a time of the year 10000 has no JSON
		}
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("cannot read what was written: %v", err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("read (-) and read again (+):\n%s", diff)
		}
	})
}

// BenchmarkVisit prints what a visit, its code and its dose, costs on the wire in
// a full push, beside rows of JSON gzipped. Some 106 bytes of it nobody can
// foretell: 52 of the sealed code, 16 and 26 of the ids of appointment and events,
// 6 of the reference id, 4 of the times, 1 of the push's signature.
func BenchmarkVisit(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // made-up visits
	const n = wire.MaxPushEvents / 2
	events := visits(random, n)
	head := events[len(events)-1].Hash()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		b.Fatal(err)
	}
	push := wire.PushRequest{Events: events, Head: head, Signature: dosedesk.SignPush(key, events[0].Terminal, 1, head)}
	rows := map[string]any{"events": []dosedesk.Event(events), "head": push.Head, "signature": push.Signature}
	b.Run("columns", func(b *testing.B) { benchmarkPack(b, push, n, wire.Pack) })
	b.Run("rows", func(b *testing.B) { benchmarkPack(b, rows, n, gzipped) })
}

// visits are those of one terminal, a minute or two apart.
func visits(random *rand.Rand, n int) wire.Events {
	var events wire.Events
	header := dosedesk.Header{
		Terminal: randomID(random), By: dosedesk.Signature{ID: "sunita", Name: "Sunita Yadav", Role: dosedesk.Verifier},
		At: dosedesk.Stamp{Boot: randomID(random)}, Schedule: "2022-08-12.2",
	}
	at := time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC)
	booted := at.Add(-31*time.Minute - 123456*time.Microsecond)
	add := func(body dosedesk.Body) dosedesk.ID {
		header.ID, header.Number, header.Kind = timedID(random, at), header.Number+1, body.Kind()
		header.At.Wall, header.At.Uptime = at.Truncate(time.Millisecond), at.Sub(booted).Truncate(time.Millisecond)
		events = append(events, dosedesk.Event{Header: header, Body: body})
		header.Previous = events[len(events)-1].Hash()
		return header.ID
	}
	later := func(seconds int64) { at = at.Add(time.Duration(1e9 + random.Int64N(seconds*1e9))) }
	for range n {
		appointment, sealed := randomID(random), make([]byte, dosedesk.SealedLength)
		for i := range sealed {
			sealed[i] = byte(random.IntN(256))
		}
		later(100)
		code := add(&dosedesk.CodeEntered{Appointment: appointment, Channel: dosedesk.ChannelTyped, Key: 1, Sealed: sealed})
		later(40)
		given := at.Truncate(time.Millisecond)
		at = at.Add(time.Duration(random.Int64N(3e6)))
		add(&dosedesk.DoseRecorded{
			Appointment: appointment, Citizen: fmt.Sprintf("%014d", random.Int64N(1e14)), Dose: 1 + random.IntN(2),
			Vaccine: dosedesk.Covishield, Batch: "4121Z004", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31},
			Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera Devi", Role: dosedesk.Vaccinator},
			GivenAt:    given, ClearedBy: code,
		})
	}
	return events
}

// timedID is a UUIDv7.
func timedID(random *rand.Rand, at time.Time) dosedesk.ID {
	id, ms := randomID(random), binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli())) //nolint:gosec // after 1970
	copy(id[:], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	return id
}

// Rows that are much alike cost little, though they have keys to cut at.
func TestRowsStayTogether(t *testing.T) {
	var events wire.Events
	for n := range 100 {
		header := dosedesk.Header{ID: dosedesk.ID{1, byte(n)}, Number: uint64(n), Kind: dosedesk.KindVisitDeferred} //nolint:gosec // few
		events = append(events, dosedesk.Event{Header: header, Body: &dosedesk.VisitDeferred{Reason: dosedesk.DeferredNoCode}})
	}
	packed, err := wire.Pack(events)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := wire.Pack(events[:1])
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > 20*len(alone) {
		t.Errorf("a hundred rows take %d bytes, one takes %d", len(packed), len(alone))
	}
}
