package store

import "math/bits"

// A bitset is a set of ranks.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

func (s bitset) set(n int) { s[n/64] |= 1 << (n % 64) }

func (s bitset) clear(n int) { s[n/64] &^= 1 << (n % 64) }

func (s bitset) has(n int) bool { return s[n/64]&(1<<(n%64)) != 0 }

// and keeps what is in other too.
func (s bitset) and(other bitset) {
	for i := range s {
		s[i] &= other[i]
	}
}

// without returns the set of what is not in other.
func (s bitset) without(other bitset) bitset {
	left := make(bitset, len(s))
	for i := range s {
		left[i] = s[i] &^ other[i]
	}
	return left
}

func (s bitset) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// each visits the members from one to before another, in their order, until fn
// returns false. It reports whether it came to the end.
func (s bitset) each(from, to int, fn func(int) bool) bool {
	for n := from; n < to; n++ {
		if n%64 == 0 && s[n/64] == 0 {
			n += 63
			continue
		}
		if s.has(n) && !fn(n) {
			return false
		}
	}
	return true
}
