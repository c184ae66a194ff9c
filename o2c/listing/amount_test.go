package listing

import (
	"slices"
	"testing"

	"encaisse/base/money"
)

func TestAmountsAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string][]money.Amount{
		"1 234,56": {123456}, "1.234,56": {123456}, "1,234.56": {123456}, "1234.5": {123450}, "1234": {123400}, "1\u202f234,56 €": {123456}, "$1,234": {123400},
		"12,345": {1234500}, "0": nil, "CL001": nil, "": nil, "1,2,3": {1230}, "-5": nil,
	} {
		if got := amounts(text, "EUR"); !slices.Equal(got, want) {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
}
