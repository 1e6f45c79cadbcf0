package server

import (
	"errors"
	"strings"
	"testing"

	"dosedesk"
)

// Whatever a bookings file holds, it is read whole or refused with a sentence
// that repeats none of it.
func FuzzReadBookings(f *testing.F) {
	const header = "beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type,photo_id_last4," +
		"appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking\n"
	const row = "10000000000001,Asha Verma,आशा वर्मा,Female,1962,6000000001,Voter ID,A001,00000000-0000-4000-8000-000000000001," +
		"603425,00000000-0000-4000-8000-0000000000a1,2021-05-13,09:00-11:00,COVISHIELD,2,2021-02-01,COVISHIELD,online\n"
	for _, seed := range []string{
		"", header, header + row, header + row[:40], "\xef\xbb\xbf" + header + strings.ReplaceAll(row, "\n", "\r\n"),
		strings.Replace(header, "booking\n", "booking,dose2_date,dose2_vaccine,category,comorbidity_ind\n", 1) + row,
		header + "\"" + row, header + strings.Replace(row, "आ", "\xff", 1), "name,name\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		rows, err := readBookings(strings.NewReader(file))
		if err == nil {
			for _, b := range rows {
				if b.ID.IsZero() || b.Citizen.Name == "" || len(b.Previous) != b.Dose-1 {
					t.Errorf("line %d was taken without an id, a name or the doses before", b.line)
				}
			}
			return
		}
		var ours *dosedesk.Error
		if !errors.As(err, &ours) || rows != nil && dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("an error that is not ours: %v", err)
		}
		if strings.Contains(err.Error(), "Asha") || strings.Contains(err.Error(), "6000000001") {
			t.Errorf("the error repeats what the file holds: %v", err)
		}
	})
}
