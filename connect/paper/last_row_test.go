package paper

import (
	"fmt"
	"strings"
	"testing"

	"encaisse/base/money"
)

// However many rows a document has, its totals never stand on a page without one of
// them.
func TestTotalsHaveARowAboveThem(t *testing.T) {
	broken := 0
	for _, kind := range []Kind{Invoice, CreditNote, Confirmation, Quote, DeliveryNote, Charge} {
		for n := 1; n <= 40; n++ {
			d := sample()
			d.Kind, d.Lines = kind, nil
			for i := range n {
				name := fmt.Sprintf("Ligne-%d", i+1)
				if kind == Charge {
					d.Late = append(d.Late, Late{Name: name, Kind: "penalty", Amount: 100})
				} else {
					d.Lines = append(d.Lines, Line{N: int64(i + 1), Name: name, SKU: "S", Quantity: money.Units(1), Of: money.Units(1), Net: 100})
				}
			}
			_, pages := drawn(t, d)
			if len(pages) > 1 {
				broken++
			}
			if last := text(pages[len(pages)-1:]); !strings.Contains(last, fmt.Sprintf("Ligne-%d\n", n)) {
				t.Errorf("%s of %d rows: the last of its %d pages has none", kind, n, len(pages))
			}
		}
	}
	if broken < 40 {
		t.Errorf("only %d documents have several pages", broken)
	}
}
