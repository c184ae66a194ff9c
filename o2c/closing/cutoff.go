package closing

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// Pending is a document that has its part in an entry of the end of a period,
// in the company's currency, before tax by what it is, and its tax.
type Pending struct {
	Document string       `json:"document"`
	Customer string       `json:"customer"`
	Goods    money.Amount `json:"goods,omitempty"`
	Services money.Amount `json:"services,omitempty"`
	Freight  money.Amount `json:"freight,omitempty"`
	Tax      money.Amount `json:"tax,omitempty"`

	Holder   id.ID        `json:"holder,omitempty"`   // of an open item in another currency
	Exchange money.Amount `json:"exchange,omitempty"` // what it is worth more than it was booked at
	Doubtful money.Amount `json:"doubtful,omitempty"` // of that, what it is of what stands on 416
	Retained bool         `json:"retained,omitempty"` // kept back: on 4117
}

func (p Pending) net() money.Amount { return p.Goods + p.Services + p.Freight }

// part of a document that is on one side of the period's end: a line, how much
// of it before tax, and the day that decides its tax.
type part struct {
	document, customer string
	currency           money.Currency
	kind               string
	net                money.Amount
	treatment          tax.Treatment
}

// ordered is a line of an order as the last day of a period found it: what had
// left, what was invoiced.
type ordered struct {
	Order     string
	Customer  string
	Currency  money.Currency
	Kind      string
	Quantity  money.Quantity
	Net       money.Amount
	Treatment string
	Shipped   money.Quantity
	ShippedOn day.Day
	Billed    money.Quantity
}

// apart is what left and was not invoiced (positive), or was invoiced and had
// not left (negative), before tax.
func (o ordered) apart() (money.Amount, error) {
	l := order.Line{Quantity: o.Quantity, Net: o.Net}
	left, err := l.NetOf(o.Shipped)
	if err != nil {
		return 0, err
	}
	billed, err := l.NetOf(o.Billed)
	return left - billed, err
}

// pending sums parts document by document, taxed as their invoice or credit
// note will be; rates give what each currency is worth.
func pending(parts []part, worth func(money.Currency, money.Amount) (money.Amount, error)) ([]Pending, error) {
	var out []Pending
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && parts[n].document == parts[0].document {
			n++
		}
		one, err := pendingOf(parts[:n], worth)
		if err != nil {
			return nil, err
		}
		if parts = parts[n:]; one.net() != 0 || one.Tax != 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

func pendingOf(parts []part, worth func(money.Currency, money.Amount) (money.Amount, error)) (Pending, error) {
	p := Pending{Document: parts[0].document, Customer: parts[0].customer}
	var lines []tax.Line
	for _, x := range parts {
		lines = append(lines, tax.Line{Net: x.net, Treatment: x.treatment})
		net, err := worth(x.currency, x.net)
		if err != nil {
			return p, err
		}
		switch x.kind {
		case catalog.Service:
			p.Services += net
		case catalog.Freight:
			p.Freight += net
		default:
			p.Goods += net
		}
	}
	b, err := tax.Total(lines, parts[0].currency, "")
	if err != nil {
		return p, err
	}
	p.Tax, err = worth(parts[0].currency, b.Tax)
	return p, err
}

// cutoff is an entry of the end of a period, with the documents that make it.
type cutoff struct {
	Kind      string    `json:"kind"`
	Documents []Pending `json:"documents,omitempty"`
	Reverses  id.ID     `json:"reverses,omitempty"` // the fact whose entry it takes back
}

// entry is what it posts on a day.
func (c cutoff) entry(chart ledger.Chart, h ledger.Head) (ledger.Entry, error) {
	if c.Kind == ledger.CutExchange {
		return c.conversion(chart, h)
	}
	var goods, services, freight, taxes money.Amount
	for _, p := range c.Documents {
		goods, services, freight, taxes = goods+p.Goods, services+p.Services, freight+p.Freight, taxes+p.Tax
	}
	return ledger.Cutoff(chart, h, c.Kind, goods, services, freight, taxes)
}

// conversion is the entry of what is open in other currencies; gains and losses
// are not set off against each other.
func (c cutoff) conversion(chart ledger.Chart, h ledger.Head) (ledger.Entry, error) {
	var accounts []ledger.Held
	var loss, gain money.Amount
	for _, p := range c.Documents {
		role := ledger.Receivable
		if p.Retained {
			role = ledger.Retention
		}
		accounts = append(accounts, ledger.Held{Role: role, Holder: int64(p.Holder), Amount: p.Exchange - p.Doubtful},
			ledger.Held{Role: ledger.DoubtfulReceivable, Holder: int64(p.Holder), Amount: p.Doubtful})
		loss, gain = loss-min(p.Exchange, 0), gain+max(p.Exchange, 0)
	}
	return ledger.Conversion(chart, h, accounts, loss, gain)
}

// foreign is an open item in another currency as the last day of a year found
// it.
type foreign struct {
	ID       id.ID
	Number   string
	Kind     string
	Customer string
	Holder   id.ID
	Currency money.Currency
	Open     money.Amount
	Home     money.Amount
	Retained bool
}

// converted are the items that are worth something else on the last day than
// they were booked at; of a doubtful one what stands on 416 moves there, and on 411
// what was paid of it and not taken off 416 yet.
func converted(rows []foreign, doubtful map[id.ID]ledger.Worth, worth func(money.Currency, money.Amount) (money.Amount, error)) ([]Pending, error) {
	var out []Pending
	for _, x := range rows {
		now, err := worth(x.Currency, x.Open)
		if err != nil {
			return nil, err
		}
		on416 := doubtful[x.ID]
		then, err := worth(x.Currency, on416.Amount)
		if err != nil {
			return nil, err
		}
		if now != x.Home || then != on416.Home {
			if x.Kind == receivable.Payment {
				x.Number = x.ID.Text("pay")
			}
			out = append(out, Pending{Document: x.Number, Customer: x.Customer, Holder: x.Holder, Exchange: now - x.Home, Doubtful: then - on416.Home, Retained: x.Retained})
		}
	}
	return out, nil
}
