package tui

import (
	"reflect"
	"slices"

	"dosedesk/tui/lang"
)

// named returns a screen's name, the same for two screens of one kind.
func named(s screen) string { return reflect.TypeOf(s).Elem().Name() }

func langAfter(now lang.Language, all []lang.Language) *lang.Words {
	return lang.For(all[(slices.Index(all, now)+1)%len(all)])
}
