package demo

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
)

// offer is a quote of some weeks and what becomes of it.
type offer struct {
	who, article int
	quantity     int64
	days         int    // how long it is good
	answer       string // accepted, refused, changed; "" = none
	after        int    // working days until then
}

// offers makes a quote, and lets it be answered later.
func (f *firm) offers(o offer) func(day.Day) error {
	return func(d day.Day) error {
		in := order.NewQuote{Customer: customer(o.who), ValidUntil: d.AddDays(o.days), Send: new(o.answer != "draft"),
			Lines: []order.NewLine{{SKU: articles[o.article].SKU, Quantity: money.Units(o.quantity)}, {SKU: articles[o.article+1].SKU, Quantity: money.Units(o.quantity / 2)}}}
		q, err := app.MakeQuote.Do(f.ctx, f.a, f.as(0, access.Sales), in)
		if err = f.settled(err); err != nil {
			return err
		}
		f.after(d, o.after, func() error {
			switch o.answer {
			case "accepted":
				return f.taken(o.who, q)
			case "refused":
				_, err = app.RefuseQuote.Do(f.ctx, f.a, f.as(0, access.Sales), quote.No{ID: q.ID, Reason: "un autre fournisseur livre plus tôt"})
			case "changed":
				in.ValidUntil, in.Lines[0].Quantity = d.AddDays(o.days+14), money.Units(2*o.quantity)
				_, err = app.ChangeQuote.Do(f.ctx, f.a, f.as(0, access.Sales), order.Reoffer{ID: q.ID, NewQuote: in})
			}
			return f.settled(err)
		})
		return nil
	}
}

// taken makes an order of a quote, at its prices.
func (f *firm) taken(who int, q quote.View) error {
	v, err := app.AcceptQuote.Do(f.ctx, f.a, f.as(0, access.Sales), order.Yes{ID: q.ID, PONumber: f.number(true)})
	if err != nil {
		return err
	}
	_, err = f.remember(who, day.FromTime(f.now, f.zone), v)
	return err
}
