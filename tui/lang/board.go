package lang

// Board are the words of the day's board.
type Board struct {
	Title, All                                          string
	Dose                                                string // number
	Booked, Walkins, Arrived, Cleared, Given, Confirmed string
	Unconfirmed, Deferred, NotCome, Unsent              string
	Only                                                string
	More                                                string // how many columns
}

var board = each[Board]{
	English: {
		Title: "The day in numbers", All: "all", Dose: "dose %d",
		Booked: "Booked", Walkins: "Walk-ins", Arrived: "Came", Cleared: "Cleared, dose not yet given", Given: "Doses given",
		Confirmed: "  confirmed", Unconfirmed: "  unconfirmed, in review", Deferred: "Deferred",
		NotCome: "Booked, not yet come", Unsent: "Records not sent",
		More: "→ %d more columns",
		Only: "As this terminal knows it: what other terminals recorded comes with the next sync.",
	},
	Hindi: {
		Title: "आज का दिन, संख्या में", All: "कुल", Dose: "डोज़ %d",
		Booked: "बुकिंग", Walkins: "बिना बुकिंग", Arrived: "आए", Cleared: "मंज़ूर, टीका लगना बाक़ी", Given: "टीके लगे",
		Confirmed: "  पुष्ट", Unconfirmed: "  अपुष्ट, समीक्षा में", Deferred: "टाले गए",
		NotCome: "बुकिंग है, अभी नहीं आए", Unsent: "भेजने बाक़ी",
		More: "→ %d और कॉलम",
		Only: "जितना इस टर्मिनल को पता है: दूसरे टर्मिनलों का काम अगले सिंक के साथ आता है।",
	},
	HindiLatin: {
		Title: "Aaj ka din, sankhya mein", All: "kul", Dose: "dose %d",
		Booked: "Booking", Walkins: "Bina booking", Arrived: "Aaye", Cleared: "Manzoor, tika lagna baaki", Given: "Tike lage",
		Confirmed: "  pusht", Unconfirmed: "  apusht, sameeksha mein", Deferred: "Taale gaye",
		NotCome: "Booking hai, abhi nahin aaye", Unsent: "Bhejne baaki",
		More: "→ %d aur column",
		Only: "Jitna is terminal ko pata hai: doosre terminalon ka kaam agle sync ke saath aata hai.",
	},
}
