package order

import (
	"encoding/json"
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
	"encaisse/o2c/stock"
	"encaisse/o2c/tax"
)

// sentences of the exceptions an order may show.
var sentences = words.NewCatalog(words.Base, Texts, catalog.Texts, tax.Texts)

// View is an order as doors show it.
type View struct {
	ID          string         `json:"id"`
	Number      string         `json:"number"`
	Customer    string         `json:"customer"`
	State       State          `json:"state"`
	Hold        []string       `json:"hold" doc:"credit rules that failed"`
	Exceptions  []Exception    `json:"exceptions" doc:"what keeps it from being confirmed"`
	Hints       []string       `json:"hints" doc:"orders that look the same"`
	Shipping    string         `json:"shipping" doc:"none, partially_shipped, shipped"`
	Billing     string         `json:"billing" doc:"none, partially_invoiced, invoiced"`
	Policy      string         `json:"policy" doc:"when it is invoiced: shipment, manual, month, order, deposit30, milestone5"`
	Currency    money.Currency `json:"currency"`
	PONumber    string         `json:"po_number"`
	OrderedOn   day.Day        `json:"ordered_on"`
	RequestedOn day.Day        `json:"requested_on"`
	PromisedOn  day.Day        `json:"promised_on"`
	Priority    int64          `json:"priority" doc:"1 is served first, 9 last"`
	ShipTo      string         `json:"ship_to" doc:"code of the delivery address; empty: the customer's own"`
	Reason      string         `json:"reason" doc:"why a person held or cancelled it"`
	Net         money.Money    `json:"net"`
	Tax         money.Money    `json:"tax"`
	Total       money.Money    `json:"total"`
	Remainder   money.Money    `json:"remainder" doc:"not shipped, tax included"`
	Backorder   bool           `json:"backorder"`
	Partial     bool           `json:"partial"`
	Freight     string         `json:"freight" doc:"way of delivery"`
	AllowedPart money.Percent  `json:"allowance_percent" doc:"taken off the whole order, freight apart"`
	Allowed     money.Money    `json:"allowance_amount" doc:"likewise, an amount"`
	TaxIncluded bool           `json:"tax_included" doc:"prices said with it are with tax included"`
	Residential bool           `json:"residential"`
	Quote       string         `json:"quote" doc:"number of the quote it was accepted from; empty of none"`
	Lines       []LineView     `json:"lines"`
	Answer      *credit.Answer `json:"answer" doc:"what frees a held order"`
}

// LineView is a line as doors show it.
type LineView struct {
	N           int64             `json:"n"`
	SKU         string            `json:"sku"`
	Name        string            `json:"name"`
	Kind        string            `json:"kind"`
	Quantity    money.Quantity    `json:"quantity"`
	UnitPrice   money.Price       `json:"unit_price"`
	Discount    catalog.Discounts `json:"discount_percent"`
	PriceFrom   string            `json:"price_from" doc:"manual, customer, group, promotion, break, list, freight"`
	Trail       []catalog.Part    `json:"trail" doc:"how the line comes to its net"`
	Authorised  bool              `json:"authorised" doc:"somebody with authority answers for the price"`
	Net         money.Money       `json:"net"`
	Stated      money.Money       `json:"stated" doc:"as its price says: tax included when that is"`
	TaxIncluded bool              `json:"tax_included" doc:"its price is with tax included"`
	Warehouse   string            `json:"warehouse" doc:"where its goods are reserved or waited for"`
	Reserved    money.Quantity    `json:"reserved"`
	Backordered money.Quantity    `json:"backordered"`
	Picked      money.Quantity    `json:"picked"`
	Shipped     money.Quantity    `json:"shipped"`
	Cancelled   money.Quantity    `json:"cancelled"`
	Invoiced    money.Quantity    `json:"invoiced"`
}

func view(r *db.Read, a Answered, c party.Customer) View {
	o := a.Order
	v := View{ID: o.ID.Text(Prefix), Number: o.Number, Customer: c.Number, State: o.State, Hold: strings.Fields(o.Hold),
		Exceptions: a.Exceptions, Hints: strings.Fields(o.Hints), Shipping: o.Shipping(), Billing: o.Billing(), Policy: string(o.Policy), Currency: o.Currency,
		PONumber: o.PONumber, OrderedOn: o.OrderedOn, RequestedOn: o.RequestedOn, PromisedOn: o.PromisedOn,
		Priority: o.Priority, Reason: o.Reason, Net: o.Net.In(o.Currency), Tax: o.Tax.In(o.Currency),
		Total: o.Total.In(o.Currency), Remainder: o.Remainder.In(o.Currency), Backorder: o.Backorder, Partial: o.Partial,
		Freight: o.Freight, AllowedPart: o.AllowedPart, Allowed: o.Allowed.In(o.Currency), TaxIncluded: o.TaxIncluded, Residential: o.Residential, Lines: []LineView{}}
	if v.Exceptions == nil {
		v.Exceptions = []Exception{}
	}
	v.ShipTo, _ = party.AddressCode(r, o.ShipTo) // a fault sticks to the transaction
	v.Quote, _ = quote.Number(r, o.Quote)        // likewise
	for _, l := range o.Lines {
		line := l.view(o.Currency)
		line.Warehouse, _ = stock.Code(r, l.Warehouse) // a fault sticks to the transaction
		v.Lines = append(v.Lines, line)
	}
	if o.State == CreditHold && !a.Verdict.Passed() {
		if answer, err := credit.Advise(r, c, a.Verdict); err == nil && answer != nil {
			answer.Lines = o.fit(a.Verdict, a.Verdict.Day)
			v.Answer = answer
		}
	}
	return v
}

func (l Line) view(c money.Currency) LineView {
	p, _ := l.Priced() // written by ourselves
	trail, err := p.Trail(l.Quantity, c)
	if err != nil || l.PriceFrom == "" {
		trail = []catalog.Part{}
	}
	stated, included, _ := l.Stated(c) // written by ourselves
	return LineView{l.N, l.SKU, l.Name, l.Kind, l.Quantity, l.UnitPrice, p.Steps.Percents(), p.From.From, trail, l.Authorised != 0, l.Net.In(c), stated.In(c), included,
		"", l.Reserved, l.Backordered, l.Picked, l.Shipped, l.Cancelled, l.Invoiced}
}

// Show returns one order, with what would free it and which orders look alike.
func Show(r *db.Read, in ByID) (View, error) {
	o, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	c, err := party.Load(r, o.Customer)
	if err != nil {
		return View{}, err
	}
	a := Answered{Order: o, Exceptions: restored(r.Speak, o.Exceptions)}
	if o.State == CreditHold && !o.HeldByPerson() {
		if a.Verdict, err = credit.Now(r, c, o.Currency, o.Entity, func() (money.Amount, error) { return o.rest(r.Day()) }); err != nil {
			return View{}, err
		}
	}
	latest, err := db.All[struct {
		Number  string
		Content []byte
	}](r, qLatest, o.Customer)
	for _, other := range latest {
		if other.Number != o.Number && string(other.Content) == string(o.Content) {
			a.Order.Hints += " " + other.Number
		}
	}
	return view(r, a, c), err
}

// Filter asks for a list of orders.
type Filter struct {
	db.Paging
	State    string `query:"state" json:"state,omitempty" enum:"draft,confirmed,credit_hold,released,closed,cancelled,"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// List pages through the orders, oldest first, without their lines.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Order](r, qList, r.Entity, after, in.State, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(o Order) db.ID { return o.ID })
	out.Next = page.Next
	for _, o := range page.Items {
		c, err := party.Load(r, o.Customer)
		if err != nil {
			return out, err
		}
		if o.Lines, err = db.All[Line](r, qLines, o.ID); err != nil {
			return out, err
		}
		out.Items = append(out.Items, view(r, Answered{Order: o, Exceptions: restored(r.Speak, o.Exceptions)}, c))
	}
	return out, nil
}

// kept is an exception as it is stored: without its sentence.
type kept struct {
	Pointer string            `json:"pointer"`
	Code    string            `json:"code"`
	Args    map[string]string `json:"args,omitempty"`
}

func stored(list []Exception) []kept {
	out := make([]kept, len(list))
	for i, e := range list {
		out[i] = kept{Pointer: e.Pointer, Code: e.Code}
		for _, a := range e.Args {
			if out[i].Args == nil {
				out[i].Args = map[string]string{}
			}
			out[i].Args[a.Name] = fmt.Sprint(a.Value)
		}
	}
	return out
}

func restored(l words.Language, text string) []Exception {
	var list []kept
	if text == "" || json.Unmarshal([]byte(text), &list) != nil {
		return nil
	}
	out := make([]Exception, len(list))
	for i, k := range list {
		var args []refuse.Arg
		for name, v := range k.Args {
			args = append(args, refuse.Arg{Name: name, Value: v})
		}
		out[i] = Exception{k.Pointer, k.Code, sentences.Say(l, k.Code, args...), args}
	}
	return out
}
