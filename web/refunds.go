package web

import (
	"encaisse/app"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/web/ui"
)

var refundList = list{
	path: "/refunds", title: "web.refunds", keys: "refunds",
	views:   []string{"r-approved", "r-paid", "r-cancelled", "r-returned", "r-all"},
	filters: []string{"customer"},
	columns: []column{{key: "payee", grow: true}, {key: "of"}, {key: "iban"}, {key: "state"}, {key: "amount", num: true, sum: true}, {key: "act"}},
	rows:    refundRows,
}

func (v *visit) refunds() error { return refundList.draw(v) }

var refundTones = map[string]ui.State{"approved": {Tone: "go", Icon: "clock"}, "paid": {Tone: "ok", Icon: "done"}, "cancelled": {Icon: "x"}, "returned": {Tone: "alert", Icon: "undo"}}

func refundRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListRefunds, payment.RefundFilter{Paging: q.paging, State: stateOf(q.view), Customer: q.customer})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, o := range out.Items {
		state := refundTones[o.State]
		state.Text = v.say("web.refund." + o.State)
		act := cell{}
		for _, name := range map[string][]string{"approved": {"refund.pay"}, "paid": {"refund.return"}}[o.State] {
			if v.mayDo(name) {
				act.Cell = ui.Cell{Text: v.say("web.do." + name), Href: actions[name].href(name, about2("refund", o.ID)) + "&back=/refunds"}
			}
		}
		href := v.link2("/payments/{id}", "/payments/"+escape(o.Of))
		if len(o.Of) < 4 || o.Of[:4] != payment.Prefix+"_" {
			href = v.invoiceLink(o.Of)
		}
		r.lines = append(r.lines, row{id: o.ID, currency: o.Currency, cells: map[string]cell{
			"payee":  {ui.Cell{Text: o.Payee, Small: o.Name}, o.Payee},
			"of":     {ui.Cell{Text: v.say("web.its_origin"), Href: href}, o.Of},
			"iban":   {ui.Cell{Text: grouped(o.IBAN), Soft: true}, o.IBAN},
			"state":  {ui.Cell{State: &state}, state.Text},
			"amount": {ui.Cell{Text: ui.Money(v.ctx, o.Amount)}, o.Amount},
			"act":    act,
		}})
	}
	return r, nil
}

// grouped is an IBAN in groups of four; what is none stays as it is.
func grouped(account string) string {
	if iban, err := party.CheckIBAN(account); err == nil {
		return words.Fours(iban)
	}
	return account
}
