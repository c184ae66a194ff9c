package tax

import (
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

var (
	today  = day.Of(2026, 11, 21)
	french = Seller{Country: "FR", Regime: RegimeStandard}
	quebec = Seller{Country: "CA", Region: "QC", Regime: RegimeStandard, Registered: Registrations("CA", "QC")}
)

// with changes a copy of a seller.
func with(s Seller, change func(*Seller)) Seller {
	change(&s)
	return s
}

type decided struct {
	name   string
	supply Supply
	want   string // category, reason, then code and rate of each tax
}

// Domain.md 4.4, row by row, for a seller in the EU.
func TestDecideEurope(t *testing.T) {
	exempt := with(french, func(s *Seller) { s.Exempt = true })
	oss := with(french, func(s *Seller) { s.OSS = true })
	belgian := Seller{Country: "BE", Regime: RegimeStandard}
	check(t, []decided{
		// seller's country
		{"home standard", Supply{french, "FR", "", false, Goods, Standard, today, Local{}}, "S  VAT 20"},
		{"home intermediate", Supply{french, "FR", "", false, Service, Intermediate, today, Local{}}, "S  VAT 10"},
		{"home reduced", Supply{french, "FR", "", true, Goods, Reduced, today, Local{}}, "S  VAT 5.5"},
		{"home super-reduced", Supply{french, "FR", "", true, Goods, SuperReduced, today, Local{}}, "S  VAT 2.1"},
		{"home exempt class", Supply{french, "FR", "", false, Service, Exempt, today, Local{}}, "E exempt"},
		{"home zero class", Supply{french, "FR", "", false, Goods, Zero, today, Local{}}, "Z "},
		{"home reverse charge", Supply{french, "FR", "", true, Service, ReverseCharge, today, Local{}}, "AE VATEX-EU-AE"},
		{"home exempt seller", Supply{exempt, "FR", "", false, Goods, Standard, today, Local{}}, "E VATEX-FR-FRANCHISE"},
		{"exempt seller never reverses", Supply{exempt, "FR", "", true, Service, ReverseCharge, today, Local{}}, "E VATEX-FR-FRANCHISE"},
		{"Monaco is home", Supply{french, "MC", "", true, Goods, Standard, today, Local{}}, "S  VAT 20"},
		{"Belgian at home", Supply{belgian, "BE", "", false, Goods, Standard, today, Local{}}, "S  VAT 21"},
		// other EU country, confirmed number
		{"intra-EU goods", Supply{french, "DE", "", true, Goods, Standard, today, Local{}}, "K VATEX-EU-IC"},
		{"intra-EU goods, Greece", Supply{french, "GR", "", true, Goods, Reduced, today, Local{}}, "K VATEX-EU-IC"},
		{"intra-EU service", Supply{french, "DE", "", true, Service, Standard, today, Local{}}, "AE VATEX-EU-AE"},
		{"exempt seller's goods stay exempt", Supply{exempt, "DE", "", true, Goods, Standard, today, Local{}}, "E VATEX-FR-FRANCHISE"},
		{"exempt seller's services reverse", Supply{exempt, "DE", "", true, Service, Standard, today, Local{}}, "AE VATEX-EU-AE"},
		{"Belgian to France", Supply{belgian, "FR", "", true, Goods, Standard, today, Local{}}, "K VATEX-EU-IC"},
		// other EU country, no such number
		{"consumer goods", Supply{french, "DE", "", false, Goods, Standard, today, Local{}}, "S  VAT 20"},
		{"consumer goods reduced", Supply{french, "DE", "", false, Goods, Reduced, today, Local{}}, "S  VAT 5.5"},
		{"consumer goods OSS", Supply{oss, "DE", "", false, Goods, Standard, today, Local{}}, "S  VAT 19"},
		{"consumer service OSS", Supply{oss, "DE", "", false, Service, Standard, today, Local{}}, "S  VAT 20"},
		{"consumer digital", Supply{french, "DE", "", false, Digital, Standard, today, Local{}}, "S  VAT 20"},
		{"consumer digital OSS", Supply{oss, "DE", "", false, Digital, Standard, today, Local{}}, "S  VAT 19"},
		{"digital to a business", Supply{oss, "DE", "", true, Digital, Standard, today, Local{}}, "AE VATEX-EU-AE"},
		{"domestic list ends at the border", Supply{french, "DE", "", false, Service, ReverseCharge, today, Local{}}, "S  VAT 20"},
		{"exempt seller to a consumer", Supply{exempt, "DE", "", false, Goods, Standard, today, Local{}}, "E VATEX-FR-FRANCHISE"},
		{"Belgian exempt seller", Supply{with(belgian, func(s *Seller) { s.Exempt = true }), "BE", "", false, Goods, Standard, today, Local{}}, "E small_business"},
		// outside the EU
		{"export", Supply{french, "CA", "QC", false, Goods, Standard, today, Local{}}, "G VATEX-EU-G"},
		{"export to Guadeloupe", Supply{french, "GP", "", false, Goods, Standard, today, Local{}}, "G VATEX-EU-G"},
		{"service outside", Supply{french, "US", "", false, Service, Standard, today, Local{}}, "O VATEX-EU-O"},
		{"United Kingdom", Supply{french, "GB", "", true, Goods, Standard, today, Local{}}, "G VATEX-EU-G"},
		{"United Kingdom before it left", Supply{french, "GB", "", true, Goods, Standard, day.Of(2020, 12, 31), Local{}}, "K VATEX-EU-IC"},
		// no taxes at all
		{"regime none", Supply{Seller{Country: "FR", Regime: RegimeNone}, "", "", true, Goods, Standard, today, Local{}}, " none"},
	})
}

// Domain.md 4.4 and 4.6, for sellers in Canada and the United States.
func TestDecideAmerica(t *testing.T) {
	everywhere := with(quebec, func(s *Seller) {
		s.Registered = []Registration{"GST", "QST", "PST-BC", "PST-SK", "PST-MB"}
	})
	federal := with(quebec, func(s *Seller) { s.Registered = []Registration{"GST"} })
	nobody := with(quebec, func(s *Seller) { s.Registered = nil })
	american := Seller{Country: "US", Region: "VT", Regime: RegimeStandard}
	check(t, []decided{
		{"Québec", Supply{quebec, "CA", "QC", false, Goods, Standard, today, Local{}}, "S  GST 5 QST 9.975"},
		{"Québec, ISO region, service", Supply{quebec, "ca", "ca-qc", false, Service, Standard, today, Local{}}, "S  GST 5 QST 9.975"},
		{"no province: the seller's", Supply{quebec, "CA", "", false, Goods, Standard, today, Local{}}, "S  GST 5 QST 9.975"},
		{"Ontario", Supply{quebec, "CA", "ON", false, Goods, Standard, today, Local{}}, "S  HST 13"},
		{"New Brunswick", Supply{quebec, "CA", "NB", false, Goods, Standard, today, Local{}}, "S  HST 15"},
		{"Newfoundland", Supply{quebec, "CA", "NL", false, Goods, Standard, today, Local{}}, "S  HST 15"},
		{"Prince Edward Island", Supply{quebec, "CA", "PE", false, Goods, Standard, today, Local{}}, "S  HST 15"},
		{"Nova Scotia", Supply{quebec, "CA", "NS", false, Goods, Standard, today, Local{}}, "S  HST 14"},
		{"Alberta", Supply{quebec, "CA", "AB", false, Goods, Standard, today, Local{}}, "S  GST 5"},
		{"British Columbia, not registered", Supply{quebec, "CA", "BC", false, Goods, Standard, today, Local{}}, "S  GST 5"},
		{"British Columbia", Supply{everywhere, "CA", "BC", false, Goods, Standard, today, Local{}}, "S  GST 5 PST 7"},
		{"Saskatchewan", Supply{everywhere, "CA", "SK", false, Goods, Standard, today, Local{}}, "S  GST 5 PST 6"},
		{"Manitoba", Supply{everywhere, "CA", "MB", false, Goods, Standard, today, Local{}}, "S  GST 5 PST 7"},
		{"GST only", Supply{federal, "CA", "QC", false, Goods, Standard, today, Local{}}, "S  GST 5"},
		{"not registered", Supply{nobody, "CA", "QC", false, Goods, Standard, today, Local{}}, "E small_business"},
		{"small supplier", Supply{with(quebec, func(s *Seller) { s.Exempt = true }), "CA", "QC", false, Goods, Standard, today, Local{}}, "E small_business"},
		{"basic groceries", Supply{quebec, "CA", "QC", false, Goods, Zero, today, Local{}}, "Z "},
		{"exempt service", Supply{quebec, "CA", "QC", false, Service, Exempt, today, Local{}}, "E exempt"},
		{"from Canada", Supply{quebec, "FR", "", true, Goods, Standard, today, Local{}}, "G abroad"},
		{"service from Canada", Supply{quebec, "US", "NY", false, Service, Standard, today, Local{}}, "G abroad"},
		{"United States", Supply{american, "US", "NY", false, Goods, Standard, today, Local{}}, "O us_no_nexus"},
		{"from the United States", Supply{american, "CA", "QC", false, Goods, Standard, today, Local{}}, "O abroad"},
	})
}

func check(t *testing.T, cases []decided) {
	t.Helper()
	for _, c := range cases {
		got, err := Decide(c.supply)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if text := describe(got); text != c.want {
			t.Errorf("%s: %q, want %q", c.name, text, c.want)
		}
	}
}

func describe(t Treatment) string {
	s := string(t.Category) + " " + t.Reason
	for _, x := range t.Taxes {
		s += " " + string(x.Code) + " " + x.Rate.String()
	}
	return s
}

func TestDecideRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		supply Supply
		code   string
	}{
		{"no country", Supply{french, "", "", false, Goods, Standard, today, Local{}}, "tax.country"},
		{"no province at all", Supply{Seller{Country: "CA"}, "CA", "", false, Goods, Standard, today, Local{}}, "tax.region"},
		{"unknown province", Supply{quebec, "CA", "XX", false, Goods, Standard, today, Local{}}, "tax.region"},
		{"no rules", Supply{Seller{Country: "CH"}, "CH", "", false, Goods, Standard, today, Local{}}, "tax.seller_country"},
		{"no such class there", Supply{quebec, "CA", "QC", false, Goods, Reduced, today, Local{}}, "tax.rate"},
		{"no such class", Supply{french, "FR", "", false, Goods, "luxury", today, Local{}}, "tax.rate"},
		{"before the first row", Supply{french, "FR", "", false, Goods, Standard, day.Of(2013, 12, 31), Local{}}, "tax.rate"},
		{"rate of a destination not known", Supply{with(french, func(s *Seller) { s.OSS = true }), "DE", "", false, Goods, Reduced, today, Local{}}, "tax.rate"},
	} {
		if got, err := Decide(c.supply); refuse.Code(err) != c.code {
			t.Errorf("%s: %v %v, want %s", c.name, describe(got), err, c.code)
		} else if _, ok := Texts[c.code]; !ok {
			t.Errorf("%s has no sentence", c.code)
		}
	}
}

// Domain.md 1.13: ordered 2025-03-20, delivered 2025-04-02 in Nova Scotia.
func TestRateOfDelivery(t *testing.T) {
	ordered, err := Decide(Supply{quebec, "CA", "NS", false, Goods, Standard, day.Of(2025, 3, 20), Local{}})
	if err != nil || describe(ordered) != "S  HST 15" {
		t.Fatalf("ordered: %q %v", describe(ordered), err)
	}
	delivered, err := ordered.On(day.Of(2025, 4, 2))
	if err != nil || describe(delivered) != "S  HST 14" {
		t.Errorf("delivered: %q %v", describe(delivered), err)
	}
	if describe(ordered) != "S  HST 15" {
		t.Error("the order's own treatment was changed")
	}
	if last, _ := ordered.On(day.Of(2025, 3, 31)); describe(last) != "S  HST 15" {
		t.Errorf("last day of the old rate: %q", describe(last))
	}
}

func TestRateOn(t *testing.T) {
	for _, c := range []struct {
		place string
		code  Code
		class Class
		d     day.Day
		want  money.Percent
	}{
		{"FR", VAT, Standard, day.Of(2014, 1, 1), 20_000000},
		{"CA-QC", QST, Standard, day.Of(2013, 1, 1), 9_975000},
		{"CA-NS", HST, Standard, day.Of(2025, 3, 31), 15_000000},
		{"CA-NS", HST, Standard, day.Of(2025, 4, 1), 14_000000},
		{"DE", VAT, Standard, day.Of(2020, 12, 31), 16_000000},
		{"DE", VAT, Standard, day.Of(2021, 1, 1), 19_000000},
		{"EE", VAT, Standard, day.Of(2025, 7, 1), 24_000000},
	} {
		if r, err := RateOn(c.place, c.code, c.class, c.d); err != nil || r.Rate != c.want {
			t.Errorf("%s %s %v: %s %v, want %s", c.place, c.class, c.d, r.Rate, err, c.want)
		}
	}
}

// Each row has a source, no two begin on one day, and every member state has a
// standard rate.
func TestRatesTable(t *testing.T) {
	type row struct {
		place string
		code  Code
		class Class
		from  day.Day
	}
	seen := map[row]bool{}
	for _, r := range Rates() {
		k := row{r.Place, r.Code, r.Class, r.From}
		if seen[k] || r.Source == "" || r.Rate <= 0 || r.Rate > 30_000000 {
			t.Errorf("bad row %+v", r)
		}
		seen[k] = true
	}
	for country := range members {
		if _, err := RateOn(country, VAT, Standard, today); err != nil && inEU(country, today) {
			t.Errorf("%s: %v", country, err)
		}
	}
}

func TestRegistrations(t *testing.T) {
	for _, c := range []struct {
		country, region string
		want            []Registration
	}{
		{"CA", "QC", []Registration{"GST", "QST"}},
		{"CA", "CA-BC", []Registration{"GST", "PST-BC"}},
		{"CA", "ON", []Registration{"GST"}},
		{"CA", "", []Registration{"GST"}},
		{"FR", "", nil},
	} {
		if got := Registrations(c.country, c.region); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.country, c.region, got, c.want)
		}
	}
}

func TestMention(t *testing.T) {
	for _, c := range []struct{ reason, country, want string }{
		{"VATEX-EU-IC", "FR", "Exonération de TVA, art. 262 ter I du CGI"},
		{"VATEX-EU-IC", "BE", "Exonération de TVA, art. 138 de la directive 2006/112/CE"},
		{"VATEX-EU-AE", "FR", "Autoliquidation"},
		{"VATEX-EU-G", "MC", "Exonération de TVA, art. 262 I du CGI"},
		{"VATEX-FR-FRANCHISE", "FR", "TVA non applicable, art. 293 B du CGI"},
		{ReasonAbroad, "CA", "Exportation détaxée"},
		{ReasonAbroad, "US", "Vente hors des États-Unis, sans taxe de vente"},
		{"", "FR", ""},
	} {
		if m, ok := MentionOn(c.reason, c.country, today); m.Text.FR != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s: %q, want %q", c.reason, c.country, m.Text.FR, c.want)
		}
	}
	if len(MentionTexts) != len(mentions) {
		t.Errorf("%d sentences of %d mentions", len(MentionTexts), len(mentions))
	}
	for _, texts := range []words.Texts{Texts, MentionTexts} {
		if faults := texts.Faults(); len(faults) > 0 {
			t.Errorf("texts: %v", faults)
		}
	}
	for _, c := range []struct {
		country string
		on      day.Day
		law     string
	}{{"FR", day.Of(2019, 4, 25), "code de commerce L441-6, D441-5"}, {"FR", day.Of(2019, 4, 26), "code de commerce L441-10, D441-5"},
		{"CA", today, "Interest Act s. 4"}, {"MC", today, ""}, {"FR", day.Of(2012, 12, 31), ""}} {
		if m, _ := MentionOn(MentionLate, c.country, c.on); m.Law != c.law {
			t.Errorf("late in %s on %s: %q, want %q", c.country, c.on, m.Law, c.law)
		}
	}
}
