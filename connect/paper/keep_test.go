package paper_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/insight"
	"encaisse/o2c/seller"
	"encaisse/verify"
)

// house is a company that sells, from a day of November 2026 on.
type house struct {
	*testing.T
	a    *app.App
	call app.Call
	days *atomic.Int64 // gone by
}

// later lets days go by.
func (h *house) later(days int64) { h.days.Add(days) }

func found(t *testing.T, url string, in seller.NewEntity) *house {
	t.Helper()
	begun, days := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), &atomic.Int64{}
	a, err := app.Open(t.Context(), url, app.Options{Clock: func() time.Time { return begun.AddDate(0, 0, int(days.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) { return company.Found(w, in) }); err != nil {
		t.Fatal(err)
	}
	h := &house{t, a, app.Call{}, days}
	if h.call.Caller, err = a.Act(t.Context(), "admin", "admin", ""); err != nil {
		t.Fatal(err)
	}
	return h
}

// try runs "customer.create number=x name='A b'" in the words of the registry.
func (h *house) try(call app.Call, line string) (any, error) {
	h.Helper()
	words := strings.Fields(strings.ReplaceAll(line, "\\ ", "\x00"))
	e, ok := app.Find(words[0])
	if !ok {
		h.Fatal(line)
	}
	in := e.NewInput()
	for _, w := range words[1:] {
		name, value, _ := strings.Cut(strings.ReplaceAll(w, "\x00", " "), "=")
		if err := form.Set(in, name, value); err != nil {
			h.Fatal(line, err)
		}
	}
	out, _, err := e.Run(h.Context(), h.a, call, in)
	if err == nil {
		_, err = h.a.DB.Idle(h.Context())
	}
	return out, err
}

func (h *house) do(lines ...string) (out any) {
	h.Helper()
	for _, line := range lines {
		var err error
		if out, err = h.try(h.call, line); err != nil {
			h.Fatal(line, ": ", err)
		}
	}
	return out
}

// file asks for a document.
func (h *house) file(line string) paper.File {
	h.Helper()
	f := h.do(line).(paper.File)
	if sum := sha256.Sum256(f.Bytes); f.SHA256 != hex.EncodeToString(sum[:]) || f.Size != len(f.Bytes) {
		h.Errorf("%s: %s of %d bytes is not what it says", line, f.SHA256, f.Size)
	}
	return f
}

// loose is a sign that may begin a line.
var loose = regexp.MustCompile(`\pL [:;?!»]|« `)

// says checks the words of a document; a text after "!" must not be there.
func (h *house) says(f paper.File, texts ...string) {
	h.Helper()
	flat := func(s string) string { return strings.Join(strings.Fields(s), "") }
	var b strings.Builder
	for _, page := range sheet.Read(f.Bytes) {
		for _, p := range page {
			if loose.MatchString(p.Text) {
				h.Errorf("%s: a line may begin with a sign: %q", f.Number, p.Text)
			}
			b.WriteString(flat(p.Text))
		}
	}
	for _, s := range texts {
		s, not := strings.CutPrefix(s, "!")
		if strings.Contains(b.String(), flat(s)) == not {
			h.Errorf("%s: %q must not be there: %v", f.Number, s, not)
		}
	}
}

// verified looks at the company as it is.
func (h *house) verified() {
	h.Helper()
	if _, err := verify.Run(h.Context(), h.a.DB, verify.Options{}); err != nil {
		h.Fatal(err)
	}
}

var paris = seller.NewEntity{Name: "Maison Exemple", Country: "FR", Currency: "EUR", Tax: "standard", LegalID: "732829320", TaxID: "FR44732829320",
	Street: "12 rue des Copeaux", Postcode: "44000", City: "Nantes", IBAN: "FR1420041010050500013M02606"}

// wholesale has two customers, goods, and an order shipped in two parts.
func wholesale(t *testing.T, url string) *house {
	h := found(t, url, paris)
	h.do(`entity.letterhead id=Maison\ Exemple form=SAS capital=80\ 000\ € register=RCS\ Nantes\ 732\ 829\ 320`,
		`customer.create number=dupont name=Dupont\ &\ fils country=FR currency=EUR terms=net30 street=3\ place\ du\ Pont postcode=35000 city=Rennes legal_id=404833048`,
		`customer.create number=nord name=Nordhandel\ GmbH country=DE currency=EUR terms=2/10net30 tax_id=DE136695976 vat_confirmed_on=2026-01-01 language=en`,
		`item.create sku=vis name=Vis\ inox kind=goods price=10.00`, `item.create sku=pose name=Pose kind=service price=62.50 unit=h`,
		`stock.receive sku=vis quantity=100 unit_cost=6.00`,
		`order.place number=C1 customer=dupont po_number=BC-77120 lines=vis:20-5%,pose:3.5`, `shipping.plan order=C1 lines=1:12 ship=true`)
	return h
}

// A document is made once: whatever changes after, it is the same bytes, also
// when it is first asked for by many at once.
func TestKeptForEver(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		var all [12]paper.File
		var wait sync.WaitGroup
		for i := range all {
			wait.Go(func() {
				out, err := h.try(h.call, "invoice.pdf id=FA-2026-000001")
				if err != nil {
					t.Error(err)
					return
				}
				all[i] = out.(paper.File)
			})
		}
		wait.Wait()
		first := all[0]
		for _, f := range all {
			if f.SHA256 != first.SHA256 || !f.Kept || !bytes.Equal(f.Bytes, first.Bytes) {
				t.Fatal("not the same document for everybody")
			}
		}
		h.says(first, "Facture", "FA-2026-000001", "Maison Exemple, SAS au capital de 80 000 € · RCS Nantes", "SIREN 732 829 320", "TVA FR44732829320",
			"Dupont & fils", "35000 Rennes", "SIREN 404 833 048", "BC-77120", "C1 du 20/11/2026", "BL-2026-000001 du 20/11/2026", "Vis inox", "114,00", "5 %",
			"TVA 20 % sur 114,00 €", "22,80 €", "136,80 €", "À régler au plus tard le 20/12/2026", "FR14 2004 1010 0505 0001 3M02 606", "RF27 FA20 2600 0001",
			"Catégorie de l’opération\u00a0: livraisons de biens.", "Pas d’escompte pour paiement anticipé.", "12,15 %", "majoré de 10 points",
			"indemnité forfaitaire pour frais de recouvrement de 40,00 €", "L441-10", "Page 1 sur 1")
		if first.Name != "FA-2026-000001.pdf" || first.Media != "application/pdf" || !strings.HasSuffix(first.Program, "paper 2") {
			t.Error(first)
		}
		h.do(`entity.describe id=Maison\ Exemple name=Maison\ Nouvelle`, `entity.letterhead id=Maison\ Nouvelle form=SA phone=01`,
			`customer.put number=dupont name=Autre country=FR currency=EUR terms=net60 language=en`, `shipping.plan order=C1 ship=true`,
			`invoice.credit id=FA-2026-000001 lines=1:2`)
		if again := h.file("invoice.pdf id=FA-2026-000001"); again.SHA256 != first.SHA256 || again.Program != first.Program {
			t.Error("it changed")
		}
		second := h.file("invoice.pdf id=FA-2026-000002")
		h.says(second, "Invoice", "Maison Nouvelle, SA with a capital of", "BL-2026-000002", "supply of goods and of services", "3.5 h", "Autre", "!Dupont")
		note := h.file("invoice.pdf id=AV-2026-000001")
		h.says(note, "Credit note", "Credits invoice", "FA-2026-000001 of 2026-11-20", "€22.80", "Amount credited", "!Due by", "!FR14", "!Late payment")
		if events := h.made(); events != 3 {
			t.Errorf("%d facts of a document made", events)
		}
		h.verified()
		h.tampered(tampering)
	})
}

var qMade = db.Q("paper.test.made", `select cast(count(*) as bigint) from event where type = 'paper.made'`).Scans()

func (h *house) made() int64 {
	n, err := db.See(h.Context(), h.a.DB, db.As{}, func(r *db.Read) (int64, error) { return db.One[int64](r, qMade) })
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// tampering, each found by the check named: of the bytes, and of what is said
// of them. Rows that are named by others the database itself refuses to change.
var tampering = func() map[*db.Stmt]string {
	out := map[*db.Stmt]string{}
	first := ` where id = (select min(id) from `
	for _, c := range []struct{ name, sql, check string }{
		{"bytes", `update file set bytes = (select bytes from file order by id desc limit 1)` + first + `file)`, "paper.hash"},
		{"media", `update file set media = media || 'x'` + first + `file)`, "paper.hash"},
		{"hash", `update file set hash = (select hash from seal where number = 1)` + first + `file)`, "paper.hash"},
		{"another", `insert into file (id, hash, media, bytes) select id - 1, (select hash from seal where number = 1), media, bytes from file` + first + `file)`, "paper.hash"},
		{"delete", `delete from paper` + first + `paper)`, "paper.hash"},
		{"id", `update paper set id = id - 1` + first + `paper)`, "paper.hash"},
		{"entity", `update paper set entity = entity + 1` + first + `paper)`, "paper.hash"},
		{"kind", `update paper set kind = 'credit_note'` + first + `paper)`, "paper.hash"},
		{"object", `update paper set object = object + 1` + first + `paper)`, "paper.hash"},
		{"customer", `update paper set customer = customer + 1` + first + `paper)`, "paper.hash"},
		{"number", `update paper set number = number || 'x'` + first + `paper)`, "paper.hash"},
		{"language", `update paper set language = 'en'` + first + `paper)`, "paper.hash"},
		{"file", `update paper set file = (select max(id) from file)` + first + `paper)`, "paper.hash"},
		{"data", `update paper set data = replace(data, '13680', '13681')` + first + `paper)`, "paper.amounts"},
		{"program", `update paper set program = program || 'x'` + first + `paper)`, "paper.hash"},
		{"event", `update paper set event = event + 1` + first + `paper)`, "paper.hash"},
		{"invoice", `update invoice set total = total + 1, tax = tax + 1 where number = 'FA-2026-000001'`, "paper.amounts"},
		{"letterhead", `update letterhead set version = version + 1`, "masters.facts"},
	} {
		out[db.Q("paper.test.tamper."+c.name, c.sql)] = c.check
	}
	return out
}()

var errUndo = errors.New("roll it back")

// tampered wants each forgery found by its check.
func (h *house) tampered(tampering map[*db.Stmt]string) {
	h.Helper()
	for q, check := range tampering {
		var report verify.Report
		_, err := db.Do(h.Context(), h.a.DB, db.As{}, func(w *db.Write) (any, error) {
			w.Exec1(q)
			var err error
			if report, err = verify.Look(w.Read); err != nil {
				return nil, err
			}
			return nil, errUndo
		})
		if !errors.Is(err, errUndo) {
			h.Error(q.Name(), err)
		}
		if !slices.ContainsFunc(report.Checks, func(v verify.Verdict) bool { return v.Name == check && !v.OK }) {
			h.Errorf("%s is not found by %s", q.Name(), check)
		}
	}
}

// Who may have which document.
func TestWhoMayHaveIt(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do(`order.place number=N1 customer=nord lines=vis:10`, `shipping.plan order=N1 ship=true`)
		var own, other db.ID
		ids, err := db.See(t.Context(), h.a.DB, db.As{}, func(r *db.Read) ([]db.ID, error) { return db.All[db.ID](r, qCustomers) })
		if err != nil || len(ids) != 2 {
			t.Fatal(ids, err)
		}
		own, other = ids[0], ids[1]
		portal := func(c db.ID) app.Call {
			call := h.call
			call.Role, call.Customer = "customer", c
			return call
		}
		for _, line := range []string{"invoice.pdf id=FA-2026-000001", "order.pdf id=C1", "shipping.pdf id=BL-2026-000001", "customer.statement_pdf customer=" + own.Text("cus")} {
			if _, err := h.try(portal(own), line); err != nil {
				t.Error(line, err)
			}
			if _, err := h.try(portal(other), line); err == nil {
				t.Errorf("%s: shown to another customer", line)
			}
		}
		if _, err := h.try(portal(other), "invoice.pdf id=FA-2026-000001"); refuse.Code(err) != "invoice.unknown" {
			t.Error(err)
		}
		clerk := h.call
		clerk.Role = "warehouse"
		if _, err := h.try(clerk, "invoice.pdf id=FA-2026-000001"); refuse.Code(err) != "app.role" {
			t.Error(err)
		}
		if _, err := h.try(h.call, "invoice.pdf id=FA-2026-000009"); refuse.Code(err) != "invoice.unknown" {
			t.Error(err)
		}
		if n := h.made(); n != 2 { // asking in vain makes nothing
			t.Errorf("%d documents were made", n)
		}
		h.verified()
	})
}

var qCustomers = db.Q("paper.test.customers", `select id from customer order by number`).Scans()

// The other documents: what they say, and when there is one.
func TestOtherDocuments(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do(`customer.address customer=dupont code=Q name=Quai\ 4 street=9\ rue\ du\ Port postcode=35000 city=Rennes country=FR`, `shipping.plan order=C1`)
		if _, err := h.try(h.call, "shipping.pdf id=BL-2026-000002"); refuse.Code(err) != "paper.not_packed" {
			t.Error(err)
		}
		h.do("shipping.pick id=BL-2026-000002", "shipping.pack id=BL-2026-000002")
		if f := h.file("shipping.pdf id=BL-2026-000002"); f.Kept {
			t.Error("kept before it left")
		}
		h.do("shipping.ship id=BL-2026-000002")
		second, first := h.file("shipping.pdf id=BL-2026-000002"), h.file("shipping.pdf id=BL-2026-000001")
		h.says(first, "Bon de livraison", "Vis inox", "Reste à livrer", "12", "20", "8", "Marchandise reçue", "!114,00", "!TVA 20 %")
		h.says(second, "Vis inox", "Pose", "3,5 h", "!Reste à livrer")
		if !first.Kept || !second.Kept {
			t.Error("not kept")
		}
		h.do("order.place number=C2 customer=dupont ship_to=Q lines=vis:3")
		f := h.file("order.pdf id=C2")
		h.says(f, "Confirmation de commande", "C2", "Quai 4", "9 rue du Port", "30 jours nets", "30,00 €", "6,00 €", "36,00 €")
		if f.Kept {
			t.Error("an order's confirmation is kept")
		}
		h.do("order.cancel id=C2")
		if _, err := h.try(h.call, "order.pdf id=C2"); refuse.Code(err) != "paper.not_confirmed" {
			t.Error(err)
		}
		h.do("payment.receive customer=dupont amount=100.00")
		h.says(h.file("customer.statement_pdf customer=dupont"), "Relevé de compte", "Facture FA-2026-000001", "136,80", "Règlement", "100,00", "Solde du compte", "Non échu\u00a0:")
		h.do("customer.put number=dupont name=Dupont country=FR currency=EUR terms=net30 language=en")
		h.says(h.file("customer.statement_pdf customer=dupont"), "Statement of account", "Not due: €490.50", "Money not applied: −€100.00")
		job, err := db.See(t.Context(), h.a.DB, db.As{Entity: h.call.Entity}, func(r *db.Read) (paper.Job, error) {
			return paper.OfAccount(r, insight.StatementIn{Customer: "dupont"})
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range job.Document.Account.Movements {
			if (m.DueOn == 0) != (m.Amount < 0) {
				t.Errorf("%s of %d is due on %s", m.What, m.Amount, m.DueOn)
			}
		}
		h.verified()
	})
}

// A deposit invoice asks for money by its day, the final invoice says what it
// deducts, a corrected one what it cancels and replaces.
func TestDepositsAndCorrections(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do("order.place number=C2 customer=dupont lines=vis:10", "invoice.deposit id=C2 percent=30 terms=net30")
		h.says(h.file("invoice.pdf id=AC-2026-000001"), "Facture d’acompte AC-2026-000001", "Acompte sur commande C2", "À régler au plus tard le 20/12/2026", "36,00 €",
			"Net à payer", "Code de virement SEPA", "Pas d’escompte", "L441-10", "TVA 20 % sur 30,00 €", "!Annule et remplace")
		h.do("payment.receive customer=dupont amount=36.00 reference=AC-2026-000001", "shipping.plan order=C2 ship=true")
		h.says(h.file("invoice.pdf id=FA-2026-000002"), "Facture FA-2026-000002", "Acompte\u00a0: facture AC-2026-000001 du 20/11/2026", "−30,00", "84,00 €", "!Facture d’acompte")
		h.do(`entity.describe id=Maison\ Exemple deposit_form=prepaid`, "order.place number=C3 customer=dupont lines=vis:10", "invoice.deposit id=C3 percent=30",
			"payment.receive customer=dupont amount=36.00 reference=AC-2026-000002", "shipping.plan order=C3 ship=true")
		h.says(h.file("invoice.pdf id=FA-2026-000003"), "TVA 20 % sur 100,00 €", "Total TTC", "120,00 €", "Déjà payé\u00a0: acompte AC-2026-000002 du 20/11/2026", "−36,00 €", "Net à payer", "84,00 €", "!−30,00")
		h.do("invoice.credit id=FA-2026-000003")
		h.says(h.file("invoice.pdf id=AV-2026-000001"), "TVA 20 % sur 100,00 €", "120,00 €", "Rendu à l’acompte AC-2026-000002 du 20/11/2026", "84,00 €", "!−30,00")
		h.do(`invoice.correct id=FA-2026-000001 lines=[{"n":1,"unit_price":"9"}]`)
		h.says(h.file("invoice.pdf id=FA-2026-000004"), "Facture rectificative FA-2026-000004", "Annule et remplace", "FA-2026-000001 du 20/11/2026", "102,60", "Net à payer", "!Avoir")
		h.do("order.place number=N1 customer=nord lines=vis:10", "shipping.plan order=N1 ship=true", "invoice.correct id=FA-2026-000005 terms=2/10net60")
		h.says(h.file("invoice.pdf id=FA-2026-000006"), "Corrected invoice", "Cancels and replaces", "Discount of 2% for payment within 10 days")
		h.do("customer.create number=mois name=Mensuel country=FR currency=EUR terms=net60 billing=month", "order.place number=M1 customer=mois lines=vis:2 po_number=BC-9", "order.place number=M2 customer=mois lines=vis:3",
			"shipping.plan order=M1 ship=true", "shipping.plan order=M2 ship=true", "invoice.month customer=mois month=2026-11")
		h.says(h.file("invoice.pdf id=FA-2026-000007"), "Facture FA-2026-000007", "BL-2026-000005 du 20/11/2026, commande M1 (Votre commande BC-9)", "BL-2026-000006 du 20/11/2026, commande M2", "60,00 €", "!Notre commande")
		h.do("order.place number=W1 customer=dupont lines=pose:100 billing=milestone5", "order.progress id=W1 percent=30")
		h.says(h.file("invoice.pdf id=FA-2026-000008"), "Retenue de garantie", "−112,50 €", "Total TTC", "2 250,00 €", "Net à payer", "2 137,50 €", "loi n° 71-584", "À régler au plus tard le 20/12/2026")
		h.verified()
	})
}

// What the law of each place wants said.
func TestMentions(t *testing.T) {
	t.Run("France", func(t *testing.T) {
		h := wholesale(t, dbtest.SQLite(t))
		h.do(`entity.register_tax id=Maison\ Exemple kind=debits from=2026-01-01`, `order.place number=N1 customer=nord lines=vis:10,pose:1`, `shipping.plan order=N1 ship=true`)
		h.do(`customer.create number=tiers name=Tiers country=FR currency=EUR terms=30%net0+70%net30`, `order.place number=T1 customer=tiers lines=vis:1`, `shipping.plan order=T1 ship=true`)
		h.says(h.file("invoice.pdf id=FA-2026-000003"), "À régler en 2 échéances", "3,60 € le 20/11/2026", "8,40 € le 20/12/2026", "12,00 €", "RF", "!Code de virement SEPA")
		h.says(h.file("invoice.pdf id=FA-2026-000001"), "Code de virement SEPA")
		h.says(h.file("invoice.pdf id=FA-2026-000002"), "Reverse charge", "art. 262 ter I", "Untaxed on €100.00", "Untaxed on €62.50", "GERMANY", "FRANCE", "VAT DE136695976",
			"Discount of 2% for payment within 10 days", "!No discount for early payment", "Option to pay the tax on debits", "12.15% a year")
	})
	t.Run("Québec", func(t *testing.T) {
		h := found(t, dbtest.SQLite(t), seller.NewEntity{Name: "Érablière du Nord inc.", Country: "CA", Currency: "CAD", Tax: "standard", LegalID: "1143920115",
			Street: "1 rang des Érables", Postcode: "G0S 1A0", City: "Sainte-Marie", BankAccount: "815-30000-1234567", Interac: "paie@exemple.ca", Cheques: "yes"})
		h.do(`entity.register_tax id=Érablière\ du\ Nord\ inc. kind=GST number=123456789\ RT0001 from=2020-01-01`,
			`entity.register_tax id=Érablière\ du\ Nord\ inc. kind=QST number=1234567890\ TQ0001 from=2020-01-01`,
			`customer.create number=a name=Épicerie country=CA region=QC currency=CAD terms=net30 language=fr-CA city=Québec postcode=G1R\ 4P5`,
			`item.create sku=s name=Sirop kind=service price=100.00`, `penalty.rate rate=18 valid_from=2026-01-01`,
			`order.place number=C1 customer=a lines=s:1`, `shipping.plan order=C1 ship=true`)
		f := h.file("invoice.pdf id=FA-2026-000001")
		h.says(f, "Facture", "Sous-total", "TPS 5 % sur 100,00 $", "5,00 $", "TVQ 9,975 % sur 100,00 $", "9,98 $", "114,98 $", "TPS 123456789 RT0001", "TVQ 1234567890 TQ0001",
			"NEQ 1143920115", "Québec QC G1R 4P5", "Sainte-Marie QC G0S 1A0", "2026-12-20", "TPS + TVQ", "18 % par an", "À régler au plus tard le 2026-12-20", "Virement au compte de Érablière du Nord inc.",
			"Établissement 815", "Transit 30000", "Compte 1234567", "Virement Interac à", "paie@exemple.ca", "Chèque à l’ordre de Érablière du Nord inc.",
			"1 rang des Érables, Sainte-Marie QC G0S 1A0", "Référence à rappeler", "!RF", "!Code de virement SEPA", "!HT", "!TTC", "!escompte")
		if !bytes.Contains(f.Bytes, []byte("/MediaBox [0 0 612.00 792.00]")) {
			t.Error("not on Letter paper")
		}
		h.verified()
	})
}
