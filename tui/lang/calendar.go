package lang

import (
	"fmt"
	"time"

	"dosedesk"
)

// Calendar are the names of days and months.
type Calendar struct {
	Weekdays [7]string  // short, Sunday first
	Months   [12]string // in full
	Short    [12]string
}

var calendar = each[Calendar]{
	English: {
		Weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		Months: [12]string{
			"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December",
		},
		Short: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	},
	Hindi: {
		Weekdays: [7]string{"रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि"},
		Months: [12]string{
			"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई",
			"अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
		},
		Short: [12]string{"जन", "फ़र", "मार्च", "अप्रै", "मई", "जून", "जुल", "अग", "सित", "अक्टू", "नव", "दिस"},
	},
	HindiLatin: {
		Weekdays: [7]string{"Ravi", "Som", "Mangal", "Budh", "Guru", "Shukra", "Shani"},
		Months: [12]string{
			"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December",
		},
		Short: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	},
}

// Day writes a day in full: "2 February 2021".
func (c Calendar) Day(d dosedesk.Day) string {
	return fmt.Sprintf("%d %s %d", d.Day, c.Months[d.Month-1], d.Year)
}

// BriefDay writes a day where there is little room: "2 Feb 2021".
func (c Calendar) BriefDay(d dosedesk.Day) string {
	return fmt.Sprintf("%d %s %d", d.Day, c.Short[d.Month-1], d.Year)
}

// ShortDay writes a day of this season: "13 May".
func (c Calendar) ShortDay(d dosedesk.Day) string {
	return fmt.Sprintf("%d %s", d.Day, c.Short[d.Month-1])
}

// Today writes a day as the header shows it: "Thu 13 May 2021".
func (c Calendar) Today(d dosedesk.Day) string {
	return fmt.Sprintf("%s %d %s %d", c.Weekdays[d.Start().Weekday()], d.Day, c.Short[d.Month-1], d.Year)
}

// Time writes a time of day in Asia/Kolkata: "11:42".
func (c Calendar) Time(t time.Time) string { return t.In(dosedesk.Kolkata).Format("15:04") }
