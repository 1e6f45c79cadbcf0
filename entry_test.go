package dosedesk_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
)

// fill gives every field of a value something that is not its zero, and no two
// of them the same.
func fill(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.UnixMilli(1_620_000_000_000 + int64(*n)).UTC()))
		return
	case dosedesk.Day:
		v.Set(reflect.ValueOf(dosedesk.Day{Year: 1900 + *n%100, Month: 12, Day: 1 + *n%31}))
		return
	case dosedesk.ID:
		v.Set(reflect.ValueOf(testID(*n)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n)
		fill(t, v.Index(1), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), n)
	case reflect.String:
		v.SetString(string(rune('a' + *n)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint32:
		v.SetUint(uint64(*n)) //nolint:gosec // small
	default:
		t.Fatalf("a field of kind %v", v.Kind())
	}
}

func fullEntry(t *testing.T) (e dosedesk.Entry) {
	t.Helper()
	n := 0
	fill(t, reflect.ValueOf(&e).Elem(), &n)
	for i := range e.Doses {
		e.Doses[i].Appointment = e.ID
	}
	return e
}

// Each field stands in the compact bytes: a field that is forgotten there would
// be lost at the terminal, and no digest would tell.
func TestAnEntryIsReadBackWhole(t *testing.T) {
	for name, want := range map[string]dosedesk.Entry{"full": fullEntry(t), "empty": {}} {
		got, err := dosedesk.ParseEntry(want.Compact())
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestAnEntryThatIsDamagedIsRefused(t *testing.T) {
	e := fullEntry(t)
	whole := e.Compact()
	for n := range whole {
		if _, err := dosedesk.ParseEntry(whole[:n]); dosedesk.CodeOf(err) != dosedesk.EDamaged {
			t.Fatalf("%d bytes of %d: %v", n, len(whole), err)
		}
	}
	if _, err := dosedesk.ParseEntry(append(whole, 0)); dosedesk.CodeOf(err) != dosedesk.EDamaged {
		t.Errorf("a byte more: %v", err)
	}
}

func TestADayLivesFor36HoursAfterItsEnd(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	end := day.AddDays(1).Start().Add(36 * time.Hour)
	for at, want := range map[time.Time]dosedesk.Day{
		end.Add(-time.Millisecond): day, end: day.AddDays(1), day.Start(): day.AddDays(-2),
	} {
		if got := dosedesk.FirstLiving(at); got != want {
			t.Errorf("at %v the first is %v, want %v", at, got, want)
		}
	}
}

func TestDigestsDiffer(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	next := day.AddDays(1)
	one, other := dosedesk.Entry{}, fullEntry(t)
	both := dosedesk.Tally{}.With(one.Sum()).With(other.Sum())
	if got := both.Without(one.Sum()); got != (dosedesk.Tally{}).With(other.Sum()) {
		t.Errorf("two without one are %+v", got)
	}
	had := dosedesk.NewDigest(map[dosedesk.Day]dosedesk.Tally{next: both, day: both})
	for name, test := range map[string]struct {
		other map[dosedesk.Day]dosedesk.Tally
		want  []dosedesk.Day
	}{
		"the same":          {map[dosedesk.Day]dosedesk.Tally{day: both, next: both, day.AddDays(9): {}}, nil},
		"a row is gone":     {map[dosedesk.Day]dosedesk.Tally{day: both, next: both.Without(one.Sum())}, []dosedesk.Day{next}},
		"a row differs":     {map[dosedesk.Day]dosedesk.Tally{day: {Count: 2, Sum: 1}, next: both}, []dosedesk.Day{day}},
		"a day is gone":     {map[dosedesk.Day]dosedesk.Tally{day: both}, []dosedesk.Day{next}},
		"a day is extra":    {map[dosedesk.Day]dosedesk.Tally{day: both, next: both, next.AddDays(1): both}, []dosedesk.Day{next.AddDays(1)}},
		"there are no days": {nil, []dosedesk.Day{day, next}},
	} {
		if got := had.Differs(dosedesk.NewDigest(test.other)); !slices.Equal(got, test.want) {
			t.Errorf("%s: differs on %v, want %v", name, got, test.want)
		}
	}
}
