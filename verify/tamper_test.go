package verify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/verify"
)

// immutable are the tables whose rows are written once (open items and credit
// lines of invoices too: what moves in them is bound to rows that do not).
var immutable = []string{"event", "seal", "invoice", "invoice_line", "invoice_tax", "leg", "application", "payment", "open_item",
	"stock_move", "credit_decision", "balance", "shipment_line", "entry_number", "period", "period_account", "period_aging", "tax_move", "refund", "small_difference", "deposit", "deposit_move", "billed_order", "charge", "charge_line", "charge_waiver", "checkout", "checkout_part", "provider_event", "quote"}

// unbound are columns that nothing else in the database says again: words of a
// person, row numbers, and versions that only guard concurrent changes.
var unbound = []string{"payment.payer", "payment.version", "application.id", "stock_move.id", "credit_decision.id", "deposit.version", "checkout.url", "checkout.opened_at", "charge_waiver.reason"}

type column struct{ table, name, kind string }

var (
	columnLine = regexp.MustCompile(`^\t([a-z_]+) (bigint|text|boolean|bytea)\b`)
	addedLine  = regexp.MustCompile(`^alter table ([a-z_]+) add column ([a-z_]+) (bigint|text|boolean|bytea)\b`)
)

// columns are those of the immutable tables, as the migrations make them.
func columns() (list []column) {
	all, err := db.Migrations()
	if err != nil {
		panic(err)
	}
	for _, m := range all {
		table := ""
		for line := range strings.Lines(m.SQL) {
			if rest, ok := strings.CutPrefix(line, "create table "); ok {
				table, _, _ = strings.Cut(rest, " ")
			}
			if c := columnLine.FindStringSubmatch(line); c != nil && slices.Contains(immutable, table) {
				list = append(list, column{table, c[1], c[2]})
			}
			if c := addedLine.FindStringSubmatch(line); c != nil && slices.Contains(immutable, c[1]) {
				list = append(list, column{c[1], c[2], c[3]})
			}
		}
	}
	return list
}

// rowID names one row of a table by a column both engines have.
var keys = map[string]string{"event": "id", "seal": "number", "invoice": "id", "invoice_line": "invoice", "invoice_tax": "invoice", "leg": "event",
	"application": "id", "payment": "id", "open_item": "id", "stock_move": "id", "credit_decision": "id", "balance": "holder", "shipment_line": "shipment",
	"entry_number": "event", "period": "id", "period_account": "period", "period_aging": "period", "tax_move": "event", "refund": "id", "small_difference": "id", "deposit": "id", "checkout": "id", "checkout_part": "checkout", "provider_event": "event", "deposit_move": "event", "billed_order": "invoice", "charge": "id", "charge_line": "charge", "charge_waiver": "id", "quote": "id"}

type change struct {
	name string
	q    *db.Stmt
}

// changes are an update of each column of one row, the deletion of a row and
// the insertion of a copy.
var changes = func() (list []change) {
	others := map[string]string{"bigint": "coalesce(%[1]s, 0) + 1", "text": "%[1]s || 'x'", "boolean": "not %[1]s", "bytea": "(select hash from seal where number = 1)%.0[1]s"}
	where := func(t string) string {
		k := keys[t]
		second := map[string]string{"invoice_line": "n", "invoice_tax": "n", "leg": "n", "shipment_line": "n", "balance": "kind", "period_account": "account", "period_aging": "customer || '/' || cast(place as text)", "tax_move": "n", "deposit_move": "n", "billed_order": "order_id", "charge_line": "n", "checkout_part": "document"}[t]
		if t == "balance" {
			return `holder = (select holder from balance where amount <> 0 order by holder, kind limit 1) and kind = (select kind from balance where amount <> 0 order by holder, kind limit 1)
				and entity = (select entity from balance where amount <> 0 order by holder, kind limit 1)`
		}
		if second == "" {
			return fmt.Sprintf(`%s = (select %s from %s order by %s limit 1 offset 1)`, k, k, t, k)
		}
		return fmt.Sprintf(`%s = (select %s from %s order by %s limit 1 offset 1) and %s = (select %s from %s order by %s, %s limit 1 offset 1)`, k, k, t, k, second, second, t, k, second)
	}
	add := func(name, sql string) {
		list = append(list, change{name, db.Q("test.tamper."+name, sql)})
	}
	byTable := map[string][]string{}
	for _, c := range columns() {
		byTable[c.table] = append(byTable[c.table], c.name)
		to := fmt.Sprintf(others[c.kind], c.name)
		add(c.table+"."+c.name, `update `+c.table+` set `+c.name+` = `+to+` where `+where(c.table))
	}
	for _, t := range immutable {
		add(t+" delete", `delete from `+t+` where `+where(t))
		k := keys[t]
		copied := strings.Replace(" "+strings.Join(byTable[t], ", ")+",", " "+k+",", " "+k+" - 1,", 1)
		add(t+" forge", `insert into `+t+` (`+strings.Join(byTable[t], ", ")+`) select `+strings.TrimSuffix(copied, ",")+` from `+t+` where `+where(t))
	}
	return list
}()

var errUndo = errors.New("roll it back")

// Whatever one row of an immutable table is changed to, however little, is
// found and named.
func TestTamperingIsFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		const seed = 5
		r := rand.New(rand.NewPCG(seed, 1))
		w := found(t, url)
		w.oneMonth()
		w.someWorks()
		for rounds := 0; rounds < 3 || w.poor(); rounds++ {
			for range 40 {
				w.act(r)
			}
			w.day(9)
		}
		w.enrich(r)
		for !w.closed() {
			for range 40 {
				w.act(r)
			}
			w.day(31)
			w.closeMonth()
		}
		w.check(seed)
		for i, c := range changes {
			if !w.a.DB.SQLite() && i%3 != 0 {
				continue // the texts are the same there, only slower
			}
			report, err := tamper(w, c.q)
			var f *db.Fault
			switch {
			case errors.As(err, &f) && (f.Kind == db.Check || f.Kind == db.Unique || f.Kind == db.ForeignKey):
				continue // the database itself refuses it
			case err != nil:
				t.Fatal(c.name, err)
			case report.OK != slices.Contains(unbound, c.name):
				t.Errorf("%s: found %v", c.name, !report.OK)
			}
		}
		forge(t, w)
		w.check(seed)
	})
}

// notes are facts that only say something: what they led to has its own facts,
// so that one more of them shows in the chain alone (or not at all, before it
// is sealed).
var notes = []string{"credit.eased", "order.allocated", "order.amended", "order.backordered", "order.price_authorised", "order.remainder_cancelled", "order.unreserved", "shipping.short", "stock.freed", "stock.missing"}

var (
	qTypes = db.Q("test.tamper.types", `select distinct type from event order by type`).Scans()
	qForge = db.Q("test.tamper.forge", `insert into event (id, type, at, day, actor, entity, cause, request, objects, body)
		select id + 700, type, at, day, actor, entity, cause, request, objects, body from event where id =
		(select max(id) from event where type = $1)`)
)

// forge writes in a second fact of each type.
func forge(t *testing.T, w *world) {
	types, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) ([]string, error) { return db.All[string](x, qTypes) })
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range types {
		report, err := tamper(w, qForge, typ)
		if err != nil {
			t.Fatal(typ, err)
		}
		if report.OK && !slices.Contains(notes, typ) {
			t.Errorf("a forged %s is not found", typ)
		}
	}
}

var qPoor = db.Q("test.tamper.poor", `select (select count(*) from invoice), (select count(*) from application where kind = 'apply'), (select count(*) from invoice where type = '381'),
	(select count(*) from payment), (select count(*) from tax_move), (select count(*) from deposit), (select count(*) from deposit_move), (select count(*) from invoice where type = '384')`).Scans()

// poor tells that the company has too few documents to change one.
func (w *world) poor() bool {
	n, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) (struct{ A, B, C, D, E, F, G, H int64 }, error) {
		return db.One[struct{ A, B, C, D, E, F, G, H int64 }](x, qPoor)
	})
	return err != nil || n.A < 3 || n.B < 3 || n.C < 1 || n.D < 3 || n.E < 3 || n.F < 3 || n.G < 3 || n.H < 1
}

// tamper does it in a transaction, verifies what that sees and rolls it back.
func tamper(w *world, q *db.Stmt, args ...any) (verify.Report, error) {
	var report verify.Report
	_, err := db.Do(context.Background(), w.a.DB, db.As{}, func(x *db.Write) (any, error) {
		x.Exec1(q, args...)
		var err error
		if report, err = verify.Look(x.Read); err != nil {
			return nil, err
		}
		return nil, errUndo
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	return report, err
}

// finds wants each forgery found, unless the database itself refuses it.
func (w *world) finds(forgeries []*db.Stmt) {
	w.t.Helper()
	for _, q := range forgeries {
		report, err := tamper(w, q)
		if f := (*db.Fault)(nil); errors.As(err, &f) && f.Kind == db.Unique {
			continue
		}
		if err != nil || report.OK {
			w.t.Errorf("%s is not found: %v", q.Name(), err)
		}
	}
}
