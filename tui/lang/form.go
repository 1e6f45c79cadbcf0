package lang

// Form are the words of the screens on which several things are filled in.
type Form struct {
	Next, Choose string
	Nothing      string // nothing is chosen yet
}

var form = each[Form]{
	English:    {Next: "next", Choose: "choose", Nothing: "choose with ← and →"},
	Hindi:      {Next: "आगे", Choose: "चुनें", Nothing: "← और → से चुनें"},
	HindiLatin: {Next: "aage", Choose: "chunen", Nothing: "← aur → se chunen"},
}
