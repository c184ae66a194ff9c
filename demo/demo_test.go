package demo

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/verify"
)

// made is a demonstration in a new database.
func made(t *testing.T, url string, o Options) (*app.App, Built) {
	t.Helper()
	clock := &Clock{}
	a, err := app.Open(t.Context(), url, app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	o.Clock = clock
	b, err := Build(t.Context(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

var paymentID = regexp.MustCompile(`"pay_[0-9a-z]{13}"`)

// exports are what the company shows of itself, as JSON, without the ids that
// no two databases share.
func exports(t *testing.T, a *app.App) map[string]string {
	t.Helper()
	viewer, err := a.Act(t.Context(), "edith", access.Auditor, Company)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range []string{"invoices", "payments", "open-items", "exposure", "trial-balance"} {
		e, ok := app.Find("export." + name)
		if !ok {
			t.Fatalf("no export %s", name)
		}
		answer, err := e.Answer(t.Context(), a, app.Call{Caller: viewer}, e.NewInput())
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = string(paymentID.ReplaceAll(answer.Body, []byte(`"pay"`)))
	}
	return out
}

// The same seed and day give the same company on both engines, twice, and
// every promise holds in it.
func TestTheSameSeedAndDayGiveTheSameCompany(t *testing.T) {
	o := Options{Small: true, Seed: 7, Today: day.Of(2026, 4, 9), Months: 2}
	var first map[string]string
	check := func(t *testing.T, url string) {
		a, b := made(t, url, o)
		if len(b.Keys) != len(staff) || !b.Whole {
			t.Errorf("%+v", b)
		}
		got := exports(t, a)
		if first == nil {
			first = got
		}
		for name, text := range got {
			if text != first[name] {
				t.Errorf("%s differs:\n%s\n%s", name, text, first[name])
			}
		}
		if r, err := verify.Run(t.Context(), a.DB, verify.Options{}); err != nil {
			t.Error(err)
			for _, c := range r.Checks {
				if !c.OK && !c.Warning {
					t.Errorf("%s: %v", c.Name, c.Breaches)
				}
			}
		}
	}
	dbtest.Both(t, func(t *testing.T, url string) { check(t, url) })
	t.Run("again", func(t *testing.T) { check(t, dbtest.SQLite(t)) })
	if len(first["invoices"]) < 1000 || strings.Count(first["payments"], "received_on") < 10 {
		t.Error("there is too little in it")
	}
}

// statements are registered once, however often the test runs.
var statements = map[string]*db.Stmt{}

func statement(name, text string) *db.Stmt {
	if statements[name] == nil {
		statements[name] = db.Q("test."+name, text)
	}
	return statements[name]
}

// What the demonstration is to show is there on its last day.
func TestThereIsSomethingToSeeOfEachKind(t *testing.T) {
	const seed = 1
	last := day.Of(2026, 11, 20) // a Friday
	steps := 0
	a, _ := made(t, dbtest.SQLite(t), Options{Small: true, Seed: seed, Today: last, Progress: func(done, total int) {
		if steps++; done != steps || done > total {
			t.Errorf("progress %d of %d, at step %d", done, total, steps)
		}
	}})
	for what, want := range map[string]struct {
		text        string
		least, most int64
	}{
		"customers":       {`select count(*) from customer`, 40, 40},
		"articles":        {`select count(*) from item`, 24, 28},
		"orders":          {`select count(*) from sales_order`, 130, 210},
		"invoices":        {`select count(*) from invoice where type = '380'`, 120, 220},
		"credit notes":    {`select count(*) from invoice where type = '381'`, 6, 6},
		"without mention": {`select count(*) from invoice where warnings <> ''`, 0, 0},
		"drafts":          {`select count(*) from sales_order where state = 'draft' and exceptions <> ''`, 4, 4},
		"held by person":  {`select count(*) from sales_order where state = 'credit_hold' and hold = 'manual'`, 1, 1},
		"blocked":         {`select count(*) from sales_order where state = 'credit_hold' and hold like '%blocked%'`, 1, 3},
		"held by credit":  {`select count(*) from sales_order where state = 'credit_hold' and (hold like '%limit%' or hold like '%overdue%')`, 2, 20},
		"waiting":         {`select count(*) from order_line where backordered > 0`, 1, 20},
		"on their way":    {`select count(*) from shipment where state in ('to_pick', 'picking', 'packed')`, 1, 12},
		"short picks":     {`select count(*) from event where type = 'shipping.short'`, 3, 20},
		"released":        {`select count(*) from event where type = 'order.released_by_person'`, 1, 30},
		"eased":           {`select count(*) from event where type = 'credit.eased'`, 1, 40},
		"late":            {`select count(*) from event where type = 'receivable.late'`, 5, 60},
		"identified":      {`select count(*) from event where type = 'payment.identified'`, 1, 40},
		"unknown payers":  {`select count(*) from open_item where customer is null and open < 0`, 1, 10},
		"returned":        {`select count(*) from payment where returned`, 3, 3},
		"group limit":     {`select count(*) from customer_group g join credit k on k.holder = g.id where k.credit_limit = 1400000`, 1, 1},
		"prepaid":         {`select count(*) from credit where credit_limit = 0`, 1, 1},
		"paid first":      {`select count(*) from invoice v join customer c on c.id = v.customer join open_item i on i.document = v.id where c.number = 'CL035' and i.open = 0`, 1, 20},
		"rates":           {`select count(distinct rate) from invoice_tax`, 5, 5},
		"steps left":      {`select count(*) from todo`, 0, 0},
		"unsealed":        {`select (select count(*) from event) - (select count(*) from seal)`, 0, 0},
		"future facts":    {`select count(*) from event where at > 1795215600000000`, 0, 0}, // 21 November 2026 in Paris
	} {
		n, err := see[int64](t.Context(), a, statement(what, want.text))
		if err != nil || n < want.least || n > want.most {
			t.Errorf("%s: %d %v, want %d to %d", what, n, err, want.least, want.most)
		}
	}
	over, err := app.ShowExposure.Ask(t.Context(), a, app.Call{Caller: app.Caller{Role: access.Auditor}}, credit.ByCustomer{ID: customer(lender)})
	if err != nil || !over.Over {
		t.Errorf("%+v %v is not over his limit", over, err)
	}
	if now := a.DB.Now(); time.Since(now).Abs() > time.Minute {
		t.Errorf("the clock was left at %s", now)
	}
}

// Facts are recorded at instants of the days they count for, one after the other.
func TestTheClockOfThePast(t *testing.T) {
	a, b := made(t, dbtest.SQLite(t), Options{Small: true, Seed: 3, Months: 1})
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	type fact struct {
		At   int64
		Day  day.Day
		Type string
	}
	list, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]fact, error) {
		return db.All[fact](r, statement("facts", `select at, day, type from event where type not like 'apikey.%' order by id`))
	})
	if err != nil || len(list) < 200 {
		t.Fatal(len(list), err)
	}
	before := fact{}
	for _, f := range list {
		at := time.UnixMicro(f.At)
		// What the matching run applies counts from the day the money came.
		same := day.FromTime(at, zone) == f.Day || (f.Type == "payment.applied" || f.Type == "invoice.tax_due") && day.FromTime(at, zone) > f.Day
		if f.At < before.At || at.After(time.Now()) || !same {
			t.Fatalf("%s of %s is recorded at %s, after one at %s", f.Type, f.Day, at, time.UnixMicro(before.At))
		}
		before = f
	}
	if today := day.FromTime(time.Now(), zone); before.Day > b.Today || b.Today > today {
		t.Errorf("%s %s %s", before.Day, b.Today, today)
	}
}

func TestFind(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		clock := &Clock{}
		a, err := app.Open(t.Context(), url, app.Options{Clock: clock.Now, NoMigrate: true})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		want := func(code string, ok bool) Mark {
			t.Helper()
			m, found, err := Find(t.Context(), a)
			if refuse.Code(err) != code || found != ok || code == "" && err != nil {
				t.Errorf("%v %v, want %v %q", found, err, ok, code)
			}
			return m
		}
		want("", false)
		if err := a.DB.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		want("", false)

		gone, stop := context.WithCancel(t.Context())
		_, err = Build(gone, a, Options{Small: true, Clock: clock, Seed: 5, Months: 1, Progress: func(done, _ int) {
			if done == 3 {
				stop()
			}
		}})
		if err == nil {
			t.Error("a demonstration was made to the end after its caller had gone")
		}
		want("demo.partial", true)
		if _, err := Build(t.Context(), a, Options{Small: true, Clock: clock, Seed: 5, Months: 1}); refuse.Code(err) != "company.used" {
			t.Errorf("built over another: %v", err)
		}
	})
	t.Run("whole", func(t *testing.T) {
		a, b := made(t, dbtest.SQLite(t), Options{Small: true, Seed: 5, Months: 1})
		if m, ok, err := Find(t.Context(), a); err != nil || !ok || m != b.Mark || m.Seed != 5 {
			t.Errorf("%+v %v %v", m, ok, err)
		}
		again, err := Keys(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range append(again, b.Keys...) {
			c, err := a.Identify(t.Context(), k.Secret, "")
			if err != nil || c.Role != k.Role || c.Name != k.User || i < len(staff) && k.Secret == b.Keys[i].Secret {
				t.Errorf("%s: %+v %v", k.Role, c, err)
			}
		}
		path := a.DB.Path()
		if err := Remove(t.Context(), a); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Error("the file is still there")
		}
	})
}

// A database with anything else in it is left as it is.
func TestNothingElseIsTouched(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		a, err := app.Open(t.Context(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
			return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
		}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Find(t.Context(), a); refuse.Code(err) != "demo.used" {
			t.Errorf("found: %v", err)
		}
		if _, err := Build(t.Context(), a, Options{Clock: &Clock{}}); refuse.Code(err) != "company.used" {
			t.Errorf("built: %v", err)
		}
		code := "demo.used"
		if !a.DB.SQLite() {
			code = "demo.server"
		}
		if err := Remove(t.Context(), a); refuse.Code(err) != code {
			t.Errorf("removed: %v", err)
		}
	})
	t.Run("of another program", func(t *testing.T) {
		url := dbtest.SQLite(t)
		a, err := app.Open(t.Context(), url, app.Options{NoMigrate: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.DB.Script(t.Context(), "create table recipe (name text)"); err != nil {
			t.Fatal(err)
		}
		if err := Remove(t.Context(), a); refuse.Code(err) != "demo.used" {
			t.Error(err)
		}
		if _, err := os.Stat(a.DB.Path()); err != nil {
			t.Error(err)
		}
	})
}

func TestIdentifiers(t *testing.T) {
	for i, p := range append([]buyer{{}}, buyers...) {
		if p.Country != "" {
			if _, warning := party.CheckTaxID(p.Country, p.Tax); warning != "" {
				t.Errorf("%s: %s", p.Name, warning)
			}
			continue
		}
		id := siren(i)
		if _, kind, warning := party.CheckLegalID("FR", id); warning != "" || kind != party.SIREN {
			t.Errorf("%s: %s %s", id, kind, warning)
		}
		if _, warning := party.CheckTaxID("FR", vat(id)); warning != "" {
			t.Errorf("%s: %s", vat(id), warning)
		}
	}
	if f := Texts.Faults(); len(f) > 0 {
		t.Errorf("texts with faults: %v", f)
	}
}
