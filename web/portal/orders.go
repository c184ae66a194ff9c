package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// orders is the list of what was ordered.
func (v *visit) orders() error {
	shop := ui.Link{Href: "/portal/shop", Text: v.say("portal.shop")}
	return listed(v, list[portal.OrderRow]{name: "orders", states: []string{"waits", "going", "shipped", "cancelled"}, done: []string{"waits"}, find: "portal.find.number_or_yours",
		columns: []ui.Column{{Name: v.say("portal.col.number"), Grow: true}, {Name: v.say("portal.col.your_order")}, {Name: v.say("portal.col.ordered")},
			{Name: v.say("portal.col.state")}, {Name: v.say("portal.col.total"), Num: true, Key: true}},
		rows: func(c chosen) (db.Page[portal.OrderRow], error) {
			return ask(v, app.PortalOrders, portal.OrdersIn{Paging: c.Paging, Q: c.q, State: c.state})
		},
		line: func(o portal.OrderRow) ui.Line {
			state := v.orderState(o.State, o.Left.Minor == 0)
			return ui.Line{ID: o.ID, Cells: []ui.Cell{{Text: o.Number, Href: "/portal/orders/" + o.ID}, {Text: o.YourOrder, Soft: true}, {Text: ui.Day(v.ctx, o.OrderedOn)},
				{State: &state}, {Text: ui.Money(v.ctx, o.Total)}}}
		},
		next: shop, action: shop})
}

// orderState is how far an order is, in the customer's words.
func (v *visit) orderState(state string, shipped bool) ui.State {
	switch {
	case state == "credit_hold":
		return ui.State{Tone: "warn", Icon: "warn", Text: v.say("portal.order.waits")}
	case state == "cancelled":
		return ui.State{Icon: "stop", Text: v.say("portal.order.cancelled")}
	case shipped:
		return ui.State{Tone: "ok", Icon: "check", Text: v.say("portal.order.shipped")}
	case state == "draft":
		return ui.State{Icon: "clock", Text: v.say("portal.order.draft")}
	}
	return ui.State{Tone: "go", Icon: "truck", Text: v.say("portal.order.going")}
}

// orderPage is an order: where it is, and what frees it when it waits.
type orderPage struct {
	Head     ui.Heading
	ID       string
	Key      string
	Facts    []ui.Fact
	Lines    ui.Grid
	Track    []ui.Stage
	Bills    []ui.Fact
	Frees    *freePage
	Problems []string
	Again    string
}

// freePage is what is owed before an order can leave, and how to free it.
type freePage struct {
	Short    string
	Late     bool     // something is past due for too long
	Beyond   []string // what no payment settles
	Invoices []ui.Fact
	IDs      []string // to pay at once
	Pay      string
	Deposit  string
	To, Key  string // where the deposit is asked for
	Fits     []string
	Take     string // the catalogue with these quantities
	Can      bool
}

// payText says what paying does: it frees the order unless something else is
// in the way too.
func (p freePage) payText() string {
	if len(p.Beyond) > 0 {
		return "portal.frees.pay.only"
	}
	return "portal.frees.pay"
}

func (v *visit) order() error {
	o, err := ask(v, app.PortalOrder, portal.OrderIn{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p, err := v.orderPage(o)
	if err != nil {
		return err
	}
	return v.show(p.Head.Title, orderBody(p))
}

func (v *visit) orderPage(o portal.OrderOut) (orderPage, error) {
	left := money.Quantity(0)
	for _, l := range o.Lines {
		left += l.Quantity - l.Shipped
	}
	state := v.orderState(o.State, left <= 0)
	p := orderPage{ID: o.ID, Head: ui.Heading{Title: v.say("portal.order") + " " + o.Number, Sub: v.say("portal.ordered", "day", ui.Day(v.ctx, o.OrderedOn)), State: &state,
		Crumbs: []ui.Link{{Href: "/portal/orders", Text: v.say("portal.orders")}}}, Problems: o.Problems}
	if o.YourOrder != "" {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.col.your_order"), Text: o.YourOrder})
	}
	if !o.PromisedOn.IsZero() {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.promised_on"), Text: ui.Day(v.ctx, o.PromisedOn)})
	}
	p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.net"), Text: ui.Money(v.ctx, o.Net)}, ui.Fact{Name: v.say("portal.tax"), Text: ui.Money(v.ctx, o.Tax)},
		ui.Fact{Name: v.say("portal.total"), Text: ui.Money(v.ctx, o.Total), Total: true})
	p.Lines = ui.Grid{Caption: v.say("portal.lines"), Columns: []ui.Column{{Name: v.say("portal.col.item"), Grow: true}, {Name: v.say("portal.col.quantity"), Num: true}, {Name: v.say("portal.col.shipped"), Num: true},
		{Name: v.say("portal.col.net"), Num: true, Key: true}}}
	again := url.Values{}
	for _, l := range o.Lines {
		shipped := ui.Number(v.ctx, l.Shipped)
		small := l.SKU
		if l.Waiting > 0 {
			small += " · " + v.say("portal.waiting", "n", l.Waiting)
		}
		p.Lines.Lines = append(p.Lines.Lines, ui.Line{ID: l.SKU, Cells: []ui.Cell{{Text: l.Name, Small: small}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: shipped}, {Text: ui.Money(v.ctx, l.Net)}}})
		again.Add("q-"+l.SKU, l.Quantity.String())
	}
	p.Again = "/portal/shop?" + again.Encode()
	for _, s := range o.Shipments {
		p.Track = append(p.Track, v.stage(s))
	}
	for _, b := range o.Invoices {
		p.Bills = append(p.Bills, ui.Fact{Name: v.say("portal.type."+b.Type) + " " + b.Number, Text: ui.Money(v.ctx, b.Total), Href: "/portal/invoices/" + b.ID})
	}
	var err error
	if p.Frees, err = v.frees(o.Frees); p.Frees != nil {
		p.Key = v.key()
		p.Frees.To, p.Frees.Key = "/portal/orders/"+url.PathEscape(o.ID)+"/deposit", p.Key
	}
	return p, err
}

func (v *visit) stage(s portal.Parcel) ui.Stage {
	out := ui.Stage{Name: v.say("portal.parcel") + " " + s.Number, Href: "/portal/shipments/" + s.ID + "/pdf"}
	switch {
	case !s.DeliveredOn.IsZero():
		out.Text = v.say("portal.delivered", "day", ui.Day(v.ctx, s.DeliveredOn))
	case !s.ShippedOn.IsZero():
		out.Text, out.Now = v.say("portal.left", "day", ui.Day(v.ctx, s.ShippedOn)), true
	default:
		out.Text, out.Todo, out.Href = v.say("portal.preparing"), true, ""
	}
	return out
}

// frees says what frees an order: the invoices to pay now, a deposit, or
// quantities that fit.
func (v *visit) frees(a *credit.Answer) (*freePage, error) {
	if a == nil {
		return nil, nil
	}
	p := &freePage{Can: v.options.Till != nil}
	if a.Shortfall.Minor > 0 {
		p.Short = ui.Money(v.ctx, a.Shortfall)
	}
	p.Late = a.Late()
	for _, w := range a.Beyond() {
		p.Beyond = append(p.Beyond, w.Text)
	}
	if a.Deposit != nil {
		p.Deposit = ui.Money(v.ctx, *a.Deposit)
	}
	fit := url.Values{}
	for _, l := range a.Lines {
		p.Fits = append(p.Fits, words.Labelled(v.view.Lang, l.SKU, ui.Number(v.ctx, l.Quantity)))
		fit.Set("q-"+l.SKU, l.Quantity.String())
	}
	p.Take = "/portal/shop?" + fit.Encode()
	account, err := v.entry()
	if err != nil {
		return p, err
	}
	total := money.Money{}
	for _, x := range a.Pay {
		if slices.ContainsFunc(account.Due, func(d portal.Due) bool { return d.Number == x.Number && d.Filed != nil }) {
			continue
		}
		p.Invoices = append(p.Invoices, ui.Fact{Name: x.Number, Text: ui.Money(v.ctx, x.Open)})
		for _, d := range account.Due {
			if d.Number == x.Number && d.ToPay.Minor > 0 {
				p.IDs = append(p.IDs, d.ID)
				total = (total.Minor + d.ToPay.Minor).In(d.ToPay.Currency)
			}
		}
	}
	if len(p.IDs) > 0 {
		p.Pay = ui.Money(v.ctx, total)
	}
	return p, nil
}

// shopPage is the catalogue and what is chosen of it.
type shopPage struct {
	Q        string
	Offers   []offer
	Chosen   []offer
	Next     string
	PO       string
	Key      string
	Ready    *orderPage // previewed
	Problems []ui.Problem
}

type offer struct {
	SKU, Name, Price, Stock, Quantity string
	There                             bool
}

func (v *visit) shop() error { return v.shopWith(http.StatusOK, v.r.URL.Query(), nil, nil) }

func (v *visit) shopWith(status int, form url.Values, ready *orderPage, why error) error {
	in := portal.CatalogueIn{Q: form.Get("q")}
	in.Cursor, in.Limit = form.Get("after"), 20
	out, err := ask(v, app.PortalItems, in)
	if err != nil {
		return err
	}
	p := shopPage{Q: in.Q, PO: form.Get("po_number"), Key: v.key(), Ready: ready}
	shown := map[string]bool{}
	for _, o := range out.Items {
		shown[o.SKU] = true
		p.Offers = append(p.Offers, v.offer(o, form.Get("q-"+o.SKU)))
	}
	for name := range form {
		sku, ok := strings.CutPrefix(name, "q-")
		if ok && !shown[sku] && form.Get(name) != "" && len(p.Chosen) < 200 {
			p.Chosen = append(p.Chosen, offer{SKU: sku, Quantity: form.Get(name)})
		}
	}
	if out.Next != nil {
		p.Next = *out.Next
	}
	if why != nil {
		p.Problems = append(p.Problems, ui.Problem{Text: v.app.Say(v.view.Lang, why)})
		if r, no := refuse.As(why); no {
			for _, f := range r.Fields {
				p.Problems = append(p.Problems, ui.Problem{Text: v.app.Say(v.view.Lang, &refuse.Refusal{Code: f.Code, Args: f.Args, Kind: r.Kind})})
			}
		}
	}
	return v.status(status, v.say("portal.shop"), shopBody(p))
}

func (v *visit) offer(o portal.Offer, quantity string) offer {
	out := offer{SKU: o.SKU, Name: o.Name, Price: v.say("portal.on_request"), Quantity: quantity, There: true, Stock: v.say("portal.stock.service")}
	if o.Price != nil {
		out.Price = ui.Money(v.ctx, *o.Price)
	}
	if o.Available != nil {
		if out.There = *o.Available > 0; out.There {
			out.Stock = v.say("portal.stock", "n", *o.Available)
		} else if !o.ReadyOn.IsZero() {
			out.Stock = v.say("portal.stock.on", "day", ui.Day(v.ctx, o.ReadyOn))
		} else {
			out.Stock = v.say("portal.stock.none")
		}
	}
	return out
}

// buy searches on, previews what is chosen, or orders it.
func (v *visit) buy() error {
	if err := v.r.ParseForm(); err != nil {
		return refuse.New(refuse.BadRequest, "input.invalid")
	}
	form := v.r.PostForm
	if form.Get("step") == "look" || form.Get("after") != "" && form.Get("step") == "" {
		return v.shopWith(http.StatusOK, form, nil, nil)
	}
	form.Del("after")
	in := portal.NewOrder{PONumber: strings.TrimSpace(form.Get("po_number"))}
	for name := range form {
		sku, ok := strings.CutPrefix(name, "q-")
		text := words.Untyped(form.Get(name))
		if !ok || text == "" || text == "0" {
			continue
		}
		quantity, err := money.ParseQuantity(text)
		if err != nil {
			return v.shopWith(http.StatusUnprocessableEntity, form, nil, refuse.New(refuse.Invalid, "portal.quantity", "sku", sku))
		}
		in.Lines = append(in.Lines, portal.NewTaken{SKU: sku, Quantity: quantity})
	}
	sortLines(in.Lines)
	if len(in.Lines) == 0 {
		return v.shopWith(http.StatusUnprocessableEntity, form, nil, refuse.New(refuse.Invalid, "portal.no_order_line"))
	}
	if step := form.Get("step"); step == "order" || step == "deposit" {
		return v.ordered(form, in)
	}
	call := v.call
	call.Preview = true
	o, err := app.PlaceOwnOrder.Do(v.r.Context(), v.app, call, in)
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.shopWith(http.StatusUnprocessableEntity, form, nil, err)
	}
	if err != nil {
		return err
	}
	p, err := v.orderPage(o)
	if err != nil {
		return err
	}
	return v.shopWith(http.StatusOK, form, &p, nil)
}

func (v *visit) ordered(form url.Values, in portal.NewOrder) error {
	id, err := made(v, app.PlaceOwnOrder, in, "")
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.shopWith(http.StatusUnprocessableEntity, form, nil, err)
	}
	if err != nil {
		return err
	}
	if form.Get("step") == "deposit" {
		return v.advance(id)
	}
	return v.to("/portal/orders?done=ordered")
}

// depositFor asks for the deposit that frees an order, and goes to pay it.
func (v *visit) depositFor() error { return v.advance(v.r.PathValue("id")) }

// advance asks for the deposit of an order and leads to where it is paid. When
// the order needs none any more, its page says how it stands.
func (v *visit) advance(id string) error {
	deposit, err := made(v, app.DepositOwn, portal.DepositFor{ID: id}, ":deposit")
	if refuse.Code(err) == "portal.no_deposit" {
		return v.to("/portal/orders/" + url.PathEscape(id))
	}
	if err != nil {
		return err
	}
	account, err := v.entry()
	if err != nil {
		return err
	}
	for _, d := range account.Due {
		if d.ID == deposit && d.ToPay.Minor > 0 && v.options.Till != nil {
			return v.leave([]portal.PayPart{part(d.ID, d.ToPay)}, []portal.Due{d})
		}
	}
	return v.to(home) // paid, being paid, or to be paid otherwise: it stands there
}

func sortLines(lines []portal.NewTaken) {
	slices.SortFunc(lines, func(a, b portal.NewTaken) int { return strings.Compare(a.SKU, b.SKU) })
}
