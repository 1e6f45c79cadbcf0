package lang

// Help are the words of the help.
type Help struct {
	Here, Everywhere string
	Confirm          string // what F10 does
	Twins            string
}

var help = each[Help]{
	English: {
		Here: "Keys of this screen", Everywhere: "Keys of every screen", Confirm: "confirm: the dose was given",
		Twins: "Alt+1 to Alt+9 do the same as F1 to F9, Alt+0 as F10, Alt+- and Alt+= as F11 and F12. On a number pad, * is Esc and + is F10. Enter never confirms a dose.",
	},
	Hindi: {
		Here: "इस स्क्रीन की कुंजियाँ", Everywhere: "हर स्क्रीन की कुंजियाँ", Confirm: "पुष्टि: टीका लग गया",
		Twins: "Alt+1 से Alt+9 वही करते हैं जो F1 से F9, Alt+0 वही जो F10, Alt+- और Alt+= वही जो F11 और F12। नंबर पैड पर * यानी Esc और + यानी F10। Enter से टीके की पुष्टि कभी नहीं होती।",
	},
	HindiLatin: {
		Here: "Is screen ki kunjiyan", Everywhere: "Har screen ki kunjiyan", Confirm: "pushti: tika lag gaya",
		Twins: "Alt+1 se Alt+9 vahi karte hain jo F1 se F9, Alt+0 vahi jo F10, Alt+- aur Alt+= vahi jo F11 aur F12. Number pad par * yaani Esc aur + yaani F10. Enter se tike ki pushti kabhi nahin hoti.",
	},
}
