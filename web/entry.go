package web

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// entry is an order as it is typed: what the browser holds and sends whole each
// time, so that nothing typed is lost and no draft is kept.
type entry struct {
	number   string // of the order that is amended; "" for a new one
	customer string
	fields   map[string]string // po_number, requested_on, ship_to, freight, tax_included
	was      map[string]string // the fields of the order that is amended, as they were when the form was filled
	lines    []typedLine
	text     string // typed into the line of entry
}

// typedLine is a line as it is typed. n is the line of the order it amends, of
// which hadQuantity and hadDiscount are what it said when the form was filled.
type typedLine struct{ n, sku, quantity, price, discount, hadQuantity, hadDiscount string }

// entryPage is what the template shows of it.
type entryPage struct {
	Head      ui.Heading
	Path      string
	Find      string // where what is typed into the line of entry is looked up
	Key       string
	Customer  string
	Name      string
	Asked     string // what was typed to find the customer
	Customers []entryHit
	Fields    []ui.Input
	Trouble   string      // above the problems, when they are not what is missing
	Was       []ui.Option // hidden: what an order said when the form was filled
	Lines     []entryLine
	Text      string
	Items     []entryHit
	Nothing   bool // what was typed finds no item
	Focus     string
	Problems  []ui.Problem
	Light     *light
	Credit    *ui.ExposureBar
	Ways      []string // what would free the order
	Totals    []ui.Fact
	Do, Also  string // the buttons: what is done, and what may be done instead
	Ready     bool
	History   []ui.Moment
	Hints     []string
}

// entryHit is an item or a customer that was found, and the step that takes it.
type entryHit struct{ Step, Title, Text, Amount, Small string }

// entryLine is a line as the page shows it.
type entryLine struct {
	ID                               int
	N, SKU, Name, Unit               string
	Quantity, Price, Discount, Asked string // typed; Asked is the price it has when none is typed
	Net                              string
	Trail                            []ui.Fact
	Stock                            ui.State
	Floor                            *ui.State
	Errors                           map[string]string
	Old                              bool
	HadQuantity, HadDiscount         string
}

// enter is the form of a new order; a customer may stand in the address.
func (v *visit) enterOrder() error {
	e := entry{customer: v.r.URL.Query().Get("customer"), fields: map[string]string{}}
	return v.entered(http.StatusOK, e, "", nil)
}

// orderTyped does a step of the form: find, take, drop, look again, or the order itself.
func (v *visit) orderTyped() error {
	e := v.typedOrder()
	step, what, _ := strings.Cut(v.r.PostFormValue("step"), ":")
	focus := "entry"
	switch step {
	case "customer":
		e.customer = what
	case "other":
		e.customer, focus = "", "asked"
	case "place":
		return v.placeOrder(e)
	case "look":
		focus = ""
	default:
		focus = v.lineStep(&e, step, what)
	}
	return v.entered(http.StatusOK, e, focus, nil)
}

// lineStep adds or drops a line; it says where to go on.
func (v *visit) lineStep(e *entry, step, what string) string {
	switch step {
	case "take":
		quantity, _ := measured(e.text)
		return e.take(what, quantity)
	case "drop":
		if i := atoi(what); i < len(e.lines) {
			e.lines = slices.Delete(e.lines, i, i+1)
		}
	case "add":
		quantity, text := measured(e.text)
		if text == "" {
			return "entry"
		}
		found, err := ask(v, app.ItemRows, listing.ItemsIn{Paging: paging(2), Q: cutRunes(text, 100)})
		if err == nil && (len(found.Items) == 1 || len(found.Items) > 1 && strings.EqualFold(found.Items[0].SKU, text)) {
			return e.take(found.Items[0].SKU, quantity)
		}
	}
	return "entry"
}

// take puts an item on a new line. When its quantity was not typed that is next.
func (e *entry) take(sku, quantity string) string {
	focus := "entry"
	if quantity == "" {
		quantity, focus = "1", fmt.Sprint("quantity-", len(e.lines))
	}
	if len(e.lines) < mostTyped {
		e.lines, e.text = append(e.lines, typedLine{sku: sku, quantity: quantity}), ""
	}
	return focus
}

var amounted = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)(?:\s*[x×*]\s*|\s+)(.+)$`)

// measured cuts what is typed into a quantity and what it is of: "24 assiette".
func measured(text string) (quantity, what string) {
	if m := amounted.FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	return "", text
}

// new reads the input of order.place; what can not be read is wrong at its field.
func (e entry) new() (order.New, *refuse.Refusal) {
	wrong := refuse.New(refuse.Invalid, "order.invalid")
	in := order.New{Customer: e.customer, PONumber: e.fields["po_number"], ShipTo: e.fields["ship_to"], Freight: e.fields["freight"], TaxIncluded: e.fields["tax_included"] != ""}
	if text := e.fields["requested_on"]; text != "" {
		d, err := day.Parse(text)
		if err != nil {
			wrong.At("/requested_on", "input.date")
		}
		in.RequestedOn = d
	}
	for i, l := range e.lines {
		line := order.NewLine{SKU: l.sku}
		if q := l.read(i, wrong); q != nil {
			line.Quantity, line.UnitPrice, line.Discount = q.quantity, q.price, q.discount
		}
		in.Lines = append(in.Lines, line)
	}
	return in, wrong
}

type readLine struct {
	quantity money.Quantity
	price    *money.Price
	discount catalog.Discounts
}

// read reads the figures of a line.
func (l typedLine) read(i int, wrong *refuse.Refusal) *readLine {
	at := func(field string) string { return fmt.Sprintf("/lines/%d/%s", i, field) }
	var out readLine
	q, err := money.ParseQuantity(words.Untyped(l.quantity))
	if err != nil || q <= 0 {
		wrong.At(at("quantity"), "order.quantity", "quantity", l.quantity)
	}
	out.quantity = q
	if l.price != "" {
		p, err := money.ParsePrice(words.Untyped(l.price))
		if err != nil {
			wrong.At(at("unit_price"), "input.value")
		}
		out.price = &p
	}
	if l.discount != "" {
		if out.discount, err = catalog.ParseDiscounts(strings.ReplaceAll(l.discount, ",", ".")); err != nil {
			wrong.At(at("discount_percent"), "input.value")
		}
	}
	return &out
}

// placeOrder places it, under the key of the form.
func (v *visit) placeOrder(e entry) error {
	in, wrong := e.new()
	if len(wrong.Fields) > 0 {
		return v.entered(http.StatusUnprocessableEntity, e, "", wrong)
	}
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key")
	out, err := app.PlaceOrder.Do(v.r.Context(), v.app, call, in)
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
		return v.entered(r.Kind.Status(), e, "", err)
	}
	if err != nil {
		return err
	}
	return v.to("/orders/" + escape(out.Number) + "?done=placed")
}

// findForOrder is what the text of the line of entry, or of the customer, finds.
func (v *visit) findForOrder() error {
	q := v.r.URL.Query()
	path := ours(q.Get("for"))
	text := strings.TrimSpace(q.Get("entry"))
	hits := v.itemHits(text)
	if q.Has("asked") {
		text, hits = "", v.customerHits(q.Get("asked"))
	}
	body := entryHits(path, hits, len(hits) == 0 && text != "")
	if v.htmx() {
		return v.piece(body)
	}
	return v.show(v.say("web.entry.find"), body)
}

// mostFound items or customers are shown below a field.
const mostFound = 8

func (v *visit) itemHits(text string) (hits []entryHit) {
	quantity, what := measured(text)
	if what == "" {
		return nil
	}
	found, err := ask(v, app.ItemRows, listing.ItemsIn{Paging: paging(mostFound), Q: cutRunes(what, 100)})
	if err != nil {
		return nil // the page says so itself when it is sent
	}
	for _, i := range found.Items {
		h := entryHit{Step: "take:" + i.SKU, Title: i.Name, Text: i.SKU, Small: v.say("web.available", "n", i.Available)}
		if i.Kind != catalog.Goods {
			h.Small = v.say("web.kind." + i.Kind)
		}
		if quantity != "" {
			h.Title = ui.Number(v.ctx, words.Untyped(quantity)) + " × " + h.Title
		}
		if i.Price != nil {
			h.Amount = v.unit(*i.Price, i.Currency)
		}
		hits = append(hits, h)
	}
	return hits
}

func (v *visit) customerHits(text string) (hits []entryHit) {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	found, err := ask(v, app.CustomerRows, listing.CustomersIn{Paging: paging(mostFound), Q: cutRunes(text, 100)})
	if err != nil {
		return nil // the page says so itself when it is sent
	}
	for _, c := range found.Items {
		hits = append(hits, entryHit{Step: "customer:" + c.Number, Title: c.Name, Text: c.Number + ", " + c.City, Amount: ui.Money(v.ctx, c.Open), Small: v.say("web.owes")})
	}
	return hits
}

// entered draws the form of a new order with what it would come to.
func (v *visit) entered(status int, e entry, focus string, why error) error {
	title := v.say("web.new_order")
	p := entryPage{Head: ui.Heading{Title: title, Crumbs: []ui.Link{{Href: "/orders", Text: v.say("web.orders")}}}, Path: "/orders/new", Find: "/orders/find?for=/orders/new",
		Key: v.keyOf(), Text: e.text, Focus: focus, Do: v.say("web.do.order.place")}
	if err := v.buyer(&p, &e); err != nil {
		return err
	}
	if e.customer == "" {
		p.Asked = v.r.PostFormValue("asked")
		p.Customers, p.Focus = v.customerHits(p.Asked), "asked"
		return v.entryShown(status, title, p)
	}
	if e.text != "" {
		p.Items = v.itemHits(e.text)
		p.Nothing = len(p.Items) == 0
	}
	var out *order.View
	if in, wrong := e.new(); len(e.lines) > 0 && len(wrong.Fields) > 0 {
		why = wrong
	} else if len(e.lines) > 0 {
		call := v.call
		call.Preview = true
		priced, err := app.PlaceOrder.Do(v.r.Context(), v.app, call, in)
		if r, no := refuse.As(err); no && r.Kind != 0 {
			why = err
		} else if err != nil {
			return err
		} else {
			out = &priced
		}
	}
	v.showLines(&p, e, out)
	v.problemsOf(&p, out, why)
	v.answered(&p, out)
	return v.entryShown(status, title, p)
}

// keyOf is the key under which the form is sent: once it has one it keeps it.
func (v *visit) keyOf() string {
	if key := v.r.PostFormValue("key"); key != "" {
		return key
	}
	return v.app.DB.NewID().Text("key")
}

// buyer fills what is known of the customer; an unknown one is asked for again.
func (v *visit) buyer(p *entryPage, e *entry) error {
	if e.customer == "" {
		return nil
	}
	c, err := ask(v, app.ShowCustomer, credit.ByCustomer{ID: e.customer})
	if refuse.Code(err) == "party.unknown" {
		e.customer = ""
		return nil
	}
	if err != nil {
		return err
	}
	e.customer = c.Number
	p.Customer, p.Name = c.Number, c.Name
	if p.Light, p.Credit, err = v.creditOf(c.Number); err != nil {
		return err
	}
	p.Fields = []ui.Input{{Name: "po_number", Label: v.say("web.field.po_number"), Value: e.fields["po_number"]},
		{Name: "requested_on", Label: v.say("web.field.requested_on"), Kind: "date", Value: e.fields["requested_on"]}}
	if e.number == "" {
		p.Fields = append(p.Fields, ui.Input{Name: "tax_included", Label: v.say("web.entry.prices"), Kind: "select", Value: e.fields["tax_included"],
			Options: []ui.Option{{Value: "yes", Text: v.say("web.included")}}})
	}
	places, err := ask(v, app.ListAddresses, party.OfCustomer{Customer: c.Number})
	if err != nil {
		return err
	}
	if len(places) > 0 {
		f := ui.Input{Name: "ship_to", Label: v.say("web.field.ship_to"), Kind: "select", Value: e.fields["ship_to"]}
		for _, a := range places {
			f.Options = append(f.Options, ui.Option{Value: a.Code, Text: a.Name + ", " + a.City})
		}
		p.Fields = append(p.Fields, f)
	}
	return v.waysOfDelivery(p, e)
}

func (v *visit) waysOfDelivery(p *entryPage, e *entry) error {
	tariffs, err := ask(v, app.ListTariffs, seller.None{})
	if err != nil || len(tariffs.Items) == 0 {
		return err
	}
	f := ui.Input{Name: "freight", Label: v.say("web.field.freight"), Kind: "select", Value: e.fields["freight"]}
	for _, t := range tariffs.Items {
		if o := (ui.Option{Value: t.Code, Text: t.Code}); !slices.Contains(f.Options, o) {
			f.Options = append(f.Options, o)
		}
	}
	p.Fields = append(p.Fields, f)
	return nil
}
