package tax

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// The departments overseas by postcode of delivery: 8.5 and 2.1 % where there is
// a VAT, none in Guyane and Mayotte; goods from elsewhere in France are as
// exported. Monaco is France.
func TestOverseas(t *testing.T) {
	for _, c := range []struct {
		seller, sellerIn, to, postcode string
		kind                           Kind
		class                          Class
		on                             day.Day
		category                       Category
		reason                         string
		rate                           money.Percent
	}{
		{"FR", "75001", "FR", "69001", Goods, Standard, today, Taxed, "", 20_000000},
		{"FR", "97400", "FR", "97410", Goods, Standard, today, Taxed, "", 8_500000},
		{"FR", "97400", "FR", "97410", Goods, Reduced, today, Taxed, "", 2_100000},
		{"FR", "97110", "FR", "97200", Goods, Intermediate, today, Taxed, "", 2_100000},
		{"FR", "75001", "FR", "97200", Service, Standard, today, Taxed, "", 8_500000},
		{"FR", "75001", "FR", "97 100", Goods, Standard, today, Export, ReasonOverseas, 0},
		{"FR", "97400", "FR", "97100", Goods, Standard, today, Export, ReasonOverseas, 0},
		{"FR", "97400", "FR", "75001", Goods, Standard, today, Export, ReasonOverseas, 0},
		{"FR", "75001", "FR", "97300", Service, Standard, today, ExemptSupply, ReasonNoVAT, 0},
		{"FR", "97300", "FR", "97310", Goods, Standard, today, ExemptSupply, ReasonNoVAT, 0},
		{"FR", "75001", "FR", "97600", Goods, Standard, today, Export, ReasonOverseas, 0},
		{"FR", "75001", "MC", "98000", Goods, Standard, today, Taxed, "", 20_000000},
		{"MC", "98000", "FR", "97400", Service, Standard, today, Taxed, "", 8_500000},
		{"FR", "75001", "FR", "9740", Goods, Standard, today, Taxed, "", 20_000000},
		{"FR", "75001", "FR", "97400", Service, Standard, day.Of(2014, 1, 1), Taxed, "", 8_500000},
	} {
		got, err := Decide(Supply{Seller: Seller{Country: c.seller, Regime: RegimeStandard, Postcode: c.sellerIn}, ShipToCountry: c.to, Kind: c.kind, Class: c.class,
			Day: c.on, Local: Local{Postcode: c.postcode}})
		var rate money.Percent
		for _, x := range got.Taxes {
			rate += x.Rate
		}
		if err != nil || got.Category != c.category || got.Reason != c.reason || rate != c.rate {
			t.Errorf("%s %s to %s %s, %s %s: %v %v", c.seller, c.sellerIn, c.to, c.postcode, c.kind, c.class, got, err)
		}
		if got.Reason != "" {
			if m, ok := MentionOn(got.Reason, c.seller, c.on); !ok || m.Law == "" {
				t.Errorf("%s has no mention", got.Reason)
			}
		}
	}
	exempt, err := Decide(Supply{Seller: Seller{Country: "FR", Regime: RegimeStandard, Exempt: true}, ShipToCountry: "FR", Kind: Goods, Class: Standard,
		Day: today, Local: Local{Postcode: "97400"}})
	if err != nil || exempt.Reason != "VATEX-FR-FRANCHISE" {
		t.Errorf("%v %v", exempt, err)
	}
	on := Seller{Country: "FR"}.Due(Service, Treatment{Category: Taxed, Taxes: []Tax{{Code: VAT, Place: overseasRates}}})
	if !on.OnReceipt {
		t.Error("the VAT of a service in La Réunion is due when it is paid")
	}
}
