// Package certificate makes what proves a confirmed dose.
package certificate

import (
	"crypto/sha256"
	"math/big"

	"dosedesk"
)

// letters are twenty consonants: no vowels, so that no word appears, and no
// digits, so that nobody takes a piece of a number for a code.
const letters = "BCDFGHJKLMNPQRTVWXYZ"

// Number returns the number of a dose's certificate: sixteen letters in four
// groups, as "KBRT-MQXW-DFGH-ZLPN", some 69 bits. It derives from the dose's id,
// so one dose never has two, whatever is repeated.
func Number(dose dosedesk.ID) string {
	sum := sha256.Sum256(append([]byte("dosedesk certificate 1"), dose[:]...))
	rest, base, letter := new(big.Int).SetBytes(sum[:]), big.NewInt(int64(len(letters))), new(big.Int)
	var number []byte
	for i := range 16 {
		if i > 0 && i%4 == 0 {
			number = append(number, '-')
		}
		rest.DivMod(rest, base, letter)
		number = append(number, letters[letter.Int64()])
	}
	return string(number)
}
