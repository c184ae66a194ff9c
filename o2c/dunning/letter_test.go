package dunning

import (
	"slices"
	"strings"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

func sample(template string, l words.Language) paper {
	return paper{template: template, language: l, currency: "EUR", today: day.Of(2026, 3, 20), held: 5000, charges: 4000,
		seller:   seller.Entity{Name: "Maison Exemple", Street: "1 rue du Port", Postcode: "29200", City: "Brest", Country: "FR", IBAN: "FR14 2004 1010 0505 0001 3M02 606", LegalID: "732829320"},
		customer: party.Customer{Number: "C1", Country: "FR", LegalID: "404833048", Words: party.Words{Name: "Dupont & fils\r\nBcc: <x@y.fr>", Street: "2 rue Haute", City: "Lyon"}},
		lines:    []claim{{number: "FA-2026-000001", issuedOn: day.Of(2026, 1, 17), dueOn: day.Of(2026, 2, 16), late: 32, amount: 120000, penalty: 1198}}}
}

// A message says who asks, for what, how much, how to pay and how to dispute;
// a foreign name breaks neither its subject nor its HTML.
func TestLetter(t *testing.T) {
	for _, template := range []string{Courtesy, Friendly, Firm, Notice, Final} {
		for _, l := range []words.Language{words.French, words.English, words.Quebecois} {
			subject, text, page := sample(template, l).write()
			if strings.ContainsAny(subject, "\r\n") || strings.Contains(subject+text+page, "{") || strings.Contains(page, "<x@y.fr>") {
				t.Errorf("%s %s: %q\n%s", template, l, subject, page)
			}
			for _, want := range []string{"FA-2026-000001", "Maison Exemple", words.Amount(l, sample(template, l).lines[0].amount.In("EUR")), "FR14 2004 1010 0505 0001 3M02 606"} {
				if !strings.Contains(text, want) || !strings.Contains(page, want) {
					t.Errorf("%s %s lacks %q:\n%s", template, l, want, text)
				}
			}
		}
	}
	if faults := append(Texts.Faults(), Letters.Faults()...); len(faults) > 0 {
		t.Errorf("texts: %v", faults)
	}
}

// The mise en demeure has what the law wants in it: both parties, the claim,
// the invoices, penalties and charges, the deadline, its own name (domain.md 8.1).
func TestNotice(t *testing.T) {
	subject, text, _ := sample(Notice, words.French).write()
	nb := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	text = nb.Replace(text)
	for _, want := range []string{"Créancier : Maison Exemple, 1 rue du Port, 29200 Brest, France, 732829320", "Débiteur : Dupont & fils", "404833048", "mettons en demeure",
		"1 150,00 €", "11,98 €", "40,00 €", "sous 8 jours", "28/03/2026", "20/03/2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	posted := sample(Notice, words.French)
	posted.posted = true
	if _, onPaper, _ := posted.write(); strings.Contains(onPaper, "répondez") || !strings.Contains(onPaper, "écrivez-nous ou appelez-nous") || !strings.Contains(text, "répondez simplement") {
		t.Errorf("who gets paper can not answer a message: %s", onPaper)
	}
	if !strings.Contains(subject, "MISE EN DEMEURE") {
		t.Error(subject)
	}
	if _, text, _ := sample(Friendly, words.French).write(); strings.Contains(text, "indemnités") {
		t.Error("a friendly reminder announces penalties")
	}
}

// A specimen is about what its real message is about: late invoices, of the
// courtesy reminder those not due yet, and anything where there is none such.
func TestSpecimenFits(t *testing.T) {
	today := day.Of(2026, 3, 2)
	debt := func(due int, open money.Amount) Debt {
		return Debt{Item: receivable.Item{DueOn: today.AddDays(due), Open: open}}
	}
	for _, c := range []struct {
		template string
		debts    []Debt
		want     []money.Amount
	}{
		{Friendly, []Debt{debt(5, 1), debt(-5, 2), debt(0, 3), debt(-1, 4), debt(-9, 0)}, []money.Amount{2, 4}},
		{Courtesy, []Debt{debt(5, 1), debt(-5, 2), debt(0, 3)}, []money.Amount{1, 3}},
		{Friendly, []Debt{debt(5, 1), debt(0, 3)}, []money.Amount{1, 3}},
		{Friendly, []Debt{debt(-5, 0)}, nil},
		{Friendly, []Debt{debt(-1, 1), debt(-1, 2), debt(-1, 3), debt(-1, 4), debt(-1, 5), debt(-1, 6), debt(-1, 7)}, []money.Amount{1, 2, 3, 4, 5, 6}},
	} {
		var got []money.Amount
		for _, x := range fitting(c.debts, c.template, today) {
			got = append(got, x.Amount)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.template, got, c.want)
		}
	}
}
