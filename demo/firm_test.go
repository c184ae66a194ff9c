package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/seal"
	"encaisse/o2c/insight"
	"encaisse/verify"
)

// look asks a question of the registry as its doors do, and reads the JSON.
func look(t *testing.T, ctx context.Context, a *app.App, entity, name string, in func(any), out any) string {
	t.Helper()
	c, err := a.Act(ctx, "edith", access.Auditor, entity)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := app.Find(name)
	if !ok {
		t.Fatalf("no question %s", name)
	}
	input := e.NewInput()
	if in != nil {
		in(input)
	}
	answer, err := e.Answer(ctx, a, app.Call{Caller: c}, input)
	if err != nil {
		t.Fatal(name, err)
	}
	if out != nil {
		if err := json.Unmarshal(answer.Body, out); err != nil {
			t.Fatal(name, err)
		}
	}
	return string(answer.Body)
}

// minor is an amount as the API writes it, in hundredths.
type minor int64

func (m *minor) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	n, err := strconv.ParseInt(strings.Replace(s, ".", "", 1), 10, 64)
	if _, after, ok := strings.Cut(s, "."); !ok || len(after) != 2 {
		return fmt.Errorf("%s is no amount with two decimals", s)
	}
	*m = minor(n)
	return err
}

// The whole company is the same to the cent for one seed and day, on both
// engines and twice, and every promise holds in it.
func TestTheWholeCompanyIsTheSame(t *testing.T) {
	o := Options{Seed: 3, Today: day.Of(2026, 5, 15), Months: 3, Orders: 120}
	first := map[string]string{}
	check := func(t *testing.T, url string) {
		a, b := made(t, url, o)
		if len(b.Keys) != len(staff)+1 {
			t.Errorf("%d keys", len(b.Keys))
		}
		for _, entity := range []string{Company, Branch} {
			for _, name := range []string{"export.invoices", "export.payments", "export.open-items", "export.exposure", "export.trial-balance"} {
				text := paymentID.ReplaceAllString(look(t, t.Context(), a, entity, name, nil, nil), `"pay"`)
				if was, ok := first[entity+name]; ok && was != text {
					t.Errorf("%s of %s differs", name, entity)
				}
				first[entity+name] = text
			}
			var d struct {
				Simple    string `json:"simple"`
				CountBack string `json:"count_back"`
			}
			look(t, t.Context(), a, entity, "insight.dso", nil, &d)
			if key, text := entity+"dso", fmt.Sprint(d); first[key] != "" && first[key] != text {
				t.Errorf("DSO of %s: %s, was %s", entity, text, first[key])
			} else {
				first[key] = text
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
}

// remembered is what was shown on a day while the year was made.
type remembered struct {
	day      day.Day
	known    int64
	aging    [2]string
	dso      [2]string
	exposure string // of the organisation
}

// The year of the text, made once, and what is to be seen in it.
func TestTheWholeCompany(t *testing.T) {
	if testing.Short() {
		t.Skip("a year of trade takes a minute: left out with -short")
	}
	clock := &Clock{}
	a, err := app.Open(t.Context(), dbtest.SQLite(t), app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	last := day.Of(2026, 11, 20)
	var past []remembered
	_, err = Build(t.Context(), a, Options{Clock: clock, Seed: 1, Today: last, evening: func(ctx context.Context, d day.Day) error {
		if n := last.Sub(d); n != 300 && n != 201 && n != 130 && n != 61 && n != 20 {
			return nil
		}
		m := remembered{day: d}
		for k, entity := range []string{Company, Branch} {
			m.aging[k] = look(t, ctx, a, entity, "insight.aging", nil, nil)
			m.dso[k] = look(t, ctx, a, entity, "insight.dso", nil, nil)
		}
		m.exposure = look(t, ctx, a, Company, "export.exposure", nil, nil)
		var err error
		m.known, err = db.Do(ctx, a.DB, db.As{}, seal.Here)
		past = append(past, m)
		return err
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("sizes", func(t *testing.T) { sizes(t, a) })
	t.Run("states", func(t *testing.T) { states(t, a) })
	t.Run("mails", func(t *testing.T) { mails(t, a) })
	t.Run("first page", func(t *testing.T) {
		firstPage(t, a, Company, last)
		firstPage(t, a, Branch, last)
	})
	t.Run("bottleneck", func(t *testing.T) { bottleneck(t, a) })
	t.Run("past days", func(t *testing.T) {
		if len(past) != 5 {
			t.Fatalf("%d past days", len(past))
		}
		for _, m := range past {
			replayed(t, a, m)
		}
	})
	if _, err := verify.Run(t.Context(), a.DB, verify.Options{}); err != nil {
		t.Error(err)
	}
}

// replayed looks at a past day as known then: it is what it was.
func replayed(t *testing.T, a *app.App, m remembered) {
	t.Helper()
	then := insight.AsOf{Day: m.day, Known: m.known}
	owed, credit := map[string]minor{}, map[string]minor{}
	for k, entity := range []string{Company, Branch} {
		aging := look(t, t.Context(), a, entity, "insight.aging", func(in any) { in.(*insight.AgesIn).AsOf = then }, nil)
		if aging != m.aging[k] {
			t.Errorf("%s: the aging of %s as known then differs from what it was", m.day, entity)
		}
		dso := look(t, t.Context(), a, entity, "insight.dso", func(in any) { in.(*insight.DSOIn).AsOf = then }, nil)
		if dso != m.dso[k] {
			t.Errorf("%s: the DSO of %s as known then differs from what it was", m.day, entity)
		}
		var ages struct {
			Customers []struct {
				Customer string
				Buckets  []minor
			}
		}
		if err := json.Unmarshal([]byte(aging), &ages); err != nil {
			t.Fatal(err)
		}
		for _, c := range ages.Customers {
			for i, b := range c.Buckets {
				if i < len(c.Buckets)-1 {
					owed[c.Customer] += b
				} else {
					credit[c.Customer] -= b
				}
			}
		}
	}
	// What was owed by each customer, to both entities, beside the exposure shown on that day.
	var kept []struct {
		Customer  string
		Open      minor
		Unapplied minor
	}
	if err := json.Unmarshal([]byte(m.exposure), &kept); err != nil {
		t.Fatal(err)
	}
	some := 0
	for _, c := range kept {
		if owed[c.Customer] != c.Open || credit[c.Customer] != c.Unapplied {
			t.Errorf("%s: %s owed %d and had %d on account, the exposure of that day said %d and %d",
				m.day, c.Customer, owed[c.Customer], credit[c.Customer], c.Open, c.Unapplied)
		}
		if c.Open > 0 {
			some++
		}
	}
	if some < 10 {
		t.Errorf("%s: %d customers with exposure", m.day, some)
	}
}

// sizes are those of the text.
func sizes(t *testing.T, a *app.App) {
	for what, want := range map[string]struct {
		text        string
		least, most int64
	}{
		"entities":                     {`select count(*) from entity`, 2, 2},
		"customers":                    {`select count(*) from customer`, 120, 120},
		"articles":                     {`select count(*) from item`, 300, 300},
		"warehouses":                   {`select count(*) from warehouse`, 3, 3},
		"orders":                       {`select count(*) from sales_order`, 2350, 2550},
		"invoices":                     {`select count(*) from invoice where type = '380'`, 2100, 2700},
		"payments":                     {`select count(*) from payment`, 1900, 2500},
		"credit notes":                 {`select count(*) from invoice where type = '381'`, 40, 120},
		"promotions used":              {`select count(*) from order_line where price_from like 'promotion%'`, 1, 300},
		"breaks used":                  {`select count(*) from order_line where price_from like 'break%'`, 10, 900},
		"customer prices":              {`select count(*) from order_line where price_from like 'customer%'`, 1, 400},
		"two taxes":                    {`select count(distinct invoice) from invoice_tax where code = 'QST'`, 100, 400},
		"discounts taken":              {`select count(*) from open_item where kind = 'discount'`, 10, 300},
		"in instalments":               {`select count(*) from open_item where instalment = 2`, 30, 400},
		"quotes open":                  {`select count(*) from quote where state = 'sent'`, 2, 3},
		"quotes answered":              {`select count(*) from quote where state in ('accepted', 'refused')`, 3, 3},
		"quotes of other states":       {`select count(distinct state) from quote where state in ('draft', 'expired', 'superseded')`, 3, 3},
		"doubtful":                     {`select count(*) from event where type = 'loss.doubtful_marked'`, 1, 20},
		"insolvent":                    {`select count(*) from credit where insolvent_on <> 0`, 1, 1},
		"returned":                     {`select count(*) from payment where returned`, 4, 10},
		"unknown payers":               {`select count(*) from open_item where customer is null and open < 0`, 1, 12},
		"months closed":                {`select count(*) from period where state = 'closed'`, 8, 11},
		"waiting":                      {`select count(*) from order_line where backordered > 0`, 1, 80},
		"partly shipped":               {`select count(*) from (select order_id from shipment group by order_id having count(*) > 1) x`, 20, 600},
		"steps left":                   {`select count(*) from todo`, 0, 0},
		"steps that wait":              {`select count(*) from todo where attempts > 0`, 0, 0},
		"charges for lateness":         {`select count(*) from charge`, 2, 2},
		"of them late":                 {`select count(*) from open_item where kind = 'charge' and open > 0 and due_on < (select max(day) from event)`, 1, 2},
		"drafts":                       {`select count(*) from sales_order where state = 'draft'`, 4, 8},
		"tax of services":              {`select count(*) from event where type = 'invoice.tax_due'`, 50, 1500},
		"messages that left the house": {`select count(*) from mail_message where state = 'failed' or state = 'queued'`, 0, 0},
	} {
		n, err := see[int64](t.Context(), a, statement("whole."+what, want.text))
		if err != nil || n < want.least || n > want.most {
			t.Errorf("%s: %d %v, want %d to %d", what, n, err, want.least, want.most)
		}
	}
}

// states: every state of every document is there at least once, but those that
// last no longer than a transaction or need a mail server that fails.
func states(t *testing.T, a *app.App) {
	for table, want := range map[string]string{
		"sales_order":    "draft confirmed credit_hold released closed cancelled",
		"shipment":       "to_pick picking packed shipped delivered returned cancelled",
		"dispute":        "open in_review accepted partially_accepted rejected closed",
		"promise":        "open kept partially_kept broken cancelled",
		"plan":           "proposed accepted active completed broken cancelled",
		"rma":            "requested authorised refused received inspected accepted replaced rejected closed",
		"approval":       "open granted refused withdrawn expired voided",
		"transfer":       "sent received",
		"stock_count":    "open posted cancelled",
		"dunning_pause":  "active ended",
		"dunning_action": "sent todo done cancelled",
		"period":         "closed reopening reopened",
		"mail_message":   "kept",
	} {
		have, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]string, error) {
			return db.All[string](r, statement("states."+table, "select distinct state from "+table+" order by state").Scans())
		})
		if err != nil {
			t.Fatal(table, err)
		}
		for _, state := range strings.Fields(want) {
			if !slices.Contains(have, state) {
				t.Errorf("%s: none is %s, only %v", table, state, have)
			}
		}
	}
}

// bottleneck: in the second warehouse, for one quarter, what is planned waits
// days to leave; elsewhere and otherwise it does not.
func bottleneck(t *testing.T, a *app.App) {
	type wait struct {
		Code      string
		Slow      bool
		Shipments int64
		Days      int64
	}
	list, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]wait, error) {
		return db.All[wait](r, statement("bottleneck", `select w.code, s.planned_on between $1 and $2, count(*), cast(sum(s.shipped_on - s.planned_on) as bigint)
			from shipment s join warehouse w on w.id = s.warehouse where s.shipped_on > 0 group by 1, 2 order by 1, 2`).Scans(),
			day.Of(2026, 11, 20).AddDays(-210), day.Of(2026, 11, 20).AddDays(-121))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		slow := w.Code == north && w.Slow
		if w.Shipments < 20 || slow != (w.Days*10 > w.Shipments*35) { // 3.5 days on average
			t.Errorf("%+v", w)
		}
	}
}
