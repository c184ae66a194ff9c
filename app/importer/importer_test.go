package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tealeg/xlsx/v3"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/listing"
	"encaisse/o2c/payment"
	"encaisse/o2c/stock"
)

const (
	someCustomers = `number,name,country,postcode,street,city,email,language,currency,terms,credit_limit,tax_id,legal_id
C1,Dupont,FR,75001,1 rue A,Paris,,fr,EUR,net30,1000.00,,732829320
C2,Martin,FR,69001,2 rue B,Lyon,,,EUR,EOM 30,,,732829321
C3,Martin,FR,,,,,,EUR,2/10net30,0,,
`
	someItems = `sku,name,kind,unit,price,currency,tax_class,weight_kg
A,Table,goods,piece,100.00,EUR,standard,12.5
B,Chaise,goods,,40.00,,,
S,Pose,service,hour,50,EUR,reduced,
N,Sans prix,goods,,,,,
`
	someOrders = `order,customer,ordered_on,requested_on,shipped_on,po_number,sku,quantity,unit_price,discount_percent,status,invoice_number
O1,C1,2026-03-02,,2026-03-05,,A,2,,,shipped,OLD-1
O1,C1,2026-03-02,,2026-03-05,,B,1,30.00,10,shipped,OLD-1
O2,C2,2026-03-01,,,,A,1,,,cancelled,
O3,C2,2026-03-01,2026-04-01,2026-03-03,PO-7,S,1.5,,,shipped,
O4,C1,2026-03-04,,,,A,1,,,on_hold,
O5,C2,2026-11-20,,,PO-8,S,3,,,new,
`
)

func (w *world) masters() {
	w.Helper()
	w.yes("customers", someCustomers)
	w.yes("items", someItems)
}

func TestTextsAreWhole(t *testing.T) {
	if f := Texts.Faults(); len(f) > 0 {
		t.Error(f)
	}
}

func TestCustomersAndItems(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		out := w.yes("customers", someCustomers)
		if out.Warnings != 1 || fmt.Sprint(out.Warned) != "[{3 legal_id party.siren_check The check digit of the SIREN is wrong.}]" {
			t.Error(out.Warned)
		}
		w.yes("items", someItems)
		w.counts("customers", someCustomers, 0, 3)
		w.counts("customers", someCustomers+"\n", 0, 3) // other bytes, nothing new
		w.counts("customers", lines("number,name,country,currency,terms", "C1,Durand,FR,EUR,net45", "C2,Martin,FR,EUR,eom30"), 1, 1)
		c := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C1"}) })
		if c.Name != "Durand" || c.Terms != "net45" || c.Street != "1 rue A" || c.CreditLimit.Text() != "1000.00" {
			t.Errorf("columns that a file does not have must stay: %+v", c)
		}
		w.counts("customers", lines("number,name,country,currency,terms,credit_limit", "C1,Durand,FR,EUR,net45,"), 1, 0)
		for number, limit := range map[string]string{"C1": "<nil>", "C2": "<nil>", "C3": "0.00"} {
			c := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: number}) })
			if got := "<nil>"; c.CreditLimit != nil {
				if got = c.CreditLimit.Text(); got != limit {
					t.Errorf("%s: limit %s, want %s", number, got, limit)
				}
			} else if got != limit {
				t.Errorf("%s: no limit, want %s", number, limit)
			}
		}
		grouped := lines("number,name,country,currency,terms,group", "C2,Martin,FR,EUR,eom30,holding", "C3,"+ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C3"}) }).Name+",FR,EUR,net30,holding")
		out = w.take(w.request("customers", grouped))
		if c := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C2"}) }); c.Group != "holding" || len(out.Errors) > 0 {
			t.Errorf("group %q, %+v", c.Group, out)
		}
		w.counts("customers", lines("number,name,country,currency,terms", "C2,Martin & fils,FR,EUR,eom30"), 1, 0)
		if c := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C2"}) }); c.Group != "holding" {
			t.Errorf("without the column he must stay in his group, he is in %q", c.Group)
		}
		w.counts("customers", lines("number,name,country,currency,terms,group", "C2,Martin & fils,FR,EUR,eom30,"), 1, 0)
		if c := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C2"}) }); c.Group != "" {
			t.Errorf("a blank cell is no group, he is in %q", c.Group)
		}
		w.counts("items", lines("sku,name,kind,price", "A,Table,goods,110", "B,Chaise,goods,40"), 1, 1)
		i := ask(w, func(r *db.Read) (catalog.View, error) { return catalog.Show(r, catalog.BySKU{ID: "A"}) })
		if i.Price.String() != "110.00" || i.Weight != 12_500000 || i.Unit != "piece" {
			t.Errorf("%+v", i)
		}
	})
}

// A customer's form of deposits: a file without the column leaves it, a blank cell
// makes it the company's again.
func TestDepositFormOfCustomers(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		for _, c := range []struct{ head, row, want string }{
			{"number,name,country,currency,terms,deposit_form", "C1,Durand,FR,EUR,net30,prepaid", "prepaid"},
			{"number,name,country,currency,terms", "C1,Durand,FR,EUR,net45", "prepaid"},
			{"number,name,country,currency,terms,deposit_form", "C1,Durand,FR,EUR,net45,lines", "lines"},
			{"number,name,country,currency,terms,deposit_form", "C1,Durand,FR,EUR,net45,", ""},
		} {
			w.counts("customers", lines(c.head, c.row), 1, 0)
			if got := ask(w, func(r *db.Read) (credit.View, error) { return credit.Show(r, credit.ByCustomer{ID: "C1"}) }); got.DepositForm != c.want {
				t.Errorf("after %q deposits are said as %q, want %q", c.row, got.DepositForm, c.want)
			}
		}
	})
}

// Each wrong row is told by row, column and code, and nothing is applied.
func TestWrongRows(t *testing.T) {
	const order = "order,customer,ordered_on,shipped_on,po_number,sku,quantity,unit_price,discount_percent,status"
	cases := []struct {
		name, kind string
		lines      []string
		want       []string
	}{
		{"customer", "customers", []string{"number,name,country,currency,terms,credit_limit,deposit_form",
			"C9,Good,FR,EUR,net30,10,lines", ",,France,EURO,30 jours,12.345,", "C8,Twice,FR,EUR,net30,,", "C8,Other,FR,EUR,net30,,", "C7,Minus,FR,EUR,net30,-1,totals"},
			[]string{"3 number table.empty", "3 name table.empty", "3 country party.country", "3 currency money.currency", "3 terms receivable.terms",
				"5 number import.twice", "6 credit_limit credit.limit_negative", "6 deposit_form party.deposit_form"}},
		{"item", "items", []string{"sku,name,kind,price,currency,tax_class,weight_kg,gtin",
			"X,X,thing,-1,EUR,luxury,-1,6291041500214", "A,A,service,1,,,,6291041500213", ",,goods,1e,,,,", "Y,Y,goods,12 USD,EUR,,,06291041500213"},
			[]string{"2 kind catalog.kind", "2 price catalog.price_negative", "2 tax_class catalog.tax_class", "2 weight_kg catalog.weight_negative", "2 gtin catalog.gtin",
				"3 kind catalog.kind_fixed", "4 sku table.empty", "4 name table.empty", "4 price table.number", "5 price table.currency", "5 gtin import.twice"}},
		{"stock", "stock", []string{"warehouse,sku,quantity,unit_cost,as_of,bin",
			"MAIN,A,1,1,,", "PARIS,A,-1,-1,,", "MAIN,S,1,1,2027-01-01,", "MAIN,ZZ,,x,31/31/2026,THE-FAR-END-OF-THE-ALLEY"},
			[]string{"3 warehouse stock.warehouse", "3 quantity stock.quantity", "3 unit_cost stock.cost", "4 sku stock.service", "4 as_of import.future",
				"5 sku catalog.unknown", "5 quantity table.empty", "5 unit_cost table.number", "5 as_of table.date", "5 bin stock.bin_long"}},
		{"expected", "expected", []string{"warehouse,sku,quantity,expected_on,reference,unit_cost",
			"MAIN,A,1,2027-01-01,F-1,2.50", "PARIS,S,0,2026-01-01," + strings.Repeat("F", 61) + ",-1", "MAIN,A,0,2027-01-01,,", "MAIN,ZZ,-1,,,x", "MAIN,,,31/31/2027,,"},
			[]string{"3 warehouse stock.warehouse", "3 sku stock.service", "3 expected_on stock.expected_past", "3 reference import.long", "3 unit_cost stock.cost", "4 quantity stock.quantity",
				"5 sku catalog.unknown", "5 quantity stock.quantity", "5 expected_on table.empty", "5 unit_cost table.number", "6 sku table.empty", "6 quantity table.empty", "6 expected_on table.date"}},
		{"order", "orders", []string{order,
			"P1,C1,2026-03-02,2026-03-01,,A,1,,,shipped", "P2,C9,2026-03-02,,,ZZ,0,,120,shipped", "P3,C1,2027-03-02,,,N,1,,,new",
			"P4,C1,2026-03-02,2026-03-03,,A,1,-1,,on_hold", ",,,,,,,,,", "P5,C1,2026-03-02,,,A,1,USD 5,,lost"},
			[]string{"2 shipped_on import.shipped_before", "3 customer party.unknown", "3 shipped_on table.empty", "3 sku catalog.unknown",
				"3 quantity order.quantity", "3 discount_percent money.discount", "4 ordered_on import.future", "4 unit_price order.no_price",
				"5 shipped_on import.shipped_status", "5 unit_price order.price_negative", "7 unit_price table.currency", "7 status import.status"}},
		{"order without number", "orders", []string{order, ",C1,2026-03-02,,,A,x,,,new"}, []string{"2 order table.empty", "2 quantity table.number"}},
		{"headers that differ", "orders", []string{order,
			"P1,C1,2026-03-02,2026-03-05,X,A,1,,,shipped", "P2,C1,2026-03-02,2026-03-05,,A,1,,,shipped", "P1,C2,2026-03-02,2026-03-06,,A,1,,,shipped"},
			[]string{"4 customer import.header_differs", "4 shipped_on import.header_differs", "4 po_number import.header_differs"}},
		{"tax before its law", "orders", []string{order, "P1,C1,2010-03-02,2010-03-02,,A,1,,,shipped"}, []string{"2 sku tax.rate"}},
		{"too large", "orders", []string{order, "P1,C1,2026-03-02,2026-03-02,,A,9000000000,9000000,,shipped"}, []string{"2 unit_price money.overflow"}},
		{"payment", "payments", []string{"received_on,customer,amount,currency,reference,payer",
			"2026-03-02,C1,10,,,", "2027-03-02,C9,0,USD,,", ",C1,1.234,,,"},
			[]string{"3 received_on import.future", "3 customer party.unknown", "3 currency import.currency", "4 received_on table.empty", "4 amount table.decimals"}},
		{"payment of nothing", "payments", []string{"received_on,customer,amount", "2026-03-02,C1,-5"}, []string{"2 amount payment.amount"}},
		{"open item", "open-items", []string{"customer,invoice_number,issued_on,due_on,currency,total,open",
			"C1,F1,2026-03-02,2026-04-01,EUR,100,101", "C1,F2,2026-03-02,2026-03-01,,100,100", "C1,,2026-03-02,2026-03-01,CAD,100,x", "C9,F3,2026-03-02,2026-04-01,,-100,100"},
			[]string{"2 open receivable.opening_amount", "3 due_on receivable.opening_due", "4 invoice_number table.empty", "4 currency import.currency",
				"4 open table.number", "5 customer party.unknown", "5 open receivable.opening_amount"}},
		{"price", "prices", []string{"list,sku,min_quantity,price,currency,valid_from,valid_to,customer,group",
			"PUB,A,,10,,,,,", "PUB,A,1,11,,,,,", "DUP,A,,,,,,C1,", "DUP,A,5,9,,,,C2,", "DUP,ZZ,,1,,2026-03-02,2026-03-01,C1,", "two words,A,,-1,,,,,",
			"G,A,,1,,,,,nobody", "H,A,,1,,,,C9,", "I,A,-1,1,,,,C1,"},
			[]string{"3 sku import.twice", "4 price table.empty", "5 list import.twice", "6 sku catalog.unknown", "6 valid_to catalog.ends_before", "7 list catalog.code",
				"7 price catalog.price_negative", "8 group party.group_unknown", "9 customer party.unknown", "10 min_quantity catalog.least_negative"}},
		{"tax rate", "tax-rates", []string{"state,postcode,rate,freight_taxable,services_taxable,valid_from",
			"ZZ,,7,yes,,2026-01-01", "NY,A1,101,no,,2026-01-01", "NY,,x,perhaps,,", ",100,,,,", "CA,,7.25,no,,2026-01-01", "us-ca,,7.5,no,,2026-01-01"},
			[]string{"2 state tax.state", "3 postcode seller.rate_postcode", "3 rate seller.rate_percent", "4 rate table.number", "4 freight_taxable import.yes",
				"4 valid_from table.empty", "5 state table.empty", "5 rate table.empty", "5 freight_taxable table.empty", "5 valid_from table.empty", "7 state import.twice"}},
		{"long cell", "customers", []string{"number,name,country,currency,terms", "C9," + strings.Repeat("é", 301) + ",FR,EUR,net30"}, []string{"2 name import.long"}},
		{"control characters", "customers", []string{"number,name,country,currency,terms,street", "C9,Du\x01pont,FR,EUR,net30,\u0010", "C8,Du\uffffpont,FR,EUR,net30,"},
			[]string{"2 name form.legible", "2 street form.legible", "3 name form.legible"}},
		{"no header", "customers", []string{"number,name,country", "C9,X,FR"}, []string{"1 currency, terms table.header_missing"}},
		{"uneven", "items", []string{"sku,name,kind", "A,B,goods", "C,D", "E"}, []string{"3  table.uneven", "4  table.uneven"}},
		{"empty", "items", []string{""}, []string{"1  table.empty_file"}},
	}
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		before := w.number(qTestEvents)
		for _, c := range cases {
			out := w.take(w.request(c.kind, lines(c.lines...)))
			var got []string
			for _, e := range out.Errors {
				got = append(got, fmt.Sprintf("%d %s %s", e.Row, e.Column, e.Code))
				if e.Message == "" || e.Message == e.Code || strings.ContainsAny(e.Message, "{}") {
					t.Errorf("%s: no sentence for %+v", c.name, e)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
			}
			if out.Applied != 0 {
				t.Errorf("%s: applied %d", c.name, out.Applied)
			}
		}
		if after := w.number(qTestEvents); after != before {
			t.Errorf("%d facts of wrong files", after-before)
		}
	})
}

func TestRequestsThatAreWrong(t *testing.T) {
	w := french(t, dbtest.SQLite(t))
	for code, in := range map[string]Request{
		"import.kind":        w.request("cours", ""),
		"table.map":          {Kind: "items", Map: []byte("what"), Caller: w.caller},
		"table.map_column":   {Kind: "items", Data: []byte("sku"), Map: []byte("colour = Couleur"), Caller: w.caller},
		"import.entity":      {Kind: "items"},
		"table.map_constant": {Kind: "items", Data: []byte("sku,name,kind\na,b,goods\n"), Map: []byte("price := dear"), Caller: w.caller},
	} {
		if _, err := Run(w.ctx, w.app, in); refuse.Code(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

// A wrong file comes back with its cells as they were and what is wrong.
func TestRejected(t *testing.T) {
	w := french(t, dbtest.SQLite(t))
	data := "Nom;numéro;country;currency;terms;credit_limit;couleur\r\n" +
		"D\xe9pôt \"A\";C1;FR;EUR;net30;1 000,50;rouge\r\n" +
		"=1+1;C2;FR;EUR;jamais;-5,00;vert\r\n"
	data = strings.ReplaceAll(data, "ô", "\xf4")
	data = strings.ReplaceAll(data, "é", "\xe9")
	data = strings.ReplaceAll(data, "D\xe9p\xf4t \"A\"", "\"D\xe9p\xf4t \"\"A\"\"\"")
	in := w.request("customers", data)
	in.Map = []byte("name = Nom\nnumber = numéro\n")
	out := w.take(in)
	want := "\uFEFFNom;numéro;country;currency;terms;credit_limit;couleur;error\n" +
		"=1+1;C2;FR;EUR;jamais;-5,00;vert;\"Row 3, terms: “jamais” is not a payment term (examples: net30, eom30, eom30.10, eomB45, 2/10net30)."
	if got := string(out.Rejected); !strings.HasPrefix(got, "\uFEFFNom;numéro;country") || !strings.Contains(got, "\n=1+1;C2;FR;EUR;jamais;-5,00;vert;") {
		t.Errorf("%s\nwant %s", got, want)
	}
	if out.Shape.Encoding.Value != "latin-1" || out.Shape.Separator.Value != ";" || out.Shape.Decimal.Value != "comma" {
		t.Errorf("%+v", out.Shape)
	}
	in.Data = []byte(strings.NewReplacer("jamais", "net30", "-5,00", "5,00").Replace(string(out.Rejected)))
	if out = w.take(in); len(out.Errors) > 0 || out.Applied != 1 {
		t.Errorf("the corrected file: %+v", out)
	}
}

// A workbook is read by its cells' own types; its wrong rows come back as CSV.
func TestWorkbook(t *testing.T) {
	w := french(t, dbtest.SQLite(t))
	w.masters()
	book := xlsx.NewFile()
	sheet, err := book.AddSheet("Paiements")
	if err != nil {
		t.Fatal(err)
	}
	head := sheet.AddRow()
	for _, name := range []string{"received_on", "customer", "amount"} {
		head.AddCell().SetString(name)
	}
	for _, customer := range []string{"C1", "C9"} {
		row := sheet.AddRow()
		row.AddCell().SetDate(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
		row.AddCell().SetString(customer)
		row.AddCell().SetFloat(1234.5)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	out := w.take(w.request("payments", b.String()))
	if want := "\uFEFFreceived_on,customer,amount,error\n2026-03-02,C9,1234.5,"; len(out.Errors) != 1 || !strings.HasPrefix(string(out.Rejected), want) {
		t.Errorf("%+v\n%s", out.Errors, out.Rejected)
	}
	in := w.request("payments", b.String())
	in.Map = []byte("customer.C9 = C2")
	if out := w.take(in); out.Applied != 2 {
		t.Errorf("%+v", out)
	}
}

func TestDryRun(t *testing.T) {
	w := french(t, dbtest.SQLite(t))
	w.masters()
	before := w.number(qTestEvents)
	in := w.request("orders", someOrders)
	in.DryRun = true
	if out := w.take(in); out.Rows != 6 || out.Applied != 0 || out.AlreadyImported != 0 || len(out.Errors) > 0 || out.Shape.Dates.Value != "iso" {
		t.Errorf("%+v", out)
	}
	if w.number(qTestEvents) != before || len(w.texts(qTestFiles)) != 2 {
		t.Error("a dry run left something")
	}
}

func TestOrders(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("orders", someOrders)
		want := []string{"O1 closed  ", "O2 cancelled  ", "O3 closed  ", "O4 credit_hold manual "}
		if got := w.texts(qTestOrders); !slices.Equal(got[:4], want) || !strings.HasPrefix(got[4], "O5 draft") {
			t.Errorf("%q", got)
		}
		if n, err := w.app.DB.Idle(w.ctx); n != 1 || err != nil {
			t.Errorf("%d steps, %v; want only the new order's", n, err)
		}
		type issued struct {
			Number, Old string
			On          day.Day
			Total       money.Amount
		}
		got := ask(w, func(r *db.Read) ([]issued, error) { return db.All[issued](r, qTestIssued) })
		if want := []issued{{"H1-000001", "", day.Of(2026, 3, 3), 7913}, {"H1-000002", "OLD-1", day.Of(2026, 3, 5), 27240}}; !slices.Equal(got, want) {
			t.Errorf("invoices %v, want %v", got, want)
		}
		type fact struct {
			Type string
			Day  day.Day
		}
		days := ask(w, func(r *db.Read) ([]fact, error) { return db.All[fact](r, qTestDays) })
		var said []string
		for _, f := range days {
			said = append(said, f.Type+" "+f.Day.String())
		}
		if want := []string{
			"order.captured 2026-03-01", "order.captured 2026-03-01", "order.confirmed 2026-03-01", "order.cancelled 2026-03-01",
			"order.captured 2026-03-02", "order.confirmed 2026-03-02", "order.released 2026-03-03", "shipping.shipped 2026-03-03", "order.closed 2026-03-03", "invoice.issued 2026-03-03",
			"order.captured 2026-03-04", "order.held 2026-03-04", "order.released 2026-03-05", "shipping.shipped 2026-03-05", "order.closed 2026-03-05", "invoice.issued 2026-03-05",
			"order.captured 2026-11-20", "order.confirmed 2026-11-21"}; !slices.Equal(said, want) {
			t.Errorf("facts\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
		}
		w.counts("orders", someOrders, 0, 6)
		w.counts("orders", someOrders+"\n", 0, 6)
		w.counts("orders", someOrders+"O6,C2,2026-02-01,,2026-02-02,,A,1,,,shipped,OLD-9\n", 1, 6)
		if files := w.texts(qTestFiles); files[len(files)-1] != "orders done 3 7 1 13" {
			t.Errorf("%q", files)
		}
		all := ask(w, func(r *db.Read) ([]insight.InvoiceRow, error) { return insight.Invoices(r, insight.AsOf{}) })
		if last := all[len(all)-1]; last.Number != "H3-000001" || last.IssuedOn != day.Of(2026, 2, 2) {
			t.Errorf("the second import has its own series: %+v", last)
		}
		w.verified()
	})
}

// An order's number with other bytes is refused, and nothing else of the file
// is applied.
func TestOrderWithOtherBytes(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("orders", someOrders)
		rows := w.number(qTestRows)
		other := strings.Replace(someOrders, "O2,C2,2026-03-01,,,,A,1", "O7,C2,2026-03-01,,,,A,1", 1)
		other = strings.Replace(other, "B,1,30.00", "B,2,30.00", 1)
		out := w.take(w.request("orders", other))
		if len(out.Errors) != 1 || out.Errors[0].Code != "import.order_known" || out.Errors[0].Row != 2 || out.Applied != 0 || w.number(qTestRows) != rows {
			t.Errorf("%+v", out)
		}
	})
}

func TestEqualRows(t *testing.T) {
	const head, row = "received_on,customer,amount,reference\n", "2026-03-02,C1,10.00,\n"
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.counts("payments", head+row+row, 2, 0)
		w.counts("payments", head+row+row, 0, 2)
		w.counts("payments", head+row+row+row, 1, 2)
		w.counts("payments", "received_on;customer;amount\n02/03/2026;C1;10,0\n31/03/2026;C1;10\n", 1, 1) // the same said otherwise
		p := ask(w, func(r *db.Read) (credit.Position, error) { return credit.Of(r, credit.ByCustomer{ID: "C1"}) })
		if p.Unapplied.Text() != "40.00" {
			t.Errorf("%s unapplied", p.Unapplied)
		}
		w.counts("stock", lines("sku,quantity", "A,1", "A,1"), 2, 0)
		w.counts("stock", lines("sku,quantity", "A,1", "A,2"), 1, 1)
		w.verified()
	})
}

func TestExpectedReceipts(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		file := lines("warehouse,sku,quantity,expected_on,reference,unit_cost", ",A,10,2027-01-15,F-1,6.50", "MAIN,A,4,2027-01-08,,")
		w.counts("expected", file, 2, 0)
		w.counts("expected", file, 0, 2)
		list := ask(w, func(r *db.Read) (db.Counted[stock.ExpectedView], error) {
			return stock.ListExpected(r, stock.ExpectedFilter{})
		}).Items
		if len(list) != 2 || list[0].Left != money.Units(4) || list[0].UnitCost != 0 || list[1].UnitCost != 6_500000 || list[1].Reference != "F-1" || list[1].Warehouse != "MAIN" {
			t.Errorf("%+v", list)
		}
		w.verified()
	})
}

func TestStock(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("orders", lines("order,customer,ordered_on,sku,quantity,status", "O1,C2,2026-11-20,A,3,new"))
		w.settle()
		w.yes("stock", lines("warehouse,sku,quantity,unit_cost,as_of,bin", "MAIN,A,10,60.00,2026-10-31, a-03-2", ",B,0,,,", "MAIN,B,4,1.255,,"))
		w.settle()
		if rows := ask(w, func(r *db.Read) (db.Counted[listing.StockRow], error) {
			return listing.Stock(r, listing.StockIn{Q: "A"})
		}); rows.Items[0].Bin != "A-03-2" {
			t.Errorf("%+v", rows.Items)
		}
		l := ask(w, func(r *db.Read) (stock.LevelView, error) { return stock.Show(r, stock.BySKU{SKU: "A"}) })
		if l.OnHand != money.Units(10) || l.Reserved != money.Units(3) {
			t.Errorf("stock of a past day goes to the orders that wait: %+v", l)
		}
		if got, want := w.books(), "370000 605.02 0.00\n890000 0.00 605.02\n"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		w.yes("orders", lines("order,customer,ordered_on,shipped_on,sku,quantity,unit_price,status", "O2,C2,2026-01-20,2026-01-21,A,2,100,shipped"))
		if l := ask(w, func(r *db.Read) (stock.LevelView, error) { return stock.Show(r, stock.BySKU{SKU: "A"}) }); l.OnHand != money.Units(10) {
			t.Errorf("history took from today's stock: %+v", l)
		}
		if got, want := w.books(), "370000 605.02 0.00\n411000 240.00 0.00\n445710 0.00 40.00\n603700 120.00 0.00\n707000 0.00 200.00\n890000 0.00 725.02\n"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		w.verified()
	})
}

func TestPayments(t *testing.T) {
	const head = "received_on,customer,amount,currency,reference,payer\n"
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("payments", head+"2026-03-01,C2,79.13,EUR,,\n2026-03-10,,272.40,,OLD-1,Dupont\n2026-03-11,,5,EUR,,nobody\n2026-03-12,C1,1.00,,,\n")
		w.yes("orders", someOrders)
		w.settle()
		var got []string
		for _, p := range ask(w, func(r *db.Read) ([]insight.PaymentRow, error) { return insight.Payments(r, insight.AsOf{}) }) {
			s := fmt.Sprint(p.ReceivedOn, " ", p.Applied, " ", p.Unapplied)
			for _, i := range p.Invoices {
				s += fmt.Sprint(" ", i.Number, " ", i.AppliedOn)
			}
			got = append(got, s)
		}
		if want := []string{"2026-03-01 79.13 EUR 0.00 EUR H1-000001 2026-03-03", "2026-03-10 0.00 EUR 272.40 EUR", "2026-03-11 0.00 EUR 5.00 EUR", "2026-03-12 0.00 EUR 1.00 EUR"}; !slices.Equal(got, want) {
			t.Errorf("%q\nwant %q", got, want)
		}
		w.yes("payments", head+"2026-03-15,,272.40,,n° OLD-1,Dupont\n")
		all := ask(w, func(r *db.Read) ([]insight.PaymentRow, error) { return insight.Payments(r, insight.AsOf{}) })
		if p := all[len(all)-1]; p.Customer == nil || *p.Customer != "C1" || p.Unapplied.Minor != 0 {
			t.Errorf("the old number leads to the invoice: %+v", p)
		}
		if v := ask(w, func(r *db.Read) (db.Page[payment.View], error) { return payment.List(r, payment.Filter{}) }); len(v.Items) != 5 {
			t.Errorf("%d payments", len(v.Items))
		}
		w.verified()
	})
}

func TestOpenItems(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("open-items", lines("customer,invoice_number,issued_on,due_on,currency,total,open",
			"C1,F-1,2026-09-01,2026-10-01,EUR,1200.00,800.00", "C1,F-2,2026-11-01,2026-12-01,,100,100", "C2,A-1,2026-10-01,2026-10-01,EUR,-50,-20.50", "C2,F-3,2026-01-01,2026-02-01,,10,0"))
		w.settle()
		if got, want := w.books(), "411000 879.50 0.00\n890000 0.00 879.50\n"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		items := ask(w, func(r *db.Read) ([]insight.OpenRow, error) { return insight.OpenItems(r, insight.AsOf{}) })
		if len(items) != 2 || items[0].Invoice != "F-1" || items[0].Open.Text() != "800.00" || items[0].DaysLate != 51 {
			t.Errorf("%+v", items)
		}
		p := ask(w, func(r *db.Read) (credit.Position, error) { return credit.Of(r, credit.ByCustomer{ID: "C2"}) })
		if p.Open.Minor != 0 || p.Unapplied.Text() != "20.50" {
			t.Errorf("%+v", p)
		}
		w.yes("payments", lines("received_on,customer,amount,reference", "2026-11-20,C1,300.00,F-1"))
		items = ask(w, func(r *db.Read) ([]insight.OpenRow, error) { return insight.OpenItems(r, insight.AsOf{}) })
		if items[0].Open.Text() != "500.00" {
			t.Errorf("an item taken over is paid by its number: %+v", items[0])
		}
		w.verified()
	})
}

// Money of before the cut-over starts no step, yet orders that wait for it go on.
func TestPaymentsFreeHeldOrders(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		w.yes("open-items", lines("customer,invoice_number,issued_on,due_on,total,open", "C1,F-1,2026-11-01,2026-12-01,900,900"))
		w.yes("orders", lines("order,customer,ordered_on,sku,quantity,status", "O1,C1,2026-11-20,S,3,new", "O2,C1,2026-11-20,S,1,on_hold"))
		w.settle()
		if got := w.texts(qTestOrders); got[0] != "O1 credit_hold limit " {
			t.Fatalf("%q", got)
		}
		w.yes("payments", lines("received_on,customer,amount,reference", "2026-11-19,C1,900,F-1"))
		w.settle()
		if got := w.texts(qTestOrders); got[0] != "O1 confirmed  " || got[1] != "O2 credit_hold manual " {
			t.Errorf("%q", got)
		}
		w.verified()
	})
}

// An import that was cut off goes on with the same bytes; the result is that
// of one that was not.
func TestResume(t *testing.T) {
	defer func(n int) { piece = n }(piece)
	piece = 2
	dbtest.Both(t, func(t *testing.T, url string) {
		for cut := 1; cut <= 3; cut++ {
			w := french(t, again(t, url, cut))
			w.masters()
			ctx, cancel := context.WithCancel(w.ctx)
			in := w.request("orders", someOrders)
			pieces := 0
			in.Progress = func(done, total int) {
				if total != 10 {
					t.Errorf("%d steps", total)
				}
				if pieces++; pieces == cut {
					cancel()
				}
			}
			if _, err := Run(ctx, w.app, in); !errors.Is(err, context.Canceled) {
				t.Fatalf("cut after %d pieces: %v", cut, err)
			}
			in.Progress = nil
			if out := w.take(in); out.Applied+out.AlreadyImported != 6 || out.Applied == 0 || len(out.Errors) > 0 {
				t.Errorf("%+v", out)
			}
			w.counts("orders", someOrders, 0, 6)
			w.settle()
			if got, want := w.texts(qTestOrders), []string{"O1 closed  ", "O2 cancelled  ", "O3 closed  ", "O4 credit_hold manual ", "O5 credit_hold overdue "}; !slices.Equal(got, want) {
				t.Errorf("%q", got)
			}
			if got, want := w.books(), "411000 351.53 0.00\n445710 0.00 49.53\n706000 0.00 75.00\n707000 0.00 227.00\n"; got != want {
				t.Errorf("%s, want %s", got, want)
			}
			w.verified()
			if n := w.number(qTestRows); n != 3+4+10 {
				t.Errorf("%d known rows", n)
			}
		}
	})
}

// again is a fresh database for each turn.
func again(t *testing.T, url string, turn int) string {
	if turn == 1 {
		return url
	}
	if strings.HasPrefix(url, "sqlite:") {
		return dbtest.SQLite(t)
	}
	return dbtest.Postgres(t)
}

// A row that is refused while the file is applied stops it there; the rows
// before it stay, and the same bytes go on once the reason is gone.
func TestRefusedOnTheWay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		in := w.request("orders", someOrders)
		in.Progress = nil
		k, _ := find("orders")
		real := k.check
		defer func() { k.check = real }()
		broken := true
		k.check = func(c *check) {
			real(c)
			for i := range c.units {
				if s := &c.units[i].steps[0]; c.units[i].order == "O1" {
					do := s.do
					s.do = func(w *db.Write) (bool, error) {
						if broken {
							return false, refuse.New(refuse.Conflict, "stock.no_warehouse")
						}
						return do(w)
					}
				}
			}
		}
		out := w.take(in)
		if len(out.Errors) != 1 || out.Errors[0].Row != 2 || out.Errors[0].Code != "stock.no_warehouse" || out.Applied != 1 || out.Rejected == nil {
			t.Errorf("%+v", out)
		}
		if got := w.texts(qTestOrders); len(got) != 2 || got[0] != "O2 cancelled  " || got[1] != "O3 confirmed  " {
			t.Errorf("%q", got)
		}
		broken = false
		if out := w.take(in); out.Applied != 5 || out.AlreadyImported != 1 {
			t.Errorf("%+v", out)
		}
		w.counts("orders", someOrders, 0, 6)
		w.verified()
	})
}

// Two processes that import the same file at once apply each row once.
func TestTwoAtOnce(t *testing.T) {
	defer func(n int) { piece = n }(piece)
	piece = 3
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		var rows []string
		for i := range 40 {
			rows = append(rows, fmt.Sprintf("2026-03-%02d,C1,%d.00", 1+i%20, 1+i))
		}
		in := w.request("payments", lines(append([]string{"received_on,customer,amount"}, rows...)...))
		type answer struct {
			out Result
			err error
		}
		answers := make(chan answer)
		for range 3 {
			go func() {
				out, err := Run(w.ctx, w.app, in)
				answers <- answer{out, err}
			}()
		}
		applied := 0
		for range 3 {
			a := <-answers
			if a.err != nil || len(a.out.Errors) > 0 || a.out.Applied+a.out.AlreadyImported != 40 {
				t.Errorf("%+v %v", a.out, a.err)
			}
			applied += a.out.Applied
		}
		if applied != 40 {
			t.Errorf("%d rows applied", applied)
		}
		p := ask(w, func(r *db.Read) (credit.Position, error) { return credit.Of(r, credit.ByCustomer{ID: "C1"}) })
		if p.Unapplied.Text() != "820.00" {
			t.Errorf("%s unapplied", p.Unapplied)
		}
		w.verified()
	})
}

// Price lists come in by a file, a row a price; the same content again changes
// nothing, another price of the same row replaces it.
func TestPrices(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.masters()
		head := "list;sku;min_quantity;price;currency;valid_from;valid_to;customer"
		file := lines(head, "PUB;A;;95,50;EUR;2026-01-01;;", "PUB;A;10;90;EUR;2026-01-01;;", "DUP;A;1;80,123456;;2026-01-01;2026-12-31;C1")
		w.yes("prices", file)
		w.counts("prices", file, 0, 3)
		w.counts("prices", file+"\n", 0, 3)
		w.counts("prices", lines(head, "PUB;A;;96;EUR;2026-01-01;;", "PUB;A;10;90;EUR;2026-01-01;;"), 1, 1)
		for _, c := range []struct{ customer, quantity, want string }{
			{"C2", "1", "list 96.00"}, {"C2", "10", "break 900.00"}, {"C1", "10", "customer 801.23"},
		} {
			q, _ := money.ParseQuantity(c.quantity)
			v := ask(w, func(r *db.Read) (catalog.QuoteView, error) {
				return catalog.Quote(r, catalog.ToQuote{Customer: c.customer, SKU: "A", Quantity: q, Day: today})
			})
			if got := v.From + " " + v.Net.Text(); got != c.want {
				t.Errorf("%s × %s: %s, want %s", c.customer, c.quantity, got, c.want)
			}
		}
	})
}
