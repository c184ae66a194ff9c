package importer

import (
	"fmt"
	"slices"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/seller"
)

// Sales taxes come in by a file; an order is taxed by the longest beginning of
// the postcode.
func TestTaxRates(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url, seller.NewEntity{Name: "Acme", Country: "US", Region: "NY", Currency: "USD", Tax: "standard"})
		head := "State,Postcode,Rate,Freight_taxable,Services_taxable,Valid_from"
		file := lines(head, "NY,,4%,yes,no,2026-01-01", "NY,100,8.5,Oui,yes,2026-01-01", "US-NY,10001,8.875,1,,2026-01-01", "CA,,7.25,no,,2026-01-15")
		w.yes("tax-rates", file)
		w.counts("tax-rates", file, 0, 4)
		w.counts("tax-rates", lines(head, "NY,,4.25,yes,no,2026-01-01", "NY,100,8.5,yes,,2026-01-01"), 1, 1)
		got := ask(w, func(r *db.Read) (out []string, err error) {
			rates, err := seller.Rates(r, "US-NY")
			for _, x := range rates {
				out = append(out, fmt.Sprintf("%s %s %v %v", x.Postcode, x.Rate, x.Freight, x.Services))
			}
			slices.Sort(out)
			return out, err
		})
		if want := []string{" 4.25 true false", "100 8.5 true true", "10001 8.875 true true"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		w.verified()
	})
}
