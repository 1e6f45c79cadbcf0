package wire_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
	"dosedesk/sync/wire"
)

// Every field travels, those too that are added one day: a column must carry it.
func TestEveryFieldTravels(t *testing.T) {
	var entry dosedesk.Entry
	fill(reflect.ValueOf(&entry).Elem())
	entry.Doses[0].Appointment = entry.ID
	same(t, wire.Entries{entry}, &wire.Entries{})
	var receipt dosedesk.Receipt
	fill(reflect.ValueOf(&receipt).Elem())
	receipt.Event = dosedesk.ID{} // the push has it
	same(t, wire.Receipts{receipt}, &wire.Receipts{})
	for _, body := range []dosedesk.Body{&dosedesk.CodeEntered{}, &dosedesk.DoseRecorded{}} {
		fill(reflect.ValueOf(body).Elem())
		if code, ok := body.(*dosedesk.CodeEntered); ok {
			code.Sealed = make([]byte, dosedesk.SealedLength)
		}
		event := dosedesk.Event{Body: body}
		fill(reflect.ValueOf(&event.Header).Elem())
		event.Kind = body.Kind()
		same(t, wire.Events{event}, &wire.Events{})
	}
}

func same[T any](t *testing.T, sent T, got *T) {
	t.Helper()
	b, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sent, *got); diff != "" {
		t.Errorf("sent (-) is not what came (+):\n%s", diff)
	}
}

// fill sets every field to something that is not nothing.
func fill(v reflect.Value) {
	switch at := v.Addr().Interface().(type) {
	case *time.Time:
		*at = time.UnixMilli(1620880200123).UTC()
		return
	case *dosedesk.Day:
		*at = dosedesk.Day{Year: 2021, Month: 5, Day: 13}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("9876543210")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	default:
		panic("a field of a kind that this test does not know: " + v.Kind().String())
	}
}
