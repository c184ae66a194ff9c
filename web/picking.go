package web

import (
	"fmt"
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/listing"
	"encaisse/o2c/shipping"
	"encaisse/web/ui"
)

// wavePage is what waits to be picked, one press each.
type wavePage struct {
	Head  ui.Heading
	Items []waveRow
	Next  string
	Empty *ui.EmptyPage
}

type waveRow struct {
	Href, Number, Name, Order, Lines, Pieces, Day string
	First                                         bool
}

func (v *visit) picks() error {
	title := v.say("web.picking")
	out, err := ask(v, app.ShipmentRows, listing.ShipmentsIn{Paging: pagingOf(v.r), State: "to_pick"})
	if err != nil {
		return err
	}
	p := wavePage{Head: ui.Heading{Title: title}}
	for i, s := range out.Items {
		row := waveRow{"/picking/" + escape(s.Number), s.Number, s.Name, s.Order, v.say("web.pick.lines", "n", s.Lines) + ", " + s.Warehouse, v.say("web.pick.pieces", "n", s.Pieces), v.dayOr(s.PlannedOn), i == 0}
		if s.Lines == 0 { // of services alone
			row.Pieces, row.Lines = v.say("web.pick.nothing"), s.Warehouse
		}
		p.Items = append(p.Items, row)
	}
	if out.Next != nil {
		p.Next = "/picking?cursor=" + *out.Next
	}
	if len(out.Items) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.picking"), Text: v.say("web.empty.picking.why"), Href: v.link("/orders?view=confirmed"), Label: v.say("web.view.confirmed")}
	}
	return v.show(title, waveBody(p))
}

// pickPage is a shipment on the phone of who picks it.
type pickPage struct {
	Number, Warehouse, Path, Key string
	Lines                        []pickLine
	Pieces                       string
	Problems                     []ui.Problem
}

type pickLine struct {
	N, SKU, GTIN, Name, Bin, Want, Shown, Got string
	Shelf                                     bool // taken from one; a service only goes along
}

func (v *visit) pick() error { return v.picking(http.StatusOK, nil) }

func (v *visit) picking(status int, why error) error {
	s, err := ask(v, app.PickSheet, shipping.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	if s.State != shipping.ToPick && why == nil { // picked already
		return v.to("/shipments/" + escape(s.Number))
	}
	p := pickPage{Number: s.Number, Warehouse: s.Warehouse, Path: "/picking/" + escape(s.Number), Key: v.keyOf()}
	var all money.Quantity
	for _, l := range s.Lines {
		line := pickLine{N: fmt.Sprint(l.N), SKU: l.SKU, GTIN: l.GTIN, Name: l.Name, Bin: l.Bin, Want: l.Quantity.String(),
			Shown: ui.Number(v.ctx, l.Quantity), Got: v.r.PostFormValue(fmt.Sprint("q", l.N)), Shelf: l.Kind == catalog.Goods}
		if line.Shelf {
			all += l.Quantity
		}
		p.Lines = append(p.Lines, line)
	}
	p.Pieces = all.String()
	if why != nil {
		p.Problems = []ui.Problem{{Text: v.app.Say(v.view.Lang, why)}}
	}
	return v.write(status, ui.Document(v.say("web.picking")+" "+s.Number), pickBody(p))
}

// picked keeps what was taken, and with it packs and ships at once when that
// was said: three commands, each under its own key, so that what is sent again
// after a lost answer is done once.
func (v *visit) picked() error {
	number, key := v.r.PathValue("id"), "web:"+v.r.PostFormValue("key")
	in, err := v.pickList(number)
	if err != nil {
		return v.picking(http.StatusUnprocessableEntity, err)
	}
	steps := []func(app.Call) error{func(c app.Call) error {
		c.Key = key + ":pick"
		_, err := app.PickShipment.Do(v.r.Context(), v.app, c, in)
		return err
	}}
	if v.r.PostFormValue("step") == "ship" {
		steps = append(steps, func(c app.Call) error {
			c.Key = key + ":pack"
			_, err := app.PackShipment.Do(v.r.Context(), v.app, c, shipping.ByID{ID: number})
			return err
		}, func(c app.Call) error {
			c.Key = key + ":ship"
			_, err := app.ShipShipment.Do(v.r.Context(), v.app, c, shipping.ByID{ID: number})
			return err
		})
	}
	for i, step := range steps {
		call := v.call
		call.Request = v.app.DB.NewID() // a key has a request of its own
		err := step(call)
		if refuse.Code(err) == "app.key_in_flight" { // sent twice at once: the device keeps it, and sends it again
			return v.picking(http.StatusServiceUnavailable, err)
		}
		if err != nil {
			if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown && r.Code != "app.role" {
				if i > 0 { // it is picked: its own page says what is next
					return v.to("/shipments/" + escape(number) + "?done=picked")
				}
				return v.picking(r.Kind.Status(), err)
			}
			return err
		}
	}
	return v.to("/picking?done=shipped")
}

// pickList reads the quantities of the form.
func (v *visit) pickList(number string) (shipping.PickList, error) {
	in := shipping.PickList{ID: number}
	s, err := ask(v, app.PickSheet, shipping.ByID{ID: number})
	for _, l := range s.Lines {
		text := strings.TrimSpace(v.r.PostFormValue(fmt.Sprint("q", l.N)))
		if text == "" {
			continue // freight, or nothing said: the command asks for it
		}
		q, err := money.ParseQuantity(words.Untyped(text))
		if err != nil {
			return in, refuse.New(refuse.Invalid, "order.quantity", "quantity", text)
		}
		in.Lines = append(in.Lines, shipping.Part{N: l.N, Quantity: q})
	}
	if err == nil && len(in.Lines) == 0 {
		err = refuse.New(refuse.Invalid, "shipping.pick_line", "line", 1)
	}
	return in, err
}
