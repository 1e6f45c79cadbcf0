package wire_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestEntriesComeBackAsTheyWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent := wire.Entries(rapid.SliceOfN(entry(), 0, 20).Draw(t, "entries"))
		b, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		var got wire.Entries
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%v: %s", err, b)
		}
		if diff := cmp.Diff(sent, got); diff != "" {
			t.Fatalf("sent (-) is not what came (+):\n%s", diff)
		}
	})
}

func TestColumnsThatDoNotFitAreInvalid(t *testing.T) {
	const two = `"id":"AZZAAAAAcACAAAAAAAAAAQGWQAAAAHAAgAAAAAAAAAI"`
	for name, text := range map[string]string{
		"a column too short":             `{` + two + `,"cancelled":[true]}`,
		"a column without rows":          `{"cancelled":[true]}`,
		"ids of another length":          `{"id":"AAAA"}`,
		"a session that is not there":    `{` + two + `,"session":{"of":[{"centre":1}],"at":"01"}}`,
		"a session before the first":     `{` + two + `,"session":{"of":[{"centre":1}],"at":"-100"}}`,
		"places that are no numbers":     `{` + two + `,"session":{"of":[{"centre":1}],"at":"ab"}}`,
		"places without a table":         `{` + two + `,"session":{"of":[],"at":"00"}}`,
		"a place for no row":             `{"slot":{"of":["09:00-11:00"],"at":"0"}}`,
		"places of unequal lengths":      `{` + two + `,"slot":{"of":["09:00-11:00"],"at":"000"}}`,
		"texts of unequal lengths":       `{` + two + `,"reference_id":"123"}`,
		"too few texts":                  `{` + two + `,"reference_id":["123"]}`,
		"a mobile that is no number":     `{` + two + `,"mobile":[6000000000,1.5]}`,
		"a mobile below none":            `{` + two + `,"mobile":[6000000000,-6000000001]}`,
		"a mobile beyond all":            `{` + two + `,"mobile":[9223372036854775807,1]}`,
		"fewer Hindi names than others":  `{` + two + `,"names":{"name":["Asha","Ravi"],"name_hi":["आशा"],"given":"01","family":"00"}}`,
		"a name that is not there":       `{` + two + `,"names":{"name":["Asha","Ravi"],"given":"02","family":"00"}}`,
		"a dose beyond the last row":     `{` + two + `,"previous":{"step":[1,1]}}`,
		"a step back":                    `{` + two + `,"previous":{"step":[1,-1]}}`,
		"fewer vaccines than doses":      `{` + two + `,"previous":{"step":[1,0],"vaccine":{"of":["COVAXIN"],"at":"0"}}}`,
		"a dose by a person not in list": `{` + two + `,"doses":{"step":[0],"by":{"of":[],"at":"7"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			var got wire.Entries
			if err := json.Unmarshal([]byte(text), &got); dosedesk.CodeOf(err) != dosedesk.EInvalid {
				t.Errorf("got %v, want an error with code invalid", err)
			}
		})
	}
}

func FuzzUnmarshalEntries(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // made-up people
	b, err := json.Marshal(madeUp(random, 3))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"id":"AZZAAAAAcACAAAAAAAAAAQ","session":{"of":[{}]},"doses":{"step":[0],"by":{"of":[{}]}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var first, again wire.Entries
		if err := json.Unmarshal(b, &first); err != nil {
			return
		}
		text, err := json.Marshal(first)
		var far *json.MarshalerError // a time of the year 10000 has no JSON
		if errors.As(err, &far) {
			return
		}
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("cannot read what was written: %v", err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("read (-) and read again (+):\n%s", diff)
		}
	})
}

// BenchmarkRosterRow prints what one row costs on the wire in a page of 1,000,
// beside plain rows of JSON gzipped. Some 29 bytes of it nobody can foretell: 15
// of the appointment's id, 6 of the reference id, 2 of the mobile once they are
// sorted, 2 of the name, 2 of the photo ID.
func BenchmarkRosterRow(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // made-up people
	entries := madeUp(random, 1000)
	entries.Sort()
	b.Run("columns", func(b *testing.B) { benchmarkPack(b, entries, len(entries), wire.Pack) })
	b.Run("rows", func(b *testing.B) { benchmarkPack(b, []dosedesk.Entry(entries), len(entries), gzipped) })
}

// gzipped is what anybody would send.
func gzipped(message any) ([]byte, error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	err := errors.Join(json.NewEncoder(z).Encode(message), z.Close())
	return packed.Bytes(), err
}

func benchmarkPack(b *testing.B, message any, rows int, pack func(any) ([]byte, error)) {
	b.Helper()
	var packed []byte
	for b.Loop() {
		var err error
		if packed, err = pack(message); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(packed))/float64(rows), "B/row")
}

// madeUp has people as bookings have them: 120 first names and 80 last ones, and
// of four citizens one on the mobile of the one before.
func madeUp(random *rand.Rand, n int) wire.Entries {
	first, last := madeUpNames(random, 120), madeUpNames(random, 80)
	session := dosedesk.Session{ID: randomID(random), Centre: 7, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covishield}
	entries := make(wire.Entries, n)
	for i := range entries {
		f, l := first[random.IntN(len(first))], last[random.IntN(len(last))]
		entries[i] = dosedesk.Entry{Code: dosedesk.NewCodeState(), Appointment: dosedesk.Appointment{
			ID: randomID(random), Session: session, Slot: fmt.Sprintf("%02d:00-%02d:00", 9+2*(i%4), 11+2*(i%4)),
			Dose: 1 + random.IntN(2), Booking: dosedesk.Online,
			Citizen: dosedesk.Citizen{
				ReferenceID: fmt.Sprintf("%014d", random.Int64N(1e14)), Mobile: fmt.Sprintf("%d", 6e9+random.Int64N(4e9)),
				Name: f[0] + " " + l[0], NameHindi: f[1] + " " + l[1], Gender: dosedesk.Female, BirthYear: 1940 + random.IntN(60),
				PhotoID: dosedesk.PhotoID{Type: dosedesk.PhotoIDs[random.IntN(3)], LastFour: fmt.Sprintf("%04d", random.IntN(1e4))},
			},
		}}
		if i > 0 && random.IntN(4) == 0 {
			entries[i].Citizen.Mobile = entries[i-1].Citizen.Mobile
		}
		if entries[i].Dose == 2 {
			day := dosedesk.Day{Year: 2021, Month: 2, Day: 1}.AddDays(random.IntN(60))
			entries[i].Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: day}}
		}
	}
	return entries
}

// madeUpNames are names in both scripts, of two or three syllables.
func madeUpNames(random *rand.Rand, n int) [][2]string {
	syllables := [][2]string{
		{"ra", "रा"},
		{"vi", "वि"},
		{"me", "मे"},
		{"na", "ना"},
		{"ka", "का"},
		{"su", "सु"},
		{"de", "दे"},
		{"sha", "शा"},
		{"la", "ला"},
		{"pa", "पा"},
		{"ti", "ति"},
		{"go", "गो"},
		{"ja", "जा"},
		{"ni", "नि"},
		{"ba", "बा"},
		{"yo", "यो"},
	}
	names := make([][2]string, n)
	for i := range names {
		for range 2 + random.IntN(2) {
			s := syllables[random.IntN(len(syllables))]
			names[i][0] += s[0]
			names[i][1] += s[1]
		}
	}
	return names
}

func randomID(random *rand.Rand) dosedesk.ID {
	var id dosedesk.ID
	for i := range id {
		id[i] = byte(random.IntN(256))
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80 // UUIDv4
	return id
}

func entry() *rapid.Generator[dosedesk.Entry] {
	return rapid.Custom(func(t *rapid.T) dosedesk.Entry {
		e := dosedesk.Entry{
			Appointment: dosedesk.Appointment{
				ID:      id().Draw(t, "id"),
				Session: rapid.SampledFrom([]dosedesk.Session{{}, {Centre: 1}, {Centre: 1, Day: day().Draw(t, "day")}}).Draw(t, "session"),
				Slot:    rapid.String().Draw(t, "slot"), Dose: rapid.IntRange(0, 3).Draw(t, "dose"),
				Booking:   rapid.SampledFrom([]dosedesk.Booking{dosedesk.Online, dosedesk.Walkin}).Draw(t, "booking"),
				Cancelled: rapid.Bool().Draw(t, "cancelled"), Citizen: citizen().Draw(t, "citizen"),
			},
			Code: dosedesk.CodeState{Issue: rapid.IntRange(0, 3).Draw(t, "issue"), TriesLeft: rapid.IntRange(0, 3).Draw(t, "tries"), Right: rapid.Bool().Draw(t, "right")},
		}
		for range rapid.IntRange(0, 2).Draw(t, "previous doses") {
			e.Previous = append(e.Previous, dosedesk.PreviousDose{Vaccine: dosedesk.Covaxin, On: day().Draw(t, "on")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "doses") {
			d := dose().Draw(t, "dose")
			d.Appointment = e.ID
			e.Doses = append(e.Doses, d)
		}
		if rapid.Bool().Draw(t, "deferred") {
			e.Deferred = &dosedesk.Deferred{Reason: dosedesk.DeferredHealth, Until: day().Draw(t, "until"), At: moment().Draw(t, "at")}
		}
		return e
	})
}

func citizen() *rapid.Generator[dosedesk.Citizen] {
	return rapid.Custom(func(t *rapid.T) dosedesk.Citizen {
		return dosedesk.Citizen{
			ReferenceID: rapid.StringMatching(`([0-9]{13,14})?`).Draw(t, "reference id"),
			Name:        name().Draw(t, "name"), NameHindi: name().Draw(t, "name_hi"),
			Gender:    rapid.SampledFrom([]dosedesk.Gender{dosedesk.Male, dosedesk.Female, dosedesk.Other}).Draw(t, "gender"),
			BirthYear: rapid.IntRange(1900, 2021).Draw(t, "birth year"), BirthDate: day().Draw(t, "birth date"),
			Mobile:      rapid.StringMatching(`([0-9]{10}|[0-9 a-z]{0,25})`).Draw(t, "mobile"),
			PhotoID:     dosedesk.PhotoID{Type: rapid.SampledFrom(dosedesk.PhotoIDs).Draw(t, "type"), LastFour: rapid.String().Draw(t, "last four")},
			Category:    rapid.SampledFrom([]dosedesk.Category{"", dosedesk.HealthCareWorker}).Draw(t, "category"),
			Comorbidity: rapid.Bool().Draw(t, "comorbidity"),
		}
	})
}

// name has few words, so that they come again, and what parts them may be odd.
func name() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringMatching(`(Asha|रवि| |Devi|){0,4}`))
}

func dose() *rapid.Generator[dosedesk.Dose] {
	return rapid.Custom(func(t *rapid.T) dosedesk.Dose {
		people := []dosedesk.Signature{{}, {ID: "meena", Name: "Meena", Role: dosedesk.Vaccinator}, {ID: "ravi", Name: "Ravi", Role: dosedesk.Verifier}}
		return dosedesk.Dose{
			ID: id().Draw(t, "id"), Citizen: rapid.String().Draw(t, "citizen"), Number: rapid.IntRange(0, 3).Draw(t, "number"),
			Vaccine: rapid.SampledFrom(dosedesk.Vaccines).Draw(t, "vaccine"), Batch: rapid.String().Draw(t, "batch"),
			Vaccinator: rapid.SampledFrom(people).Draw(t, "vaccinator"), By: rapid.SampledFrom(people).Draw(t, "by"),
			GivenAt: moment().Draw(t, "given at"), KeyedIn: moment().Draw(t, "keyed in"), State: dosedesk.DoseUnconfirmed,
			Reason:      rapid.SampledFrom(dosedesk.Reasons).Draw(t, "reason"),
			Certificate: rapid.String().Draw(t, "certificate"),
		}
	})
}

func id() *rapid.Generator[dosedesk.ID] {
	return rapid.Custom(func(t *rapid.T) dosedesk.ID {
		var id dosedesk.ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 0, len(id)).Draw(t, "bytes"))
		return id
	})
}

func day() *rapid.Generator[dosedesk.Day] {
	return rapid.Custom(func(t *rapid.T) dosedesk.Day {
		if rapid.Bool().Draw(t, "none") {
			return dosedesk.Day{}
		}
		return dosedesk.Day{Year: 2021, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 700).Draw(t, "days"))
	})
}

func moment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(0, 2e12).Draw(t, "ms")).UTC()
	})
}
