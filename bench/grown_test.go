package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that grows a PostgreSQL database

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db/dbtest"
	"encaisse/demo"
)

// behind is how many rows stand behind each list.
const behind = 100_000

// grower copies rows into the tables that the lists and the search read.
type grower struct {
	b        *testing.B
	d        *sql.DB
	postgres bool
}

// grown is a demonstration on an engine whose rows were copied until there are so
// many behind each list. Only what the lists and the search read is copied.
func grown(b *testing.B, engine string) (*app.App, app.Call) {
	b.Helper()
	url := ""
	if engine == "sqlite" {
		url = dbtest.SQLite(b)
	} else {
		url = dbtest.Postgres(b)
	}
	clock := &demo.Clock{}
	ctx := context.Background()
	a, err := app.Open(ctx, url, app.Options{Clock: clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.Close)
	if _, err := demo.Build(ctx, a, demo.Options{Small: true, Months: 2, Seed: 3, Clock: clock}); err != nil {
		b.Fatal(err)
	}
	c, err := a.Act(ctx, "edith", access.Auditor, demo.Company)
	if err != nil {
		b.Fatal(err)
	}
	g := open(b, engine, url)
	defer g.d.Close()
	g.documents()
	g.warehouse()
	g.accounts()
	if g.postgres {
		g.do(`vacuum analyze`)
	} else {
		g.do(`analyze`)
	}
	return a, app.Call{Caller: c}
}

// open connects past what the schema checks: copies are only looked at.
func open(b *testing.B, engine, url string) grower {
	b.Helper()
	g := grower{b: b, postgres: engine == "postgres"}
	var err error
	if g.postgres {
		g.d, err = sql.Open("pgx", url)
	} else {
		g.d, err = sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(20000)&_pragma=ignore_check_constraints(1)")
	}
	if err != nil {
		b.Fatal(err)
	}
	g.d.SetMaxOpenConns(1)
	if !g.postgres {
		return g
	}
	g.do(`set session_replication_role = replica`)
	for _, text := range g.texts(`select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint where contype = 'c' and conrelid <> 0`) {
		g.do(text)
	}
	return g
}

func (g grower) do(text string) {
	g.b.Helper()
	if _, err := g.d.Exec(text); err != nil {
		g.b.Fatalf("%v\n%s", err, text)
	}
}

func (g grower) texts(text string) (out []string) {
	g.b.Helper()
	rows, err := g.d.Query(text)
	if err != nil {
		g.b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			g.b.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// numbered numbers the rows of a table, for those that are copied with it.
func (g grower) numbered(table, key string) (n int) {
	g.b.Helper()
	g.do(`create table tmp_` + table + ` as select ` + key + ` as id, row_number() over (order by ` + key + `) as n from ` + table)
	if err := g.d.QueryRow(`select count(*) from tmp_` + table).Scan(&n); err != nil {
		g.b.Fatal(err)
	}
	return n
}

// copied is the id of a copy of the row that r numbers.
const copied = "r.n + k.k*1000"

// grow copies the rows of a table of numbered documents until there are so many.
func (g grower) grow(table, number string, set map[string]string) {
	g.b.Helper()
	n := g.numbered(table, "id")
	all := map[string]string{"id": copied, number: "'X'||k.k||'-'||r.n"}
	for name, value := range set {
		all[name] = value
	}
	g.duplicate(table, all, `join tmp_`+table+` r on r.id = s.id`, behind/n+1)
}

// duplicate copies the rows of a table so many times, with what is set anew.
func (g grower) duplicate(table string, set map[string]string, join string, copies int) {
	g.b.Helper()
	columns := `select name from pragma_table_info('` + table + `')`
	if g.postgres {
		columns = `select column_name from information_schema.columns where table_name = '` + table + `' order by ordinal_position`
	}
	names := g.texts(columns)
	values := make([]string, len(names))
	for i, name := range names {
		if values[i] = set[name]; values[i] == "" {
			values[i] = "s." + name
		}
	}
	g.do(fmt.Sprintf(`with recursive k(k) as (select 1 union all select k+1 from k where k < %d) insert into %s (%s) select %s from %s s %s cross join k`,
		copies, table, strings.Join(names, ","), strings.Join(values, ","), table, join))
}

// fill makes rows of a table; k counts them, e is the company, c a customer, i an
// invoice's open item, w a warehouse.
func (g grower) fill(table, columns, values string) {
	g.b.Helper()
	g.do(fmt.Sprintf(`with recursive k(k) as (select 1 union all select k+1 from k where k < %d) insert into %s (%s) select %s from k,
		(select entity as e, customer as c, id as i, due_on as day from open_item where kind = 'invoice' and instalment = 1 and customer is not null order by id limit 1) o,
		(select min(id) as w from warehouse) h`, behind, table, columns, values))
}

// documents are orders, invoices and what moves with them.
func (g grower) documents() {
	g.grow("sales_order", "number", map[string]string{"number": "'K'||k.k||'-'||r.n", "total": "s.total + k.k"})
	g.grow("invoice", "number", map[string]string{"number": "'F'||k.k||'-'||r.n", "position": "s.position + k.k*1000000", "total": "s.total + k.k"})
	g.duplicate("open_item", map[string]string{"id": copied, "document": copied, "number": "'F'||k.k||'-'||r.n"}, `join tmp_invoice r on r.id = s.id`, 300)
	g.grow("shipment", "number", nil)
	g.owed()
	g.do(`insert into rma select k, s.entity, 'R'||k, s.order_id, s.id, s.customer, s.warehouse, case when k % 20 = 0 then 'requested' else 'closed' end, '', 'damaged', s.planned_on, 0, 0, 1
		from (select * from shipment order by id desc limit 1) s, (with recursive k(k) as (select 1 union all select k+1 from k where k < 100000) select k from k) k`)
	g.do(`update sales_order set exceptions = '[]', state = 'draft' where number like 'K%' and id % 50 = 0`)
	n := g.numbered("order_line", "order_id")
	g.duplicate("order_line", map[string]string{"order_id": copied, "backordered": "s.quantity", "item": "1 + k.k % 20 + 1000*(1 + k.k % 3000)"}, `join (select id, min(n) as n from tmp_order_line group by id) r on r.id = s.order_id and s.n = 1`, behind/n+1)
}

// owed are quotes, charges and payments; a few payments are not used up.
func (g grower) owed() {
	g.fill("quote", "id, entity, number, revision, customer, currency, quoted_on, valid_until, state, net, tax, total, content, reason, order_id, made_by, version",
		"k, e, 'X'||k, 1, c, 'EUR', day - k % 60, day, case when k % 5000 = 0 then 'draft' when k % 20 = 0 then 'sent' when k % 7 = 0 then 'superseded' else 'expired' end, k, 0, k, '{}', '', 0, 1, 1")
	item := func(kind, open, columns, from string) {
		names := "id, entity, customer, currency, kind, document, number, reference, instalment, issued_on, due_on, total, open, late, contested, taken_over, event, pending, discount, discount_until, retained, home, home_open"
		g.do(fmt.Sprintf(`insert into open_item (%s) select x.id, x.entity, x.customer, x.currency, '%s', x.id, %s, %s, 0, 0, false, 1, false, 0, 0, false, %s, %s from %s where not exists (select 1 from open_item o where o.id = x.id)`,
			names, kind, columns, open, strings.Split(columns, ", ")[5], open, from))
	}
	g.fill("charge", "id, entity, series, position, number, customer, currency, issued_on, due_on, up_to, why, penalties, indemnities, fees, total, apart, event",
		"500000 + k, e, 1, 500000 + k, 'P'||k, c, 'EUR', day, day + 30, day, 'demand', 1000 + k, 0, 0, 1000 + k, false, 1")
	item("charge", "case when x.id % 20 = 0 then x.total else 0 end", "x.number, '', 1, x.issued_on, x.due_on, x.total", "charge x")
	g.grow("payment", "reference", map[string]string{"amount": "s.amount + k.k"})
	item("payment", "case when x.id % 100 = 0 then -x.amount else 0 end", "x.reference, 'RF'||x.id, 1, x.received_on, x.received_on, -x.amount", "payment x")
}

// warehouse is what stands, comes, moves and is counted.
func (g grower) warehouse() {
	n := g.numbered("item", "id")
	g.duplicate("item", map[string]string{"id": copied, "sku": "'X'||k.k||'-'||r.n", "gtin": "''"}, `join tmp_item r on r.id = s.id`, behind/n+1)
	g.duplicate("stock", map[string]string{"item": copied}, `join tmp_item r on r.id = s.item`, behind/n+1)
	g.fill("stock_count", "id, entity, number, warehouse, state, started_on, posted_on, version", "k, e, 'X'||k, w, 'posted', day, day, 1")
	g.fill("transfer", "id, entity, number, source, target, state, sent_on, received_on, version", "k, e, 'X'||k, w, w, case when k % 20 = 0 then 'sent' else 'received' end, day, day, 1")
	g.fill("expected_receipt", "id, entity, number, item, warehouse, quantity, received, cancelled, open, expected_on, reference, version",
		fmt.Sprintf("k, e, 'X'||k, 1 + k %% %d + 1000*(1 + k / %d %% %d)", n, n, behind/n)+", w, 9000000, 0, 0, case when k % 4 = 0 then 0 else 9000000 end, day + k % 60, '', 1")
	g.do(`insert into price_list (id, code, holder, currency, tax_included) values (1, 'GRAND', null, 'EUR', false), (2, 'PETIT', null, 'EUR', false)`)
	g.do(`insert into price (id, list, item, least, price, valid_from, valid_to, version) select row_number() over (order by id), case when id % 10007 = 0 then 2 else 1 end, id, 0, 1000000, 0, 0, 1 from item where id > 1000 order by id limit 100000`)
}

// accounts are customers, what they dispute, promise and are sent, and long runs.
func (g grower) accounts() {
	n := g.numbered("customer", "id")
	of := func(table, key string, set map[string]string) {
		set[key] = copied
		g.duplicate(table, set, `join tmp_customer r on r.id = s.`+key, behind/n+1)
	}
	of("customer", "id", map[string]string{"number": "'X'||k.k||'-'||r.n"})
	of("customer_words", "customer", map[string]string{})
	of("credit", "holder", map[string]string{"review_due": "case when k.k % 3 = 0 then 1 else 0 end"})
	g.fill("customer_group", "id, number, name", "k, 'X'||k, 'X'")
	g.fill("dispute", "id, entity, customer, item, document, currency, amount, reason, lines, owner, state, opened_on, credited, credit_note, version",
		"k, e, c, i, i, 'EUR', 100, 'price', '', 0, case when k % 5000 = 0 then 'open' else 'closed' end, day, 0, null, 1")
	g.fill("collection_step", "subject, event, kind, state, amount, day", "k, 1, 'dispute', case when k % 5000 = 0 then 'open' else 'closed' end, 0, day")
	g.fill("promise", "id, entity, customer, item, currency, amount, made_on, due_on, until, state, received, version", "k, e, c, null, 'EUR', 100, day, day, day, case when k % 5000 = 0 then 'broken' else 'kept' end, 0, 1")
	g.fill("plan", "id, entity, customer, currency, total, grace, starts_on, state, since, paid, version", "k, e, c, 'EUR', 100, 0, day, case when k % 5000 = 0 then 'broken' else 'completed' end, 0, 0, 1")
	g.fill("plan_instalment", "plan, n, due_on, until, amount", "k, 1, day, day, 100")
	g.fill("refund", "id, entity, customer, credit, currency, amount, iban, payee, state, approval, event, last, version", "k, e, c, i, 'EUR', 100, '', '', case when k % 5000 = 0 then 'approved' else 'paid' end, 0, 1, 1, 1")
	g.do(`insert into doubtful (item, entity, customer, currency, booked, rate, impaired, written_off, tax_back, recovered, asked_by, version)
		select id, entity, customer, 'EUR', 1, 0, 0, 0, false, 0, 0, 1 from open_item where kind = 'invoice' and customer is not null and id not in (select item from doubtful) order by id limit 100000`)
	hash := "x'00'"
	if g.postgres {
		hash = "'x'::bytea"
	}
	g.fill("mail_message", "id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version, bounced",
		"k, e, c, 0, 0, case when k % 5000 = 0 then 'final' else 'invoice' end, 'fr', case when k % 3000 = 0 then 'failed' else 'sent' end, 1, 1, 1, '', "+hash+", 1, case when k % 700 = 0 then '5.1.1' else '' end")
	g.fill("work", "id, entity, kind, command, input, stamp, user_id, role, language, state, preview, total, done, failed, asked, begun_at, beat_at, ended_at, stop, seen, lease, report, event, version",
		"k, e, 'mass', 'invoice.issue', '{}', 'X'||k, 0, '', 'fr', case when k % 5000 = 0 then 'broken' else 'done' end, false, 1, 1, 0, 0, 1, 1, 1, false, true, 0, '{}', 1, 1")
}
