package web

import (
	"slices"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

// toInvoicePage is what has left and is not invoiced, by age and by what keeps
// it.
type toInvoicePage struct {
	Head   ui.Heading
	Tabs   []ui.Tab
	Ages   []ui.Bar
	Grid   ui.Grid
	Empty  *ui.EmptyPage
	Send   string
	Once   string // key under which the run is begun once
	Orders []string
	Month  dueMonth
}

// dueMonth is what of the goods billed by the month can be invoiced with one
// button: a month that is over, else the one under way.
type dueMonth struct {
	Month     string // 2026-10
	Send      string
	Customers []string
}

// causes keep a shipment from being invoiced.
var causes = []string{"ready", "failed", "month"}

// billAges are the ages of what has left, by days.
var billAges = []struct {
	key  string
	most int
}{{"today", 0}, {"3", 3}, {"7", 7}, {"30", 30}, {"older", 1 << 30}}

func (v *visit) toInvoice() error {
	p, err := v.toInvoicePage()
	if err != nil {
		return err
	}
	return v.show(p.Head.Title, toInvoiceBody(p))
}

func (v *visit) toInvoicePage() (toInvoicePage, error) {
	p := toInvoicePage{Head: ui.Heading{Title: v.say("web.to_invoice")}}
	all, err := ask(v, app.ToBillRows, listing.ToBillIn{})
	if err != nil {
		return p, err
	}
	cause := v.r.URL.Query().Get("cause")
	counts := map[string]int{}
	var shown []listing.ToBillRow
	var monthly []listing.ToBillRow
	var total, ready money.Amount
	for _, s := range all.Items {
		counts[s.Cause]++
		total += s.Home.Minor
		if s.Cause == "ready" {
			ready += s.Home.Minor
			if !slices.Contains(p.Orders, s.Order) {
				p.Orders = append(p.Orders, s.Order)
			}
		}
		if s.Cause == "month" {
			monthly = append(monthly, s)
		}
		if cause == "" || s.Cause == cause {
			shown = append(shown, s)
		}
	}
	c := v.entity().Currency
	p.Head.Sub = v.say("web.to_invoice.sum", "n", len(all.Items), "amount", total.In(c))
	p.Tabs = []ui.Tab{{Href: "/to-invoice", Text: v.say("web.view.all"), Count: ui.Number(v.ctx, len(all.Items)), On: cause == ""}}
	for _, k := range causes {
		p.Tabs = append(p.Tabs, ui.Tab{Href: "/to-invoice?cause=" + k, Text: v.say("web.bill." + k), Count: ui.Number(v.ctx, counts[k]), On: cause == k})
	}
	p.Ages = v.billAges(shown, c)
	p.Grid = v.toBillGrid(shown, c)
	if len(shown) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.to_invoice"), Text: v.say("web.empty.to_invoice.why")}
	}
	p.Once = v.app.DB.NewID().Text("key")
	if cause == "month" && v.may(app.BillMonth.Entry) && v.may(app.BeginMass.Entry) {
		p.Month = v.dueMonth(monthly, c)
	}
	if cause != "month" && len(p.Orders) > 0 && v.may(app.IssueInvoice.Entry) && v.may(app.BeginMass.Entry) {
		p.Send = v.say("web.to_invoice.send", "n", len(p.Orders), "amount", ready.In(c))
	}
	return p, nil
}

// dueMonth is the last month as long as something of it, or of one before, is
// left: that of the month under way would be on the same invoice else.
func (v *visit) dueMonth(rows []listing.ToBillRow, c money.Currency) (m dueMonth) {
	begins := v.today().MonthStart()
	over := slices.ContainsFunc(rows, func(r listing.ToBillRow) bool { return r.ShippedOn < begins })
	var sum money.Amount
	for _, r := range rows {
		if over && r.ShippedOn >= begins {
			continue
		}
		sum += r.Home.Minor
		if !slices.Contains(m.Customers, r.Customer) {
			m.Customers = append(m.Customers, r.Customer)
		}
	}
	if len(m.Customers) == 0 {
		return m
	}
	if over {
		begins = begins.AddMonths(-1)
	}
	m.Month = begins.String()[:len("2026-10")]
	m.Send = v.say("web.to_invoice.month", "month", ui.Month(v.ctx, begins), "n", len(m.Customers), "amount", sum.In(c))
	return m
}

func (v *visit) billAges(rows []listing.ToBillRow, c money.Currency) (bars []ui.Bar) {
	sums, late := make([]money.Amount, len(billAges)), make([]bool, len(billAges))
	begins := v.today().MonthStart()
	var most, total money.Amount
	for _, r := range rows {
		i := slices.IndexFunc(billAges, func(a struct {
			key  string
			most int
		}) bool {
			return r.Age <= a.most
		})
		sums[i] += r.Home.Minor
		late[i] = late[i] || i > 1 && (r.Cause != "month" || r.ShippedOn < begins) // a month that is not over is late for nothing
		total += r.Home.Minor
	}
	for _, s := range sums {
		most = max(most, s)
	}
	for i, a := range billAges {
		bar := ui.Bar{Text: v.say("web.bill.age." + a.key), Amount: ui.Money(v.ctx, sums[i].In(c)), Share: share(v.view.Lang, sums[i], total), Width: "0", Late: late[i]}
		if width, ok := (stat.Ratio{Num: int64(sums[i]), Den: int64(most)}).Times(100, 2); ok && sums[i] > 0 {
			bar.Width = width
		}
		bars = append(bars, bar)
	}
	return bars
}

var causeTones = map[string]ui.State{"ready": {Tone: "go", Icon: "ring"}, "failed": {Tone: "alert", Icon: "stop"}, "month": {Icon: "clock"}}

func (v *visit) toBillGrid(rows []listing.ToBillRow, c money.Currency) ui.Grid {
	g := ui.Grid{Caption: v.say("web.to_invoice"), Columns: []ui.Column{{Name: v.say("object.order"), Grow: true}, {Name: v.say("object.shipment")}, {Name: v.say("web.col.shipped_on")}, {Name: v.say("web.col.why")}, {Name: v.say("web.taxed_total"), Num: true, Key: true}}}
	var total money.Amount
	for _, r := range rows {
		state := causeTones[r.Cause]
		state.Text = v.say("web.bill." + r.Cause)
		total += r.Home.Minor
		g.Lines = append(g.Lines, ui.Line{ID: r.Shipment, Cells: []ui.Cell{{Text: r.Order, Small: r.Name, Href: v.link2("/orders/{id}", "/orders/"+escape(r.Order))}, {Text: r.Shipment},
			{Text: ui.Day(v.ctx, r.ShippedOn), Small: ui.Days(v.ctx, r.Age)}, {State: &state, Small: r.Error}, v.summedOf(r.Home, r.Amount)}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(rows)), "", "", "", ui.Money(v.ctx, total.In(c))}}
	return g
}

// issueAll begins the run that invoices each order that is ready, or each
// customer's month: its preview says what would become of each.
func (v *visit) issueAll() error {
	p, err := v.toInvoicePage()
	if err != nil {
		return err
	}
	if v.r.URL.Query().Get("cause") == "month" {
		return v.massAll("invoice.month", p.Month.Customers, "month="+p.Month.Month)
	}
	return v.massAll("invoice.issue", p.Orders)
}
