package main

import "dosedesk/tui/lang"

// statusLabels are the words of dosedesk status that no screen has.
type statusLabels struct {
	centre, terminal, recorded, unsent, schedule, certificate, mayOpen string

	allSent string
	waiting string // how many, since when, hours and minutes
	noDesk  string
	none    string
}

var statusWords = map[lang.Language]statusLabels{
	lang.English: {
		centre: "Centre", terminal: "Terminal", recorded: "Recorded", unsent: "Not sent", schedule: "Rules", certificate: "Terminal admitted until", mayOpen: "May open it",
		allSent: "all sent", waiting: "%d, the oldest of %s, %s h ago", noDesk: "not known: no desk is running", none: "none",
	},
	lang.Hindi: {
		centre: "केंद्र", terminal: "टर्मिनल", recorded: "दर्ज", unsent: "भेजने बाक़ी", schedule: "नियम", certificate: "टर्मिनल कब तक मान्य", mayOpen: "कौन खोल सकता है",
		allSent: "सब भेजा गया", waiting: "%d, सबसे पुराना %s का, %s घंटे पहले", noDesk: "पता नहीं: डेस्क बंद है", none: "नहीं है",
	},
	lang.HindiLatin: {
		centre: "Kendra", terminal: "Terminal", recorded: "Darj", unsent: "Bhejne baaki", schedule: "Niyam", certificate: "Terminal kab tak maanya", mayOpen: "Kaun khol sakta hai",
		allSent: "sab bheja gaya", waiting: "%d, sabse purana %s ka, %s ghante pehle", noDesk: "pata nahin: desk band hai", none: "nahin hai",
	},
}
