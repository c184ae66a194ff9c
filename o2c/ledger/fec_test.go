package ledger

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// sample is a small file: opening balances, an invoice, its payment.
func sampleFEC() []FECLine {
	d := day.Of(2026, 3, 2)
	first := day.Of(2026, 1, 1)
	sale := FECLine{Journal: "VE", JournalName: "Ventes", Number: "2026000042", Date: d, Piece: "FA-2026-000042", PieceDate: d, Text: "Facture FA-2026-000042", Validated: d}
	with := func(l FECLine, account, name, aux, auxName string, a money.Amount) FECLine {
		l.Account, l.AccountName, l.Aux, l.AuxName, l.Amount = account, name, aux, auxName, a
		return l
	}
	opening := FECLine{Journal: "AN", JournalName: "À-nouveaux", Number: "2026000001", Date: first, Piece: "AN", PieceDate: first, Text: "À-nouveaux", Validated: first}
	return []FECLine{
		with(opening, "370000", "Stocks", "", "", 5000), with(opening, "890000", "Bilan", "", "", -5000),
		with(sale, "411000", "Clients", "C0017", "DURAND SA", 120000), with(sale, "707000", "Ventes de marchandises", "", "", -100000),
		with(sale, "445710", "TVA collectée", "", "", -20000),
	}
}

// The line of domain.md 5.6, to the letter.
func TestFECLine(t *testing.T) {
	got := strings.Split(FEC(sampleFEC(), "EUR"), "\r\n")
	want := strings.ReplaceAll("VE⇥Ventes⇥2026000042⇥20260302⇥411000⇥Clients⇥C0017⇥DURAND SA⇥FA-2026-000042⇥20260302⇥Facture FA-2026-000042⇥1200,00⇥0,00⇥⇥⇥20260302⇥⇥", "⇥", "\t")
	if got[3] != want {
		t.Errorf("%q\nwant %q", got[3], want)
	}
	if got[0] != "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise" {
		t.Errorf("header %q", got[0])
	}
	if name := FECName("732829320", day.Of(2026, 12, 31)); name != "732829320FEC20261231.txt" {
		t.Error(name)
	}
	if faults := CheckFEC("732829320FEC20261231.txt", []byte(FEC(sampleFEC(), "EUR"))); len(faults) > 0 {
		t.Errorf("%+v", faults)
	}
	if faults := CheckFEC("732829320FEC20261231.txt", Latin9(FEC(sampleFEC(), "EUR"))); len(faults) > 0 {
		t.Errorf("in ISO 8859-15: %+v", faults)
	}
	if faults := CheckFEC("732829320FEC20261231.txt", []byte(strings.ReplaceAll(FEC(sampleFEC(), "EUR"), "\t", "|"))); len(faults) > 0 {
		t.Errorf("with bars: %+v", faults)
	}
	if faults := FECTexts.Faults(); len(faults) > 0 {
		t.Error(faults)
	}
}

// Each thing that can be wrong is found on its line, and nothing else is.
func TestCheckFEC(t *testing.T) {
	good := FEC(sampleFEC(), "EUR")
	const name = "732829320FEC20261231.txt"
	invoice := strings.Split(good, "\r\n")[3] // line 4 of the file
	for _, c := range []struct {
		code, file, from, to string
		line                 int
	}{
		{"ledger.fec.name", "FEC2026.txt", "", "", 0},
		{"ledger.fec.name", "732829320FEC20261331.txt", "", "", 0},
		{"ledger.fec.siren", "732829321FEC20261231.txt", "", "", 0},
		{"ledger.fec.mark", name, "JournalCode", "\uFEFFJournalCode", 0},
		{"ledger.fec.header", name, "EcritureLet\tDateLet", "DateLet\tEcritureLet", 1},
		{"ledger.fec.width", name, "\tDURAND SA", "\tDURAND\tSA", 4},
		{"ledger.fec.empty", name, "Ventes\t2026000042\t20260302\t411000\tClients", "Ventes\t2026000042\t20260302\t411000\t", 4},
		{"ledger.fec.sign", name, "DURAND SA", "DURAND\x01SA", 4},
		{"ledger.fec.pair", name, "C0017\tDURAND SA", "C0017\t", 4},
		{"ledger.fec.pair", name, "1200,00\t0,00\t\t\t", "1200,00\t0,00\ta\t\t", 4},
		{"ledger.fec.currency", name, "20260302\t\t\r\nVE\tVentes\t2026000042\t20260302\t707000", "20260302\t1,00\tusd\r\nVE\tVentes\t2026000042\t20260302\t707000", 4},
		{"ledger.fec.account", name, "\t411000\t", "\t41\t", 4},
		{"ledger.fec.account", name, "\t411000\t", "\tCLI411\t", 4},
		{"ledger.fec.two_names", name, "VE\tVentes\t2026000042\t20260302\t707000", "VE\tVente\t2026000042\t20260302\t707000", 5},
		{"ledger.fec.date", name, "FA-2026-000042\t20260302\tFacture FA-2026-000042\t1200", "FA-2026-000042\t2026-03-02\tFacture FA-2026-000042\t1200", 4},
		{"ledger.fec.amount", name, "\t1200,00\t", "\t1 200,00\t", 4},
		{"ledger.fec.amount", name, "\t1200,00\t", "\t1200.00\t", 4},
		{"ledger.fec.one_side", name, "\t1200,00\t0,00\t", "\t1300,00\t100,00\t", 4},
		{"ledger.fec.two_dates", name, "20260302\t707000", "20260303\t707000", 5},
		{"ledger.fec.outside", name, "20260101\t370000", "20240101\t370000", 2},
		{"ledger.fec.valid_early", name, "\t\t\t20260302\t\t\r\nVE\tVentes\t2026000042\t20260302\t707000", "\t\t\t20260301\t\t\r\nVE\tVentes\t2026000042\t20260302\t707000", 4},
		{"ledger.fec.valid_order", name, "20260101\t\t\r\nAN", "20260103\t\t\r\nAN", 3},
		{"ledger.fec.opening_class", name, "370000", "607000", 2},
		{"ledger.fec.opening_first", name, "JournalCode", "", 6},
		{"ledger.fec.torn", name, "TORN", "", 7},
		{"ledger.fec.number", name, "2026000042\t20260302", "n°\t20260302", 4},
		{"ledger.fec.gap", name, "GAP", "", 7},
		{"ledger.fec.unbalanced", name, "\t1200,00\t", "\t1200,01\t", 4},
		{"ledger.fec.total", name, "\t1200,00\t", "\t1200,01\t", 0},
		{"ledger.fec.result", name, "445710", "120000", 4},
		{"ledger.fec.letters", name, "1200,00\t0,00\t\t\t", "1200,00\t0,00\tA1\t20260302\t", 4},
		{"ledger.fec.letters_open", name, "1200,00\t0,00\t\t\t", "1200,00\t0,00\tAAA\t20260302\t", 4},
		{"ledger.fec.nothing", name, "EMPTY", "", 0},
	} {
		text := good
		rows := strings.Split(strings.TrimSuffix(good, "\r\n"), "\r\n")
		switch {
		case c.code == "ledger.fec.opening_first": // the opening entry last
			text = strings.Join(slices.Concat(rows[:1], rows[3:], rows[1:3]), "\r\n")
			c.line = 5
		case c.from == "TORN": // the same number once more, after another entry
			text = strings.Join(slices.Concat(rows, []string{strings.ReplaceAll(invoice, "2026000042", "2026000043"), rows[4]}), "\r\n")
			c.line = 8
		case c.from == "GAP":
			more := strings.ReplaceAll(strings.Join(rows[3:], "\r\n"), "2026000042", "2026000044")
			text = good + more
		case c.from == "EMPTY":
			text = rows[0]
		case c.from != "":
			if !strings.Contains(good, c.from) {
				t.Fatalf("%s: the sample has no %q", c.code, c.from)
			}
			if c.code == "ledger.fec.two_dates" || c.code == "ledger.fec.number" || c.code == "ledger.fec.result" || c.code == "ledger.fec.unbalanced" {
				text = strings.ReplaceAll(good, c.from, c.to)
			} else {
				text = strings.Replace(good, c.from, c.to, 1)
			}
		}
		found := CheckFEC(c.file, []byte(text))
		if !slices.ContainsFunc(found, func(f FECFault) bool { return f.Code == c.code && f.Line == c.line }) {
			t.Errorf("%s on line %d is not found: %+v", c.code, c.line, found)
		}
		for _, f := range found {
			if FECTexts[f.Code].FR == "" || FECTexts[f.Code].EN == "" {
				t.Errorf("%s has no sentence", f.Code)
			}
		}
	}
	signed := strings.ReplaceAll(strings.Replace(good, "Debit\tCredit", "Montant\tSens", 1), "\t0,00\t", "\tD\t")
	signed = strings.NewReplacer("D\t1000,00", "1000,00\tC", "D\t200,00", "200,00\tC", "D\t50,00", "50,00\tC").Replace(signed)
	if found := CheckFEC(name, []byte(signed)); len(found) > 0 {
		t.Errorf("amount and side: %+v\n%s", found, signed)
	}
}

func TestLatin9(t *testing.T) {
	for in, want := range map[string]string{"Œuvre à 5 €": "\xbcuvre \xe0 5 \xa4", "Łódź": "L\xf3dz", "Ş’–…漢": "S'-...?", "naïf\u202f!": "na\xeff !", "¤": "?"} {
		if got := string(Latin9(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if got := FromLatin9(Latin9("Éts Œuvré & Žižek 5 €")); got != "Éts Œuvré & Žižek 5 €" {
		t.Error(got)
	}
}

func TestLetter(t *testing.T) {
	d := func(n int) day.Day { return day.Of(2026, 3, n) }
	lines := []Mark{{1, 7, 120000, d(1)}, {2, 7, 45000, d(2)}, {3, 7, -150000, d(10)}, // A and B share a payment: B in part
		{4, 7, 10000, d(3)}, {5, 7, -10000, d(4)}, {6, 7, 500, d(5)}, {7, 8, 100, d(1)}, {8, 8, -100, d(9)}}
	got := Letter(lines, []Tie{{1, 3}, {2, 3}, {4, 5}, {7, 8}})
	want := []Letters{{"aab", d(10)}, {"aab", d(10)}, {"aab", d(10)}, {"AAA", d(4)}, {"AAA", d(4)}, {}, {"AAA", d(9)}, {"AAA", d(9)}}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	for n, code := range map[int]string{0: "AAA", 25: "AAZ", 26: "ABA", 26*26*26 - 1: "ZZZ", 26 * 26 * 26: "AAAA"} {
		if letterCode(n) != code {
			t.Errorf("%d: %s, want %s", n, letterCode(n), code)
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		day         day.Day
		from        int64
		first, last day.Day
		label       int64
	}{
		{day.Of(2026, 3, 15), 1, day.Of(2026, 1, 1), day.Of(2026, 12, 31), 2026},
		{day.Of(2026, 3, 15), 7, day.Of(2025, 7, 1), day.Of(2026, 6, 30), 2026},
		{day.Of(2026, 7, 1), 7, day.Of(2026, 7, 1), day.Of(2027, 6, 30), 2027},
		{day.Of(2028, 2, 29), 3, day.Of(2027, 3, 1), day.Of(2028, 2, 29), 2028},
	} {
		if s := YearOf(c.day, c.from); s != (Span{c.first, c.last}) || s.Label() != c.label {
			t.Errorf("%s from month %d: %v, %d", c.day, c.from, s, s.Label())
		}
	}
}

// hledger, where it is installed, accepts what is written for it.
func TestHledger(t *testing.T) {
	text := Hledger([]JournalEntry{{Day: day.Of(2026, 3, 2), Code: "VE 2026000042", Text: "Facture; FA (1)", Lines: []JournalLine{
		{"411000", "C 17: x", money.Amount(120000).In("EUR"), nil}, {"707000", "", money.Amount(-100000).In("EUR"), nil}, {"445710", "", money.Amount(-20000).In("EUR"), nil}}},
		{Day: day.Of(2026, 3, 3), Code: "BQ", Text: "Yen", Lines: []JournalLine{{"512000", "", money.Amount(5).In("JPY"), nil}, {"411000", "", money.Amount(-5).In("JPY"), nil}}}})
	for _, want := range []string{"\n2026-03-02 (VE 2026000042) Facture FA 1\n", "  1200.00 EUR\n", "account 411000:C 17 x\n", "commodity 1000. JPY\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	program, err := exec.LookPath("hledger")
	if err != nil {
		t.Skip("hledger is not installed: its check of the journal is left out")
	}
	file := filepath.Join(t.TempDir(), "a.journal")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-f", file, "check", "--strict").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, text)
	}
}
