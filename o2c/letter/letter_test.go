package letter

import (
	"strings"
	"testing"

	"encaisse/o2c/outbox"
)

// The line of a link has its sign as the language sets it.
func TestTheLineOfALink(t *testing.T) {
	for lang, want := range map[string]string{"fr": "Payer\u00a0:\nhttps://x.example/l", "fr-CA": "Payer\u00a0:\nhttps://x.example/l", "en": "Payer:\nhttps://x.example/l"} {
		w := Linked(outbox.Words{HTML: "<html lang=\"" + lang + "\"><p>" + anchor + "Payer</a></p>\n", Body: "Bonjour\n\n[Payer]\n\nFin"}, "https://x.example/l")
		if !strings.Contains(w.Body, "\n"+want+"\n") {
			t.Errorf("%s: %q", lang, w.Body)
		}
	}
}
