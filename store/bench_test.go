package store_test

import (
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
	"dosedesk/store"
)

// BenchmarkRecordDose puts recording, journal and outbox together, beside the
// floor: a raw write of 4 KiB and fdatasync on the same disk, over a file that
// does not grow, taken in turn. It does so behind some records and behind many,
// and tells the memory that these take.
func BenchmarkRecordDose(b *testing.B) {
	for _, size := range []int{0, 10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) { recordBehind(b, size) })
	}
}

func recordBehind(b *testing.B, size int) {
	b.Helper()
	v, dir, c := mustSync(b, entry(1, "Farida Ansari", ""))
	held := filled(b, v, size, c.Now())
	raw, err := os.Create(filepath.Join(dir, "raw"))
	must(b, err)
	defer raw.Close() //nolint:errcheck // a benchmark's scratch file
	_, err = raw.Write(make([]byte, 1024*4096))
	must(b, err)
	page := make([]byte, 4096)
	var floor, recorded []time.Duration
	for n := int64(0); b.Loop(); n++ {
		begun := time.Now()
		_, err := raw.WriteAt(page, n%1024*4096)
		must(b, err)
		must(b, store.Datasync(raw))
		floor = append(floor, time.Since(begun))

		given := dose(entry(size+int(n), "", ""), dosedesk.ID{}, c.Now())
		begun = time.Now()
		_, err = v.Record(verifier, given)
		must(b, err)
		recorded = append(recorded, time.Since(begun))
	}
	report(b, "raw", floor)
	report(b, "record", recorded)
	b.ReportMetric(float64(quantile(recorded, 50))/float64(quantile(floor, 50)), "p50-ratio")
	b.ReportMetric(float64(quantile(recorded, 99))/float64(quantile(floor, 99)), "p99-ratio")
	b.ReportMetric(held, "heap-MiB")
	b.ReportMetric(0, "ns/op")
}

// filled records so many doses, answered all, and returns what of memory they
// take, in MiB.
func filled(b *testing.B, v *store.Vault, size int, at time.Time) float64 {
	b.Helper()
	before := heap()
	bodies := make([]dosedesk.Body, size)
	for n := range bodies {
		bodies[n] = dose(entry(n, "", ""), dosedesk.ID{}, at)
	}
	must(b, v.Fill(verifier, bodies, at))
	clear(bodies)
	return heap() - before
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkSearch searches as one types, over rosters of two sizes.
func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{10_000, 100_000} {
		v := mustCrowd(b, size)
		for _, search := range []struct{ name, query string }{
			{"all", ""},
			{"letter", "s"},
			{"name", "lakshm"},
			{"hindi", "लक्ष्म"},
			{"words", "lax sri"},
			{"mobile", "4821"},
			{"reference", "56563200054821"},
		} {
			b.Run(fmt.Sprintf("%d/%s", size, search.name), func(b *testing.B) {
				var took []time.Duration
				for b.Loop() {
					begun := time.Now()
					v.Search(search.query, 20)
					took = append(took, time.Since(begun))
				}
				report(b, "search", took)
			})
		}
	}
}

// BenchmarkFrame asks for what a frame of the search needs besides what it found:
// a count, and the few in review. Beside it, all visits, of which a screen could
// find out the same.
func BenchmarkFrame(b *testing.B) {
	v := mustCrowd(b, 100_000)
	var few, all []time.Duration
	for b.Loop() {
		begun := time.Now()
		v.Count()
		v.InReview()
		few = append(few, time.Since(begun))
		begun = time.Now()
		v.Visits()
		all = append(all, time.Since(begun))
	}
	report(b, "few", few)
	report(b, "all", all)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkOpen opens a vault with a roster: until Open returns, and until a
// search is answered. Beside it, the same entries as sealed JSON, of which each is
// opened and decoded, nothing more.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			list := crowd(size)
			v, dir, c := mustSync(b, list...)
			aead, sealed := sealedJSON(b, list)
			var opened, searchable, alternative []time.Duration
			for b.Loop() {
				must(b, v.Close())
				begun := time.Now()
				v = mustOpen(b, dir, c.Now)
				opened = append(opened, time.Since(begun))
				v.Search("lakshm", 20)
				searchable = append(searchable, time.Since(begun))

				begun = time.Now()
				openJSON(b, aead, sealed)
				alternative = append(alternative, time.Since(begun))
			}
			report(b, "open", opened)
			report(b, "searchable", searchable)
			report(b, "json", alternative)
			b.ReportMetric(0, "ns/op")
		})
	}
}

func sealedJSON(b *testing.B, list []dosedesk.Entry) (aead cipher.AEAD, sealed [][]byte) {
	b.Helper()
	aead, err := chacha20poly1305.NewX(make([]byte, chacha20poly1305.KeySize))
	must(b, err)
	for _, e := range list {
		plain, err := json.Marshal(e)
		must(b, err)
		sealed = append(sealed, aead.Seal(nil, make([]byte, aead.NonceSize()), plain, nil))
	}
	return aead, sealed
}

func openJSON(b *testing.B, aead cipher.AEAD, sealed [][]byte) {
	b.Helper()
	entries := make(map[dosedesk.ID]*dosedesk.Entry, len(sealed))
	for _, value := range sealed {
		plain, err := aead.Open(nil, make([]byte, aead.NonceSize()), value, nil)
		must(b, err)
		e := &dosedesk.Entry{}
		must(b, json.Unmarshal(plain, e))
		entries[e.ID] = e
	}
}

// BenchmarkApply takes in a page of 1,000 new entries beside a roster.
func BenchmarkApply(b *testing.B) {
	for _, size := range []int{10_000, 100_000} {
		v := mustCrowd(b, size)
		page := firstPage(b, crowd(1000)...)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				page.Entries[0].Citizen.Name += "a" // so that the index is made anew
				must(b, v.Apply(page))
			}
		})
	}
}

func mustCrowd(b *testing.B, size int) *store.Vault {
	b.Helper()
	v, _, _ := mustSync(b, crowd(size)...)
	return v
}

// crowd makes entries of made-up people, the same for each run.
func crowd(size int) []dosedesk.Entry {
	first := [][2]string{
		{"Lakshmi", "लक्ष्मी"},
		{"Deepak", "दीपक"},
		{"Sunita", "सुनीता"},
		{"Salim", "सलीम"},
		{"Kavita", "कविता"},
		{"Gopal", "गोपाल"},
		{"Zeenat", "ज़ीनत"},
		{"Shankar", "शंकर"},
		{"Uma", "उमा"},
		{"Rahul", "राहुल"},
	}
	last := [][2]string{
		{"Srivastava", "श्रीवास्तव"},
		{"Singh", "सिंह"},
		{"Oraon", "उरांव"},
		{"Patel", "पटेल"},
		{"Qureshi", "कुरैशी"},
		{"Das", "दास"},
		{"Gaikwad", "गायकवाड़"},
		{"Nair", "नायर"},
		{"Mahato", "महतो"},
		{"Soni", "सोनी"},
	}
	slots := []string{"09:00-11:00", "11:00-13:00", "13:00-15:00", "15:00-17:00"}
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // not a secret
	list := make([]dosedesk.Entry, size)
	for n := range list {
		one, other := first[random.IntN(len(first))], last[random.IntN(len(last))]
		e := entry(n+1, one[0]+" "+other[0], one[1]+" "+other[1])
		e.Citizen.ReferenceID = fmt.Sprintf("565632%08d", n)
		e.Citizen.Mobile = fmt.Sprintf("6%09d", random.IntN(1_000_000_000))
		e.Slot = slots[random.IntN(len(slots))]
		e.Session.Day = today.AddDays(random.IntN(7) - 3)
		list[n] = e
	}
	return list
}

func report(b *testing.B, what string, took []time.Duration) {
	b.Helper()
	b.ReportMetric(float64(quantile(took, 50).Nanoseconds())/1000, what+"-p50-us")
	b.ReportMetric(float64(quantile(took, 99).Nanoseconds())/1000, what+"-p99-us")
}

func quantile(took []time.Duration, percent int) time.Duration {
	slices.Sort(took)
	return took[len(took)*percent/100]
}
