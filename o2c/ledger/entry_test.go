package ledger

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/tax"
)

const dupont = 7

var head = Head{Day: day.Of(2026, 3, 2), Currency: "EUR", Text: "FA-2026-000042"}

// show writes an entry as "VE: 411/7 120000, 707 -100000".
func show(e Entry) string {
	s := string(e.Journal) + ":"
	for i, l := range e.Legs {
		if i > 0 {
			s += ","
		}
		s += " " + l.Account
		if l.Holder != 0 {
			s += fmt.Sprintf("/%d", l.Holder)
		}
		s += fmt.Sprintf(" %d", l.Amount)
	}
	return s
}

func vat(amount money.Amount) []TaxAmount {
	return []TaxAmount{{Code: tax.VAT, Amount: amount}}
}

// posting is a row of domain.md 5.1 and what it gives on each chart.
type posting struct {
	name         string
	make         func(Chart) (Entry, error)
	pcg, generic string
}

func checkPostings(t *testing.T, rows []posting) {
	t.Helper()
	for _, c := range rows {
		for chart, want := range map[Chart]string{PCG: c.pcg, Generic: c.generic} {
			e, err := c.make(chart)
			if err != nil || show(e) != want {
				t.Errorf("%s, %s:\n got %s (%v)\nwant %s", c.name, chart, show(e), err, want)
			}
			if e.Day != head.Day || e.Currency != "EUR" || e.Text != head.Text {
				t.Errorf("%s: head is lost: %+v", c.name, e)
			}
		}
	}
}

func TestSales(t *testing.T) {
	goods := Sale{Holder: dupont, Goods: 100000, Taxes: vat(20000), Total: 120000}
	returned := Sale{Holder: dupont, Goods: 10000, Taxes: vat(2000), Total: 12000}
	services := Sale{Holder: dupont, Services: 100000, Taxes: []TaxAmount{{Code: tax.VAT, Amount: 20000, Pending: true}}, Total: 120000}
	both := Sale{Holder: dupont, Goods: 5000, Services: 3000, Freight: 2000, Total: 12000,
		Taxes: []TaxAmount{{Code: tax.VAT, Amount: 1000}, {Code: tax.VAT, Amount: 400}, {Code: tax.VAT, Amount: 600, Pending: true}}}
	afterDeposit := Sale{Holder: dupont, Goods: 1000000, Deposits: 300000, Taxes: vat(140000), Total: 840000}
	quebec := Sale{Holder: dupont, Goods: 10000, Total: 11498,
		Taxes: []TaxAmount{{Code: tax.GST, Amount: 500}, {Code: tax.QST, Amount: 998}}}
	checkPostings(t, []posting{
		{"invoice goods", func(c Chart) (Entry, error) { return Invoice(c, head, goods) },
			"VE: 411/7 120000, 707 -100000, 44571 -20000", "VE: 1100/7 120000, 4000 -100000, 2200 -20000"},
		{"services, VAT on receipt", func(c Chart) (Entry, error) { return Invoice(c, head, services) },
			"VE: 411/7 120000, 706 -100000, 44574 -20000", "VE: 1100/7 120000, 4000 -100000, 2300 -20000"},
		{"goods, services and freight; equal accounts merge", func(c Chart) (Entry, error) { return Invoice(c, head, both) },
			"VE: 411/7 12000, 707 -5000, 706 -3000, 7085 -2000, 44571 -1400, 44574 -600",
			"VE: 1100/7 12000, 4000 -8000, 4100 -2000, 2200 -1400, 2300 -600"},
		{"final invoice after a deposit", func(c Chart) (Entry, error) { return Invoice(c, head, afterDeposit) },
			"VE: 411/7 840000, 4191/7 300000, 707 -1000000, 44571 -140000", "VE: 1100/7 840000, 2100/7 300000, 4000 -1000000, 2200 -140000"},
		{"credit note", func(c Chart) (Entry, error) { return CreditNote(c, head, returned) },
			"VE: 411/7 -12000, 707 10000, 44571 2000", "VE: 1100/7 -12000, 4000 10000, 2200 2000"},
		{"Québec invoice", func(c Chart) (Entry, error) { return Invoice(c, head, quebec) },
			"VE: 411/7 11498, 707 -10000, 44571 -1498", "VE: 1100/7 11498, 4000 -10000, 2210 -500, 2220 -998"},
		{"no tax", func(c Chart) (Entry, error) {
			return Invoice(c, head, Sale{Holder: dupont, Goods: 100, Total: 100})
		},
			"VE: 411/7 100, 707 -100", "VE: 1100/7 100, 4000 -100"},
	})
}

func TestMoney(t *testing.T) {
	checkPostings(t, []posting{
		{"receipt", func(c Chart) (Entry, error) { return Receipt(c, head, dupont, 12000, 0) },
			"BQ: 512 12000, 411/7 -12000", "BQ: 1000 12000, 1100/7 -12000"},
		{"receipt of an unknown payer", func(c Chart) (Entry, error) { return Receipt(c, head, 0, 12000, 0) },
			"BQ: 512 12000, 471 -12000", "BQ: 1000 12000, 2450 -12000"},
		{"its first application", func(c Chart) (Entry, error) { return Identify(c, head, dupont, 12000) },
			"OD: 471 12000, 411/7 -12000", "OD: 2450 12000, 1100/7 -12000"},
		{"returned debit, with fee", func(c Chart) (Entry, error) { return ReturnedPayment(c, head, dupont, 50000, 800) },
			"BQ: 411/7 50000, 627 800, 512 -50800", "BQ: 1100/7 50000, 6900 800, 1000 -50800"},
		{"returned, no fee, unknown", func(c Chart) (Entry, error) { return ReturnedPayment(c, head, 0, 50000, 0) },
			"BQ: 471 50000, 512 -50000", "BQ: 2450 50000, 1000 -50000"},
		{"refund", func(c Chart) (Entry, error) { return Refund(c, head, dupont, 1200) },
			"BQ: 411/7 1200, 512 -1200", "BQ: 1100/7 1200, 1000 -1200"},
		{"refund that came back, of an unknown payer", func(c Chart) (Entry, error) { return RefundBack(c, head, 0, 1200) },
			"BQ: 512 1200, 471 -1200", "BQ: 1000 1200, 2450 -1200"},
		{"card settlement net of fee", func(c Chart) (Entry, error) { return Receipt(c, head, dupont, 10000, 150) },
			"BQ: 512 9850, 627 150, 411/7 -10000", "BQ: 1000 9850, 6900 150, 1100/7 -10000"},
		{"small difference missing", func(c Chart) (Entry, error) { return SmallDifference(c, head, dupont, 50, nil, false) },
			"OD: 658 50, 411/7 -50", "OD: 6950 50, 1100/7 -50"},
		{"the same, of VAT on receipts", func(c Chart) (Entry, error) {
			return SmallDifference(c, head, dupont, 50, []tax.Moved{{Code: tax.VAT, Pending: 8}}, false)
		},
			"OD: 658 42, 44574 8, 411/7 -50", "OD: 6950 42, 2300 8, 1100/7 -50"},
		{"taken back", func(c Chart) (Entry, error) {
			return SmallDifference(c, head, dupont, 50, []tax.Moved{{Code: tax.VAT, Pending: -8}}, true)
		},
			"OD: 658 -42, 44574 -8, 411/7 50", "OD: 6950 -42, 2300 -8, 1100/7 50"},
		{"too much", func(c Chart) (Entry, error) { return SmallDifference(c, head, dupont, -30, nil, false) },
			"OD: 758 -30, 411/7 30", "OD: 6950 -30, 1100/7 30"},
	})
}

func TestStockAndOpening(t *testing.T) {
	checkPostings(t, []posting{
		{"shipment", func(c Chart) (Entry, error) { return Shipment(c, head, 6000) },
			"ST: 6037 6000, 37 -6000", "ST: 5000 6000, 1300 -6000"},
		{"return to stock", func(c Chart) (Entry, error) { return StockReturn(c, head, 6000) },
			"ST: 37 6000, 6037 -6000", "ST: 1300 6000, 5000 -6000"},
		{"stock receipt", func(c Chart) (Entry, error) { return StockReceipt(c, head, 6000) },
			"ST: 37 6000, 6037 -6000", "ST: 1300 6000, 5000 -6000"},
		{"adjustment, loss", func(c Chart) (Entry, error) { return StockAdjustment(c, head, -6000) },
			"ST: 6037 6000, 37 -6000", "ST: 5000 6000, 1300 -6000"},
		{"adjustment, gain", func(c Chart) (Entry, error) { return StockAdjustment(c, head, 6000) },
			"ST: 37 6000, 6037 -6000", "ST: 1300 6000, 5000 -6000"},
		{"opening stock", func(c Chart) (Entry, error) { return OpeningStock(c, head, 6000) },
			"RE: 37 6000, 890 -6000", "RE: 1300 6000, 3900 -6000"},
		{"opening item", func(c Chart) (Entry, error) { return OpeningItem(c, head, dupont, 120000) },
			"RE: 411/7 120000, 890 -120000", "RE: 1100/7 120000, 3900 -120000"},
		{"shipment of goods that cost nothing", func(c Chart) (Entry, error) { return Shipment(c, head, 0) },
			"ST:", "ST:"},
	})
}

// What tax.Total computes posts as it is.
func TestTaxAmounts(t *testing.T) {
	line := tax.Line{Net: 10000, Treatment: tax.Treatment{Category: tax.Taxed, Taxes: []tax.Tax{
		{Code: tax.GST, Place: "CA", Class: tax.Standard, Rate: 5_000000},
		{Code: tax.QST, Place: "CA-QC", Class: tax.Standard, Rate: 9_975000}}}}
	exempt := tax.Line{Net: 300, Treatment: tax.Treatment{Category: tax.ExemptSupply, Reason: tax.ReasonExempt}}
	b, err := tax.Total([]tax.Line{line, exempt}, "CAD", tax.Apart)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Invoice(Generic, head, Sale{Holder: dupont, Goods: b.Net, Taxes: TaxAmounts(b, true), Total: b.Total})
	if want := "VE: 1100/7 11798, 4000 -10300, 2210 -500, 2220 -998"; err != nil || show(e) != want {
		t.Errorf("%s (%v), want %s", show(e), err, want)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name string
		legs []Leg
		code string
	}{
		{"balanced", []Leg{{"411", 7, 100, 100}, {"707", 0, -100, -100}}, ""},
		{"one cent off", []Leg{{"411", 7, 100, 100}, {"707", 0, -99, -99}}, "ledger.unbalanced"},
		{"no legs", nil, "ledger.legs"},
		{"one leg", []Leg{{"411", 7, 100, 100}}, "ledger.legs"},
		{"zero leg", []Leg{{"411", 7, 100, 100}, {"707", 0, -100, -100}, {"44571", 0, 0, 0}}, "ledger.legs"},
		{"no account", []Leg{{"411", 7, 100, 100}, {"", 0, -100, -100}}, "ledger.account"},
		{"too much", []Leg{{"411", 7, money.Max, money.Max}, {"411", 8, money.Max, money.Max}, {"707", 0, -money.Max, -money.Max}}, "money.overflow"},
	} {
		err := Entry{Currency: "EUR", Legs: c.legs}.Check()
		if got := refuse.Code(err); got != c.code || (err == nil) != (c.code == "") {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
	}
	if _, err := Invoice(PCG, head, Sale{Holder: dupont, Goods: 100, Taxes: vat(20), Total: 119}); refuse.Code(err) != "ledger.unbalanced" {
		t.Errorf("wrong total: %v", err)
	}
	if _, err := Invoice("abacus", head, Sale{Holder: dupont, Goods: 100, Total: 100}); err == nil {
		t.Error("an unknown chart posts")
	}
}

// Whatever the amounts, an entry that is built balances, has no zero leg and
// no account twice; a credit note of everything, and the reversal, undo it.
func TestEntryProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name string) money.Amount { return money.Amount(rapid.Int64Range(-1e6, 1e6).Draw(t, name)) }
		s := Sale{Holder: dupont, Goods: amount("goods"), Services: amount("services"), Freight: amount("freight"), Deposits: amount("deposits")}
		s.Total = s.Goods + s.Services + s.Freight - s.Deposits
		for range rapid.IntRange(0, 4).Draw(t, "taxes") {
			x := TaxAmount{Code: rapid.SampledFrom([]tax.Code{tax.VAT, tax.GST, tax.QST, tax.HST, tax.PST}).Draw(t, "code"), Amount: amount("tax"), Pending: rapid.Bool().Draw(t, "pending")}
			s.Taxes, s.Total = append(s.Taxes, x), s.Total+x.Amount
		}
		chart := rapid.SampledFrom([]Chart{PCG, Generic}).Draw(t, "chart")
		invoice, err := Invoice(chart, head, s)
		if err != nil {
			t.Fatal(err)
		}
		credit, err := CreditNote(chart, head, s)
		if err != nil {
			t.Fatal(err)
		}
		undone := invoice.Reversed(head.Day, head.Text)
		seen := map[string]bool{}
		for i, l := range invoice.Legs {
			if key := fmt.Sprint(l.Account, l.Holder); seen[key] {
				t.Fatalf("%s twice in %s", l.Account, show(invoice))
			} else {
				seen[key] = true
			}
			if credit.Legs[i].Amount != -l.Amount || undone.Legs[i] != credit.Legs[i] {
				t.Fatalf("%s is not undone by %s, %s", show(invoice), show(credit), show(undone))
			}
		}
	})
}

func TestChart(t *testing.T) {
	for role := range accounts {
		for _, c := range []Chart{PCG, Generic} {
			account := c.Account(role)
			if _, ok := titles[c][account]; !ok {
				t.Errorf("%s: %s %q has no title", c, role, account)
			}
		}
	}
	for _, set := range titles {
		if faults := words.Texts(set).Faults(); len(faults) > 0 {
			t.Errorf("titles: %v", faults)
		}
	}
	if faults := Texts.Faults(); len(faults) > 0 {
		t.Errorf("texts: %v", faults)
	}
	for _, c := range []struct {
		chart           Chart
		account, fr, en string
		exported        string
	}{
		{PCG, "411", "Clients", "Customers", "411000"},
		{PCG, "44571", "TVA collectée", "VAT collected", "445710"},
		{PCG, "411000", "Clients", "Customers", "411000"},
		{PCG, "37", "Stocks de marchandises", "Goods for resale", "370000"},
		{PCG, "7583", "Rentrées sur créances amorties", "Recoveries of bad debts", "758300"},
		{PCG, "999", "999", "999", "999000"},
		{PCG, "41100012", "Clients", "Customers", "41100012"},
		{Generic, "1100", "Comptes clients", "Accounts receivable", "1100"},
		{Generic, "11001", "11001", "11001", "11001"},
	} {
		if got := c.chart.Name(c.account, words.French); got != c.fr {
			t.Errorf("%s %s: %q, want %q", c.chart, c.account, got, c.fr)
		}
		if got := c.chart.Name(c.account, words.English); got != c.en {
			t.Errorf("%s %s: %q, want %q", c.chart, c.account, got, c.en)
		}
		if got := ExportNumber(c.chart, c.account); got != c.exported {
			t.Errorf("%s %s exports as %q, want %q", c.chart, c.account, got, c.exported)
		}
	}
	if c, err := ParseChart("PCG"); c != PCG || err != nil {
		t.Errorf("%q %v", c, err)
	}
	if _, err := ParseChart("abacus"); refuse.Code(err) != "ledger.chart" {
		t.Errorf("%v", err)
	}
}
