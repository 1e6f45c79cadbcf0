package names

import "strings"

const (
	virama       = '्' // takes the inherent vowel away
	nukta        = '़'
	anusvara     = 'ं'
	chandrabindu = 'ँ'
)

// latin writes a word's Devanagari in Latin letters, as loosely as the fold
// needs it, and leaves everything else as it is. A consonant carries its
// inherent vowel unless a sign, a virama or the end of the word follows.
func latin(word string) string {
	word = strings.ReplaceAll(word, "ज्ञ", "ग्य") // said and spelt gy: ज्ञान, Gyan
	runes := []rune(word)
	var out strings.Builder
	for i, r := range runes {
		next, hasNext := after(runes, i)
		switch {
		case r == anusvara || r == chandrabindu:
			out.WriteString(nasal(next, hasNext))
		case consonant(r) != "":
			out.WriteString(consonant(r))
			if hasNext && next != virama && sign(next) == "" {
				out.WriteByte('a')
			}
		case devanagari(r):
			out.WriteString(sign(r))
			out.WriteString(vowel(r))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// after returns the rune behind i, a nukta left out: it only makes sounds that
// the fold does not tell apart.
func after(runes []rune, i int) (rune, bool) {
	for _, r := range runes[i+1:] {
		if r != nukta {
			return r, true
		}
	}
	return 0, false
}

// nasal is the sound of an anusvara before a consonant. At the end it only
// colours the vowel, and while a word is typed it may still become either.
func nasal(next rune, hasNext bool) string {
	if !hasNext {
		return ""
	}
	switch consonant(next) {
	case "p", "ph", "b", "bh", "m", "v":
		return "m" // चंपा, Champa
	case "h":
		return "ng" // सिंह, Singh
	}
	return "n"
}

func consonant(r rune) string {
	switch r {
	case 'क', 'ख':
		return "k"
	case 'ग', 'घ':
		return "g"
	case 'च', 'छ':
		return "c"
	case 'ज', 'झ':
		return "j"
	case 'ट', 'ठ', 'त', 'थ':
		return "t"
	case 'ड', 'ढ', 'द', 'ध':
		return "d"
	case 'ङ', 'ञ', 'ण', 'न':
		return "n"
	case 'प', 'फ':
		return "p"
	case 'ब', 'भ':
		return "b"
	case 'म':
		return "m"
	case 'य':
		return "y"
	case 'र':
		return "r"
	case 'ल', 'ळ':
		return "l"
	case 'व':
		return "v"
	case 'श', 'ष', 'स':
		return "s"
	case 'ह':
		return "h"
	}
	return ""
}

// vowel is the sound of a vowel that stands by itself.
func vowel(r rune) string {
	switch r {
	case 'अ', 'आ':
		return "a"
	case 'इ', 'ई':
		return "i"
	case 'उ', 'ऊ':
		return "u"
	case 'ऋ':
		return "ri"
	case 'ए', 'ऍ', 'ऎ':
		return "e"
	case 'ऐ':
		return "ai"
	case 'ओ', 'ऑ', 'ऒ':
		return "o"
	case 'औ':
		return "au"
	}
	return ""
}

// sign is the sound of a vowel sign behind a consonant.
func sign(r rune) string {
	switch r {
	case 'ा':
		return "a"
	case 'ि', 'ी':
		return "i"
	case 'ु', 'ू':
		return "u"
	case 'ृ':
		return "ri"
	case 'े', 'ॅ', 'ॆ':
		return "e"
	case 'ै':
		return "ai"
	case 'ो', 'ॉ', 'ॊ':
		return "o"
	case 'ौ':
		return "au"
	}
	return ""
}
