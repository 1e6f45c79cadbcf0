// Package words holds what slips and messages to citizens have in common: the
// languages they are written in, how a day and a time of day are written, and where
// a slip is.
package words

import (
	"fmt"
	"time"

	"dosedesk"
)

// Lang is a language that citizens are written to in.
type Lang string

// The languages.
const (
	English Lang = "en"
	Hindi   Lang = "hi"
)

// Parse reads a language; nothing is English. It fails with EInvalid.
func Parse(s string) (Lang, error) {
	switch lang := Lang(s); lang {
	case "":
		return English, nil
	case English, Hindi:
		return lang, nil
	}
	return "", dosedesk.Errorf(dosedesk.EInvalid, "a language is en or hi")
}

// Day writes a day: "13 May 2021", "13 मई 2021".
func (l Lang) Day(d dosedesk.Day) string {
	month := d.Month.String()
	if l == Hindi {
		month = [...]string{
			"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
			"जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
		}[d.Month-1]
	}
	return fmt.Sprintf("%d %s %d", d.Day, month, d.Year)
}

// LongDay writes a day with its weekday: "Thursday, 13 May 2021".
func (l Lang) LongDay(d dosedesk.Day) string {
	weekday := d.Start().Weekday()
	if l == Hindi {
		names := [...]string{"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"}
		return names[weekday] + ", " + l.Day(d)
	}
	return weekday.String() + ", " + l.Day(d)
}

// Clock writes the time of day in Asia/Kolkata: "11:44".
func Clock(t time.Time) string { return t.In(dosedesk.Kolkata).Format("15:04") }

// SlipPath is where slips are on the server; the link follows.
const SlipPath = "/slip/"

// SlipURL writes a link to a slip on the server with this public address.
func SlipURL(public, link string) string { return public + SlipPath + link }

// Centre returns the centre's name in the language, as far as it has one.
func (l Lang) Centre(c dosedesk.Centre) string {
	if l == Hindi && c.NameHindi != "" {
		return c.NameHindi
	}
	return c.Name
}

// Name returns the citizen's name in the language, as far as it was booked.
func (l Lang) Name(c dosedesk.Citizen) string {
	if l == Hindi && c.NameHindi != "" {
		return c.NameHindi
	}
	return c.Name
}
