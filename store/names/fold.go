package names

import "strings"

// fold returns the key of one word in Latin letters:
//
//   - an a is kept as the word's first vowel only, for behind it the schwa that
//     Devanagari writes and Latin drops cannot be told from it;
//   - long and short vowels are one: ee is i, oo is u; y is i;
//   - ai and au stay as the first vowel; behind it they are e and o;
//   - an h behind a consonant goes: aspirates, sh, ph;
//   - f is p, q is k, w is v, x is ks, z is j; doubled letters are one.
func fold(word string) string {
	f := folder{in: []rune(respell(word))}
	for f.at < len(f.in) {
		f.step()
	}
	return string(f.out)
}

// respell mends the beginnings and ends that no rule reaches.
func respell(word string) string {
	for _, r := range [...]struct{ from, to string }{
		{"ahme", "ahma"},
		{"muh", "moh"},
		{"mohamme", "mohamma"},
		{"mohame", "mohama"},
		{"mohd", "mohamd"},
		{"shaik", "sheik"},
		{"ver", "var"},
		{"uraon", "oraon"},
		{"uramv", "oraon"},
	} {
		if rest, ok := strings.CutPrefix(word, r.from); ok {
			word = r.to + rest
		}
	}
	if root, ok := strings.CutSuffix(word, "ore"); ok && strings.ContainsAny(root, "aeiou") {
		return root + "or" // Kishore, but not More
	}
	return word
}

type folder struct {
	in     []rune
	at     int
	out    []rune
	voiced bool // the word has had a vowel
}

func (f *folder) step() {
	switch c := f.in[f.at]; c {
	case 'a':
		f.stepA()
	case 'e':
		f.stepE()
	case 'o':
		f.stepO()
	case 'i', 'u':
		f.emitVowel(c)
	default:
		f.stepConsonant(c)
	}
}

func (f *folder) stepA() {
	for f.peek() == 'a' {
		f.at++
	}
	switch f.peek() {
	case 'i', 'y':
		f.at++
		f.emitDiphthong("ai", 'e')
	case 'u':
		f.at++
		f.emitDiphthong("au", 'o')
	case 'o': // Rao, राव
		f.at++
		f.emitDiphthong("av", 'v')
	default:
		if f.voiced {
			f.at++
			return
		}
		f.emitVowel('a')
	}
}

func (f *folder) stepE() {
	switch f.peek() {
	case 'e':
		f.at++
		f.emitVowel('i')
	case 'i', 'y': // Sheikh, Dubey
		f.at++
		f.emitVowel('e')
	default:
		f.emitVowel('e')
	}
}

func (f *folder) stepO() {
	switch f.peek() {
	case 'o':
		f.at++
		f.emitVowel('u')
	case 'u':
		f.at++
		f.emitDiphthong("au", 'o')
	default:
		f.emitVowel('o')
	}
}

func (f *folder) stepConsonant(c rune) {
	switch c {
	case 'h':
		if f.afterConsonant() {
			f.at++
			return
		}
	case 'f':
		c = 'p'
	case 'q':
		c = 'k'
		if f.peek() == 'u' && f.silentU() {
			f.at++
		}
	case 'w':
		c = 'v'
	case 'x':
		f.emit('k')
		c = 's'
	case 'y':
		c = 'i'
	case 'z':
		c = 'j'
	}
	f.emit(c)
	f.at++
}

// silentU reports whether the u behind a q is written only: Siddiqui, but not
// Qureshi.
func (f *folder) silentU() bool {
	return f.at+2 == len(f.in) || isVowel(f.in[f.at+2])
}

func (f *folder) afterConsonant() bool {
	return f.at > 0 && !isVowel(f.in[f.at-1])
}

func isVowel(c rune) bool { return strings.ContainsRune("aeiou", c) }

// peek returns the next letter, or 0 at the end.
func (f *folder) peek() rune {
	if f.at+1 < len(f.in) {
		return f.in[f.at+1]
	}
	return 0
}

func (f *folder) emitVowel(c rune) {
	f.emit(c)
	f.voiced = true
	f.at++
}

func (f *folder) emitDiphthong(first string, later rune) {
	if f.voiced {
		f.emitVowel(later)
		return
	}
	f.emit(rune(first[0]))
	f.emitVowel(rune(first[1]))
}

// emit appends a letter unless it doubles the last one.
func (f *folder) emit(c rune) {
	if n := len(f.out); n == 0 || f.out[n-1] != c {
		f.out = append(f.out, c)
	}
}
