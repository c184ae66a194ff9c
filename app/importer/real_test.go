package importer

import (
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/o2c/seller"
	"encaisse/verify"
)

// shared is a real file that is not part of the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("ENCAISSE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(root, "data", "orders", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no shared data (set ENCAISSE_SHARED)")
	}
	return path
}

// rows reads the values of one INSERT of an SQL text.
func rows(t *testing.T, text, table string) [][]string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "into "+table+"(")
	if !ok {
		t.Fatalf("no insert into %s", table)
	}
	_, rest, _ = strings.Cut(rest, "values")
	var out [][]string
	var row []string
	var cell strings.Builder
	inside := false
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case inside && c == '\'' && i+1 < len(rest) && rest[i+1] == '\'':
			cell.WriteByte(c)
			i++
		case c == '\'':
			inside = !inside
		case inside:
			cell.WriteByte(c)
		case c == '(':
			row = nil
			cell.Reset()
		case c == ',' && row == nil && cell.Len() == 0 && len(out) > 0 && rest[i-1] == ')':
		case c == ',':
			row = append(row, cell.String())
			cell.Reset()
		case c == ')':
			out = append(out, append(row, cell.String()))
			row = nil
			cell.Reset()
		case c == ';':
			for _, r := range out {
				for i := range r {
					if r[i] = strings.TrimSpace(r[i]); r[i] == "NULL" {
						r[i] = ""
					}
				}
			}
			return out
		default:
			cell.WriteByte(c)
		}
	}
	t.Fatalf("insert into %s has no end", table)
	return nil
}

// write puts a table into a CSV file, as a company that comes would have it.
func write(t *testing.T, name string, head string, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(head + "\n")
	for _, r := range rows {
		for i, c := range r {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var countries = map[string]string{
	"Australia": "AU", "Austria": "AT", "Belgium": "BE", "Canada": "CA", "Denmark": "DK", "Finland": "FI", "France": "FR", "Germany": "DE",
	"Hong Kong": "HK", "Ireland": "IE", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Netherlands": "NL", "New Zealand": "NZ", "Norway": "NO",
	"Philippines": "PH", "Poland": "PL", "Portugal": "PT", "Russia": "RU", "Singapore": "SG", "South Africa": "ZA", "Spain": "ES", "Sweden": "SE",
	"Switzerland": "CH", "UK": "GB", "USA": "US",
}

var statuses = map[string]string{"Shipped": "shipped", "Resolved": "shipped", "Disputed": "shipped", "Cancelled": "cancelled", "On Hold": "on_hold", "In Process": "new"}

// classicmodels is a whole company of 2003 to 2005 as files.
func classicmodels(t *testing.T) map[string]string {
	text, err := os.ReadFile(shared(t, "classicmodels.sql"))
	if err != nil {
		t.Fatal(err)
	}
	var customers, items, stock, orders, payments [][]string
	for _, r := range rows(t, string(text), "customers") {
		street := strings.TrimSpace(r[5] + " " + r[6])
		customers = append(customers, []string{r[0], r[1], countries[r[10]], r[9], street, r[7], "USD", "net30", r[12]})
	}
	for _, r := range rows(t, string(text), "products") {
		items = append(items, []string{r[0], r[1], "goods", r[8]})
		stock = append(stock, []string{r[0], r[6], r[7]})
	}
	heads := map[string][]string{}
	for _, r := range rows(t, string(text), "orders") {
		heads[r[0]] = r
	}
	lines := rows(t, string(text), "orderdetails")
	slices.SortFunc(lines, func(a, b []string) int {
		n, _ := strconv.Atoi(a[4])
		m, _ := strconv.Atoi(b[4])
		return 2*strings.Compare(a[0], b[0]) + max(-1, min(1, n-m))
	})
	for _, r := range lines {
		h := heads[r[0]]
		orders = append(orders, []string{r[0], h[6], h[1], h[2], h[3], r[1], r[2], r[3], statuses[h[4]]})
	}
	for _, r := range rows(t, string(text), "payments") {
		payments = append(payments, []string{r[2], r[0], r[3]})
	}
	return map[string]string{
		"customers": write(t, "customers.csv", "number,name,country,postcode,street,city,currency,terms,credit_limit", customers),
		"items":     write(t, "items.csv", "sku,name,kind,price", items),
		"stock":     write(t, "stock.csv", "sku,quantity,unit_cost", stock),
		"orders":    write(t, "orders.csv", "order,customer,ordered_on,requested_on,shipped_on,sku,quantity,unit_price,status", orders),
		"payments":  write(t, "payments.csv", "received_on,customer,amount", payments),
	}
}

func TestClassicModels(t *testing.T) {
	files := classicmodels(t)
	var books, owed []string
	for _, order := range [][]string{{"customers", "items", "stock", "orders", "payments"}, {"customers", "items", "stock", "payments", "orders"}} {
		dbtest.Both(t, func(t *testing.T, url string) {
			w := found(t, url, seller.NewEntity{Name: "Classic Models", Country: "US", Currency: "USD", Tax: "none"})
			rows := map[string]int{"customers": 122, "items": 110, "stock": 110, "orders": 2996, "payments": 273}
			for _, kind := range order {
				if out := w.yes(kind, files[kind]); out.Rows != rows[kind] || out.Warnings > 0 {
					t.Errorf("%s: %d rows, %d warnings", kind, out.Rows, out.Warnings)
				}
			}
			w.settle()
			for _, kind := range order {
				w.counts(kind, files[kind], 0, rows[kind])
			}
			w.classic()
			w.verified()
			books, owed = append(books, w.books()), append(owed, strings.Join(w.owed(), "\n"))
		})
	}
	if !same(books) || !same(owed) {
		t.Errorf("the books depend on the engine or on the order of the files: %q", books)
	}
}

// same tells that all ways lead to one result.
func same(list []string) bool { return len(slices.Compact(slices.Clone(list))) <= 1 }

func (w *world) classic() {
	w.Helper()
	var net, open, applied, unapplied money.Amount
	invoices := ask(w, func(r *db.Read) ([]insight.InvoiceRow, error) { return insight.Invoices(r, insight.AsOf{}) })
	for i, v := range invoices {
		net, open = net+v.Net.Minor, open+v.Open.Minor
		if want := fmt.Sprintf("H1-%06d", i+1); v.Number != want {
			w.Fatalf("%s, want %s", v.Number, want)
		}
	}
	waiting, receipts := 0, ask(w, func(r *db.Read) ([]insight.PaymentRow, error) { return insight.Payments(r, insight.AsOf{}) })
	for _, p := range receipts {
		applied, unapplied = applied+p.Applied.Minor, unapplied+p.Unapplied.Minor
		switch {
		case p.Applied.Minor == 0:
			waiting++
		case len(p.Invoices) != 1 || p.Unapplied.Minor != 0:
			w.Errorf("forced: %+v", p)
		case p.Invoices[0].AppliedOn < p.ReceivedOn:
			w.Errorf("applied before it came: %+v", p)
		}
	}
	type figures struct {
		Invoices, Payments, Waiting int
		Net, Open, Applied, Left    string
	}
	usd := func(a int64) string { return strconv.FormatInt(a, 10) }
	got := figures{len(invoices), len(receipts), waiting, usd(int64(net)), usd(int64(open)), usd(int64(applied)), usd(int64(unapplied))}
	if want := (figures{310, 273, 23, "906048930", "190164622", "715884308", "169499615"}); got != want {
		w.Errorf("got  %+v\nwant %+v", got, want)
	}
	if n := w.number(qTestNet); n != 960419061 {
		w.Errorf("orders of %d", n)
	}
	states := map[string]int{}
	for _, o := range w.texts(qTestOrders) {
		number, state, _ := strings.Cut(o, " ")
		states[state]++
		if strings.HasPrefix(state, "draft") || strings.HasPrefix(state, "credit_hold  ") {
			w.Errorf("order %s neither confirmed nor told why: %q", number, state)
		}
	}
	alive := 0
	for state, n := range states {
		if strings.HasPrefix(state, "confirmed") || strings.HasPrefix(state, "credit_hold") && !strings.Contains(state, "manual") {
			alive += n
		}
	}
	if states["closed  "] != 310 || states["cancelled  "] != 6 || states["credit_hold manual "] != 4 || alive != 6 {
		w.Errorf("%v", states)
	}
}

var qTestNet = db.Q("import.test.net", `select cast(sum(net) as bigint) from sales_order`).Scans()

// northwind is 830 orders of a trading house as files: all shipped.
func northwind(t *testing.T) map[string]string {
	conn, err := sql.Open("sqlite", "file:"+shared(t, "northwind.sqlite")+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	query := func(text string, columns int) [][]string {
		found, err := conn.Query(text)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		var out [][]string
		for found.Next() {
			cells, to := make([]sql.NullString, columns), make([]any, columns)
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := found.Scan(to...); err != nil {
				t.Fatal(err)
			}
			row := make([]string, columns)
			for i := range cells {
				row[i] = cells[i].String
			}
			out = append(out, row)
		}
		return out
	}
	lines := query(`select o.OrderID, o.CustomerID, o.OrderDate, o.RequiredDate, coalesce(o.ShippedDate, o.OrderDate), d.ProductID, d.Quantity, d.UnitPrice, d.Discount, 'shipped'
		from Orders o join [Order Details] d on d.OrderID = o.OrderID order by o.OrderID, d.ProductID`, 10)
	for _, l := range lines {
		fraction, err := strconv.ParseFloat(l[8], 64)
		if err != nil {
			t.Fatal(err)
		}
		l[8] = strconv.FormatFloat(math.Round(fraction*1e6)/1e4, 'f', -1, 64)
	}
	return map[string]string{
		"customers": write(t, "customers.csv", "number,name,country,postcode,street,city,currency,terms",
			query(`select CustomerID, CompanyName, 'FR', PostalCode, Address, City, 'EUR', 'net30' from Customers order by CustomerID`, 8)),
		"items":  write(t, "items.csv", "sku,name,kind,price", query(`select ProductID, ProductName, 'goods', UnitPrice from Products order by ProductID`, 4)),
		"orders": write(t, "orders.csv", "order,customer,ordered_on,requested_on,shipped_on,sku,quantity,unit_price,discount_percent,status", lines),
	}
}

func TestNorthwind(t *testing.T) {
	files := northwind(t)
	var books []string
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		for _, kind := range []string{"customers", "items", "orders"} {
			w.yes(kind, files[kind])
		}
		w.settle()
		var net, tax, total money.Amount
		invoices := ask(w, func(r *db.Read) ([]insight.InvoiceRow, error) { return insight.Invoices(r, insight.AsOf{}) })
		for _, v := range invoices {
			net, tax, total = net+v.Net.Minor, tax+v.Tax.Minor, total+v.Total.Minor
		}
		if got, want := fmt.Sprint(len(invoices), net, tax, total), "830 126579329 25315877 151895206"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		w.verified()
		books = append(books, w.books())
	})
	if !same(books) || len(books) > 0 && books[0] != "411000 1518952.06 0.00\n445710 0.00 253158.77\n707000 0.00 1265793.29\n" {
		t.Errorf("%q", books)
	}
}

// verified wants every check of the company to pass.
func (w *world) verified() {
	w.Helper()
	report, err := verify.Run(w.ctx, w.app.DB, verify.Options{})
	if err != nil {
		w.Error(err)
	}
	for _, v := range report.Checks {
		if !v.OK {
			w.Errorf("%s (%s): %d breaches, %+v", v.Name, v.IDs, v.Count, v.Breaches)
		}
	}
}
