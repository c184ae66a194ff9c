package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
)

var update = flag.Bool("update", false, "write what the tests generate")

// drawn is a document and its pages as they were read back.
func drawn(t *testing.T, d Document) ([]byte, [][]sheet.Piece) {
	t.Helper()
	b, err := Draw(d)
	if err != nil {
		t.Fatal(err)
	}
	pages := sheet.Read(b)
	if len(pages) == 0 {
		t.Fatal("no page")
	}
	return b, pages
}

// text is all that the pages say.
func text(pages [][]sheet.Piece) string {
	var b strings.Builder
	for _, page := range pages {
		for _, p := range page {
			b.WriteString(p.Text + "\n")
		}
	}
	return b.String()
}

// in reports whether a text stands there, wrapped or not.
func in(pages [][]sheet.Piece, s string) bool {
	flat := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return strings.Contains(flat(text(pages)), flat(s))
}

// sound reports texts that leave the page or stand on one another.
func sound(d Document, pages [][]sheet.Piece) error {
	wide, tall := 595.28, 841.89
	if d.Format == sheet.Letter {
		wide, tall = 612, 792
	}
	for n, page := range pages {
		for i, p := range page {
			if p.X < margin-0.1 || p.X+p.Width(p.Text) > wide-margin+0.1 || p.Y < 8 || p.Y > tall-20 {
				return fmt.Errorf("page %d: %q leaves the page at %v, %v", n+1, p.Text, p.X, p.Y)
			}
			for _, q := range page[:i] {
				across := p.X < q.X+q.Width(q.Text)-0.1 && q.X < p.X+p.Width(p.Text)-0.1
				if across && p.Y < q.Y+q.Size*0.7 && q.Y < p.Y+p.Size*0.7 {
					return fmt.Errorf("page %d: %q stands on %q at %v, %v", n+1, p.Text, q.Text, p.X, p.Y)
				}
			}
		}
	}
	return nil
}

// samples are a document of each kind and language.
func samples() map[string]Document {
	all := map[string]Document{"invoice.fr": sample()}
	en := sample()
	en.Language, en.Kind, en.Number = words.English, CreditNote, "AV-2026-000003"
	en.Pay, en.Dues = nil, nil
	all["credit_note.en"] = en
	qc := sample()
	qc.Language, qc.Format, qc.Regime, qc.Currency = words.Quebecois, sheet.Letter, Sales, "CAD"
	qc.Taxes = []Tax{{"TPS 5 %", 264464, 13223}, {"TVQ 9,975 %", 264464, 26380}}
	qc.Tax, qc.Total = 39603, 304067
	qc.Pay, qc.Dues = nil, []Due{{day.Of(2026, 12, 20), 304067}}
	for i := range qc.Lines {
		qc.Lines[i].Tax = "TPS + TVQ"
	}
	all["invoice.fr-CA"] = qc
	bl := sample()
	bl.Kind, bl.Number, bl.Pay, bl.Dues, bl.Taxes, bl.Notes = DeliveryNote, "BL-2026-003312", nil, nil, nil, nil
	for i := range bl.Lines {
		bl.Lines[i].Of, bl.Lines[i].Left = bl.Lines[i].Quantity+money.Units(2), money.Units(2)
	}
	all["delivery_note.fr"] = bl
	order := sample()
	order.Kind, order.Number, order.Language, order.Pay, order.Dues = Confirmation, "C-2026-004187", words.English, nil, nil
	all["confirmation.en"] = order
	account := sample()
	account.Kind, account.Number, account.Lines, account.Taxes, account.Dues, account.Notes = Statement, "C-00318", nil, nil, nil, nil
	account.Account = &Account{From: day.Of(2026, 11, 1), To: day.Of(2026, 11, 30), Opening: 120000, Closing: 286458,
		Movements: []Movement{{day.Of(2026, 11, 10), "Règlement", "VIR-778", 0, -150000, -30000},
			{day.Of(2026, 11, 20), "Facture", "FA-2026-000042", day.Of(2026, 12, 20), 316458, 286458}},
		Ages: []Age{{"Non échu", 316458}, {"Versements non affectés", -30000}}}
	all["statement.fr"] = account
	late := sample()
	late.Kind, late.Number, late.Lines, late.Taxes, late.Net, late.Tax, late.Total, late.Terms = Charge, "PE-2026-000007", nil, nil, 0, 0, 25584, ""
	late.Late = []Late{{1, "penalty", "Pénalités de retard, facture FA-2025-000917", 1000000, day.Of(2025, 6, 16), day.Of(2025, 6, 30), 15, 13_150000, 5404},
		{2, "penalty", "Pénalités de retard, facture FA-2025-000917", 1000000, day.Of(2025, 7, 1), day.Of(2025, 8, 14), 45, 12_150000, 14980},
		{3, "indemnity", "Indemnité forfaitaire de recouvrement, facture FA-2025-000917", 0, 0, 0, 0, 0, 4000}, {4, "fee", "Frais bancaires de rejet, règlement du 14/08/2025", 0, 0, 0, 0, 0, 1200}}
	late.Dues = []Due{{day.Of(2026, 12, 20), late.Total}}
	all["charge.fr"] = late
	branded := sample()
	branded.Letterhead.Logo = emblem(300, 90)
	all["invoice.logo"] = branded
	return all
}

// Every text and amount of a document is on its pages, whole, within the
// margins, none on another; and the same document gives the same bytes.
func TestEverythingIsPrinted(t *testing.T) {
	for name, d := range samples() {
		b, pages := drawn(t, d)
		if again, _ := drawn(t, d); !bytes.Equal(b, again) {
			t.Errorf("%s: two runs give different bytes", name)
		}
		if err := sound(d, pages); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		p := &page{d: d}
		want := []string{p.say(string(d.Kind)), d.Number, d.Seller.Name, d.Buyer.Name, d.legal()}
		want = append(want, d.Notes...)
		want = append(append(want, d.Seller.Lines...), d.Buyer.Lines...)
		for _, f := range append(slices.Clone(d.Facts), d.Buyer.IDs...) {
			want = append(want, f.Label, f.Value)
		}
		for _, l := range d.Lines {
			want = append(want, l.Name, l.SKU, p.quantity(l.Quantity, l.Unit))
			if d.Kind != DeliveryNote {
				want = append(want, p.bare(l.Net), words.Number(d.Language, l.UnitPrice), l.Discount, l.Tax)
			}
		}
		for _, x := range d.Taxes {
			want = append(want, x.Name, p.amount(x.Base), p.amount(x.Amount))
		}
		for _, l := range d.Late {
			want = append(want, l.Name, p.bare(l.Amount))
			if l.Days != 0 {
				want = append(want, p.bare(l.Base), p.date(l.From), p.date(l.To), words.Percentage(d.Language, l.Rate))
			}
		}
		if d.Kind != DeliveryNote && d.Kind != Charge && d.Account == nil {
			want = append(want, p.amount(d.Net), p.amount(d.Total), d.Terms)
		}
		if d.Pay != nil {
			want = append(want, d.Pay.IBAN, d.Pay.Reference, d.Pay.Holder)
		}
		if a := d.Account; a != nil {
			want = append(want, p.bare(a.Opening), p.amount(a.Closing), "Non échu", "1\u202f500,00", "−300,00")
		}
		for _, s := range want {
			if !in(pages, s) {
				t.Errorf("%s: %q is not printed", name, s)
			}
		}
	}
}

// Figures of a column end at one place.
func TestFiguresAlign(t *testing.T) {
	d := sample()
	_, pages := drawn(t, d)
	p := &page{d: d}
	ends := map[string]float64{}
	for _, l := range d.Lines {
		for _, piece := range pages[0] {
			if piece.Text == p.bare(l.Net) && piece.X > 480 {
				ends[fmt.Sprintf("%.1f", piece.X+piece.Width(piece.Text))]++
			}
		}
	}
	if len(ends) != 1 || ends["547.3"] < 6 {
		t.Error(ends)
	}
}

// A unit goes with its quantity, in the document's language; a measure stays.
func TestUnitsGoWithQuantities(t *testing.T) {
	d := sample()
	for i, unit := range []string{"pièce", "carton", "kg", "boîte", "Palox", "envoi"} {
		d.Lines[i].Unit = unit
	}
	for language, want := range map[words.Language][]string{
		words.French:  {"24\u00a0pièces", "12\u00a0cartons", "6\u00a0kg", "8\u00a0boîtes", "2\u00a0Palox", "1\u00a0envoi"},
		words.English: {"24\u00a0pieces", "12\u00a0cartons", "6\u00a0kg", "8\u00a0boxes", "2\u00a0Palox", "1\u00a0shipment"},
	} {
		d.Language = language
		_, pages := drawn(t, d)
		for _, text := range want {
			if !in(pages, text) {
				t.Errorf("%s: no %q", language, text)
			}
		}
	}
}

// The bytes of a document are what they were: a change of layout, of the fonts
// or of a library shows here. What was kept before stays as it is.
func TestGolden(t *testing.T) {
	const file = "testdata/hashes.txt"
	all := samples()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		pdf, _ := drawn(t, all[name])
		sum := sha256.Sum256(pdf)
		fmt.Fprintf(&b, "%s %s\n", hex.EncodeToString(sum[:]), name)
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != b.String() {
		t.Errorf("go test ./connect/paper -run Golden -update, and move the edition: %v\n%s", err, b.String())
	}
}

// A thousand lines: pages are numbered, and what a page carries is what the
// next begins with, the sum of the lines so far.
func TestAThousandLines(t *testing.T) {
	d := sample()
	base := d.Lines
	d.Lines, d.Net = nil, 0
	for i := range 1000 {
		l := base[i%len(base)]
		l.N, l.Net, l.Name = int64(i+1), money.Amount(1000+i), fmt.Sprintf("Article n° %d", i+1)
		d.Net += l.Net
		d.Lines = append(d.Lines, l)
	}
	d.Groups = []Group{{"Livraison BL-1", 1}, {"Livraison BL-2", 400}}
	begun := time.Now()
	b, pages := drawn(t, d)
	t.Logf("%d pages, %d bytes, %v", len(pages), len(b), time.Since(begun))
	if err := sound(d, pages); err != nil {
		t.Error(err)
	}
	p := &page{d: d}
	amounts := map[string]money.Amount{}
	for _, l := range d.Lines {
		amounts[p.bare(l.Net)] = l.Net
	}
	var sum money.Amount
	lines := 0
	for n, page := range pages {
		last := 0.0
		for i, piece := range page {
			switch {
			case piece.Text == "À reporter" || piece.Text == "Report":
				if got := page[i+1].Text; got != p.bare(sum) {
					t.Errorf("page %d carries %s, its lines so far sum to %s", n+1, got, p.bare(sum))
				}
			case strings.HasPrefix(piece.Text, "Article"):
				lines++
				last = piece.Y
			case piece.Y == last && amounts[piece.Text] != 0 && piece.X > 480:
				sum += amounts[piece.Text]
			}
		}
		if !in(pages[n:n+1], fmt.Sprintf("Page %d sur %d", n+1, len(pages))) {
			t.Errorf("page %d is not numbered", n+1)
		}
		if carries := in(pages[n:n+1], "À reporter"); carries != (n+1 < len(pages)) {
			t.Errorf("page %d: carries %v", n+1, carries)
		}
	}
	if lines != 1000 || sum != d.Net || !in(pages[len(pages)-1:], p.amount(d.Net)) {
		t.Error(lines, sum, d.Net)
	}
}

// domain.md 7.2, to the byte.
func TestTransferCode(t *testing.T) {
	eur := func(a money.Amount) money.Money { return a.In("EUR") }
	got := transfer("Encaisse Démo SAS", "FR14 2004 1010 0505 0001 3M02 606", "RF39FA202600042", eur(120000))
	const want = "BCD\n002\n1\nSCT\n\nEncaisse Démo SAS\nFR1420041010050500013M02606\nEUR1200.00\n\nRF39FA202600042"
	if got != want || len(got) != 89 {
		t.Errorf("%d bytes: %q", len(got), got)
	}
	for _, none := range []string{
		transfer("X", "FR1420041010050500013M02607", "RF39FA202600042", eur(100)),
		transfer("X", "FR1420041010050500013M02606", "RF39FA202600042", money.Amount(100).In("CAD")),
		transfer("X", "FR1420041010050500013M02606", "RF39FA202600042", eur(0)),
		transfer("X", "FR1420041010050500013M02606", "RF39FA202600042", eur(100_000_000_000)),
		transfer("", "FR1420041010050500013M02606", "RF39FA202600042", eur(100)),
		transfer("X", "", "RF39FA202600042", eur(100)),
	} {
		if none != "" {
			t.Errorf("%q", none)
		}
	}
	long := transfer(strings.Repeat("é", 200), "FR1420041010050500013M02606", "RF39FA202600042", eur(99_999_999_999))
	if name := strings.Split(long, "\n")[5]; len([]rune(name)) != 70 || len(long) > 331 {
		t.Error(name, len(long))
	}
	if q := transfer("A\nB\x00", "FR1420041010050500013M02606", "RF39FA202600042", eur(100)); strings.Split(q, "\n")[5] != "A B" {
		t.Errorf("%q", q) // a name can not add a line
	}
	if d := sample(); d.clean().Pay.QR != d.Pay.QR || strings.Count(d.Pay.QR, "\n") != 9 {
		t.Errorf("%q", d.clean().Pay.QR)
	}
}
