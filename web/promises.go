package web

import (
	"encaisse/app"
	"encaisse/o2c/dunning"
	"encaisse/web/ui"
)

var promiseList = list{
	path: "/promises", title: "web.promises", keys: "promises",
	views:   []string{"p-open", "p-broken", "p-kept", "p-partially_kept", "p-cancelled", "p-all"},
	filters: []string{"customer"},
	columns: []column{{key: "customer", grow: true}, {key: "about"}, {key: "made"}, {key: "promised_for"}, {key: "state"}, {key: "received", num: true}, {key: "amount", num: true, sum: true}, {key: "act"}},
	rows:    promiseRows,
}

func (v *visit) promises() error { return promiseList.draw(v) }

// stateOf is the state that a view is of; "" for all.
func stateOf(view string) string {
	if view[2:] == "all" {
		return ""
	}
	return view[2:]
}

var promiseTones = map[string]ui.State{"open": {Tone: "go", Icon: "promise"}, "kept": {Tone: "ok", Icon: "done"}, "partially_kept": {Tone: "warn", Icon: "half"},
	"broken": {Tone: "alert", Icon: "flag"}, "cancelled": {Icon: "x"}}

func promiseRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListPromises, dunning.PromiseFilter{Paging: q.paging, State: stateOf(q.view), Customer: q.customer})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, p := range out.Items {
		state := promiseTones[p.State]
		state.Text = v.say("web.promise." + p.State)
		if late := v.today().Sub(p.DueOn); p.State == "open" && late > 0 {
			state = ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.promise.late", "days", late)}
		}
		about, href := v.say("web.promise.all"), ""
		if p.Invoice != nil {
			about, href = *p.Invoice, v.invoiceLink(*p.Invoice)
		}
		act := cell{}
		if p.State == "open" && v.mayDo("promise.cancel") {
			act.Cell = ui.Cell{Text: v.say("web.cancel"), Href: actions["promise.cancel"].href("promise.cancel", about2("promise", p.ID)) + "&back=/promises"}
		}
		r.lines = append(r.lines, row{id: p.ID, currency: p.Amount.Currency, cells: map[string]cell{
			"customer":     {ui.Cell{Text: p.Name, Small: p.Customer, Href: v.caseOf(p.Customer)}, p.Customer + " " + p.Name},
			"about":        {ui.Cell{Text: about, Href: href}, about},
			"made":         {ui.Cell{Text: ui.Day(v.ctx, p.MadeOn), Soft: true}, p.MadeOn},
			"promised_for": {ui.Cell{Text: ui.Day(v.ctx, p.DueOn), Small: v.say("web.promise.until", "day", ui.Day(v.ctx, p.Until))}, p.DueOn},
			"state":        {ui.Cell{State: &state}, state.Text},
			"received":     {ui.Cell{Text: ui.Money(v.ctx, p.Received), Soft: p.Received.Minor == 0}, p.Received},
			"amount":       {ui.Cell{Text: ui.Money(v.ctx, p.Amount)}, p.Amount},
			"act":          act,
		}})
	}
	return r, nil
}

// about2 is what one field says of a record.
func about2(name, value string) about { return about{name: value} }

// caseOf is the page on which a customer is followed, else his record.
func (v *visit) caseOf(customer string) string {
	if href := v.link("/day?customer=" + escape(customer)); href != "" {
		return href
	}
	return v.link2("/customers/{id}", "/customers/"+escape(customer))
}
