package closing_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
	"encaisse/o2c/insight"
	"encaisse/o2c/ledger"
	"encaisse/scenario"
)

// Two years of a company: sales, a part payment, a returned one, money of a
// payer found later, goods.
const years = `
entity name=Exemple country=FR currency=EUR tax=standard legal_id=732829320
day 2026-03-02
customer.create number=dupont name="Dupont; Łódź & fils" country=FR currency=EUR terms=net30
item.create     sku=vis kind=goods price=100.00 name=Vis
stock.receive   sku=vis quantity=100 unit_cost=60.00
order.place     number=A customer=dupont lines=vis:10
shipping.plan   order=A ship=true
order.place     number=B customer=martin lines=vis:1
shipping.plan   order=B ship=true
payment.receive customer=dupont amount=1200.00 reference=FA-2026-000001
day 2026-04-10
payment.receive amount=120.00 payer="?" > p
payment.apply   id=$p invoice=FA-2026-000002 amount=120.00
payment.receive customer=dupont amount=600.00 > q
payment.return  id=$q fee=8.00
order.place     number=C customer=martin lines=vis:5
shipping.plan   order=C ship=true
payment.receive customer=martin amount=100.00 > r
payment.apply   id=$r invoice=FA-2026-000003 amount=100.00
customer.create number=acme name=Acme country=US currency=USD terms=net30
item.create     sku=presse kind=goods price=10000.00 currency=USD name=Presse
stock.receive   sku=presse quantity=9
rate.put        day=2026-04-10 from=EUR to=USD rate=1.10
rate.put        day=2026-04-15 from=EUR to=USD rate=1.08
order.place     number=U customer=acme currency=USD lines=presse:1
shipping.plan   order=U ship=true
order.place     number=V customer=acme currency=USD lines=presse:1
shipping.plan   order=V ship=true
day 2026-04-15
payment.receive customer=acme currency=USD amount=10000.00 reference=FA-2026-000004
rate.put        day=2026-12-30 from=EUR to=USD rate=1.12
day 2027-01-15
period.close    kind=month day=2026-12-31
period.close    kind=year day=2026-12-31
payment.receive customer=martin amount=500.00
order.place     number=D customer=dupont lines=vis:2
shipping.plan   order=D ship=true
day 2027-01-20
ledger.validate
`

// What the program writes passes its own check, stricter than the official
// one: a year, and the next with its opening balances.
func TestFECOfTwoYears(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		a, admin := played(t, url, "years", years, 2027)
		for _, c := range []struct {
			in    closing.FECIn
			name  string
			lines []string
		}{
			{closing.FECIn{Year: 2026}, "732829320FEC20261231.txt", []string{
				"VE Ventes 2026000001 20260302 411000 Clients dupont Dupont;_Łódź_&_fils FA-2026-000001 20260302 Facture_émise_FA-2026-000001 1200,00 0,00 AAA 20260302 2027",
				"BQ Banque 2026000002 20260410 471000 Compte", "OD Opérations_diverses 2026000001 20260410",
				"411000 Clients martin martin FA-2026-000003 20260410 Facture_émise_FA-2026-000003 600,00 0,00 aab 20260410",
				"Facture_émise_FA-2026-000004 9090,91 0,00 AAA 20260415 20270115 10000,00 USD\r\n", "Facture_émise_FA-2026-000004 0,00 9090,91   20270115 -10000,00 USD",
				"Paiement_reçu", "0,00 9259,26 AAA 20260415 20270115 -10000,00 USD", "FA-2026-000004 168,35 0,00 AAA 20260415 20270115  \r\n",
				"756000 Gains_de_change_sur_créances_et_dettes_commerciales   FA-2026-000004 20260410 Différence_de_change_constatée_FA-2026-000004 0,00 168,35"}},
			{closing.FECIn{Day: day.Of(2027, 1, 19)}, "732829320FEC20270119.txt", []string{
				"AN À-nouveaux 2027000001 20270101 120000 Résultat", "AN À-nouveaux 2027000001 20270101 370000 Stocks",
				"AN À-nouveaux 2027000001 20270101 411000 Clients martin martin FA-2026-000003 20260410 À-nouveaux_FA-2026-000003 500,00 0,00 AAA 20270115",
				"411000 Clients acme Acme FA-2026-000005 20260410 À-nouveaux_FA-2026-000005 9090,91 0,00   20270101 10000,00 USD",
				"0,00 500,00 AAA 20270115", "VE Ventes 2027000001 20270115 411000"}},
		} {
			as := db.As{Entity: admin.Entity}
			f, err := db.See(t.Context(), a.DB, as, func(r *db.Read) (closing.File, error) { return closing.FEC(r, c.in) })
			if err != nil {
				t.Fatal(err)
			}
			if f.Name != c.name {
				t.Errorf("name %s, want %s", f.Name, c.name)
			}
			for _, fault := range ledger.CheckFEC(f.Name, ledger.Latin9(f.Content)) {
				t.Errorf("%s: %+v", f.Name, fault)
			}
			plain := strings.NewReplacer(" ", "_", "\t", " ").Replace(f.Content)
			for _, want := range c.lines {
				if !strings.Contains(plain, want) {
					t.Errorf("%s lacks %q:\n%s", f.Name, want, plain)
				}
			}
		}
		for _, in := range []closing.FECIn{{Year: 2028}, {Year: 2099}, {Day: day.Of(2028, 1, 1)}} {
			f, err := db.See(t.Context(), a.DB, db.As{Entity: admin.Entity}, func(r *db.Read) (closing.File, error) { return closing.FEC(r, in) })
			if refuse.Code(err) != "closing.future" {
				t.Errorf("%+v, which has not begun, gives %s %v", in, f.Name, err)
			}
		}
		hledger(t, a, admin.Entity, "411000:martin", "")
	})
}

// A doubtful claim in another currency: each account is worth in the journal what
// the books say.
func TestJournalOfADoubtfulClaim(t *testing.T) {
	story, err := os.ReadFile("../../scenario/fx-doubtful.txt")
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Both(t, func(t *testing.T, url string) {
		a, admin := played(t, url, "fx-doubtful.txt", string(story), 2028)
		hledger(t, a, admin.Entity, "416000:acme", "6000.00")
		hledger(t, a, admin.Entity, "411000:acme", "9000.00")
	})
}

// hledger checks the whole journal up to the end of 2027, where it is installed,
// and what is on an account then.
func hledger(t *testing.T, a *app.App, entity db.ID, account, balance string) {
	f, err := db.See(t.Context(), a.DB, db.As{Entity: entity}, func(r *db.Read) (closing.File, error) {
		return closing.Journal(r, insight.AsOf{Day: day.Of(2027, 12, 31)})
	})
	if err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("hledger")
	if err != nil {
		t.Skip("hledger is not installed: its check of the journal is left out")
	}
	file := filepath.Join(t.TempDir(), f.Name)
	if err := os.WriteFile(file, []byte(f.Content), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-f", file, "check", "--strict").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	out, err := exec.Command(program, "-f", file, "balance", "-N", "--flat", "--format", "%(total)", account).CombinedOutput()
	if got := strings.TrimSuffix(strings.TrimSpace(string(out)), " EUR"); err != nil || got != balance {
		t.Errorf("%s: %s %v, want %s", account, out, err, balance)
	}
}

// played is a company after a story, looked at by its administrator in June of a
// year.
func played(t *testing.T, url, name, story string, year int) (*app.App, app.Caller) {
	t.Helper()
	if err := scenario.Play(t.Context(), url, name, story); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), url, app.Options{Clock: func() time.Time { return time.Date(year, 6, 1, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	admin, err := a.Act(t.Context(), "admin", app.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	return a, admin
}
