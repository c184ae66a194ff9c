package note

import (
	"slices"
	"testing"
)

func TestWhoIsMentioned(t *testing.T) {
	for text, want := range map[string][]string{
		"@camille merci, et @Noé. @camille": {"camille", "noé"}, "a@b.fr": nil, "@": nil, "(@paul-d)": {"paul-d"}, "rien": nil, "@@ines": {"ines"},
	} {
		if got := mentioned(text); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
