package web

import (
	"strings"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/dunning"
	"encaisse/o2c/listing"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/web/ui"
)

// desk is a page where work waits for who does it.
type desk struct {
	path  string // of the page
	query string
	name  string
	by    *app.Entry // what is done there: who may not, is not waited for
	wait  func(*visit) (backlog, error)
}

// backlog is how much waits at a desk, and what it is worth, where that has a sum:
// one a currency.
type backlog struct {
	n    int64
	more bool // there are more than are counted
	sums []money.Money
}

// desks are where the day of each role begins, in the order of the cycle.
func desks() []desk {
	return []desk{
		{"/approvals", "", "web.waits.approvals", app.GrantApproval.Entry, approvalsWaiting},
		{"/orders/incomplete", "", "web.waits.incomplete", app.PlaceOrder.Entry, incompleteWaiting},
		{"/credit/holds", "", "web.waits.holds", app.ReleaseOrder.Entry, holdsWaiting},
		{"/picking", "", "web.waits.picking", app.PickShipment.Entry, shipmentsWaiting("to_pick")},
		{"/packing", "?view=packed", "web.waits.packed", app.ShipShipment.Entry, shipmentsWaiting("packed")},
		{"/returns", "?view=received", "web.waits.returns", app.InspectReturn.Entry, returnsWaiting},
		{"/to-invoice", "", "web.waits.to_invoice", app.IssueInvoice.Entry, invoicesWaiting},
		{"/day", "", "web.waits.day", app.RemindCustomer.Entry, accountsWaiting},
		{"/disputes", "", "web.waits.disputes", app.AcceptDispute.Entry, disputesWaiting},
		{"/apply", "", "web.waits.apply", app.AllocatePayment.Entry, moneyWaiting("unapplied")},
		{"/apply", "?view=unknown", "web.waits.unknown", app.AllocatePayment.Entry, moneyWaiting("unknown")},
		{"/refunds", "", "web.waits.refunds", app.PayRefund.Entry, refundsWaiting},
	}
}

// tasks are what waits for the visitor: a figure a desk where something does.
func (v *visit) tasks() (out []ui.Figure, err error) {
	for _, d := range desks() {
		if !v.may(d.by) || !v.opens(d.path) {
			continue
		}
		w, err := d.wait(v)
		if err != nil {
			return nil, err
		}
		if w.n == 0 {
			continue
		}
		f := ui.Figure{Name: v.say(d.name), Whole: ui.Number(v.ctx, w.n), Href: d.path + d.query}
		if w.more {
			f.Rest = "+"
		}
		notes := make([]string, len(w.sums))
		for i, s := range w.sums {
			notes[i] = ui.Money(v.ctx, s)
		}
		f.Note = strings.Join(notes, " + ")
		out = append(out, f)
	}
	return out, nil
}

func listed[T any](p db.Counted[T]) backlog { return backlog{n: p.Count, more: p.Beyond} }

// summed counts all, also what is not on the page, with what it is worth.
func (v *visit) summed(sums []listing.Sum, left bool) (w backlog) {
	for _, s := range sums {
		w.n += s.Rows
		if left {
			s.Total = s.Left
		}
		w.sums = append(w.sums, s.Total)
	}
	return w
}

func approvalsWaiting(v *visit) (backlog, error) {
	n, err := ask(v, app.ShowNews, work.None{})
	return backlog{n: n.Approvals}, err
}

func incompleteWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.Incompletes, db.Paging{Limit: 1})
	return listed(out), err
}

func holdsWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.HeldRows, db.Paging{Limit: 1})
	return v.summed(out.Sums, false), err
}

func shipmentsWaiting(state string) func(*visit) (backlog, error) {
	return func(v *visit) (backlog, error) {
		out, err := ask(v, app.ShipmentRows, listing.ShipmentsIn{Paging: db.Paging{Limit: 1}, State: state})
		return listed(out), err
	}
}

func returnsWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.ListReturns, rma.Filter{Paging: db.Paging{Limit: 1}, State: "received"})
	return listed(out), err
}

func invoicesWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.ToBillRows, listing.ToBillIn{})
	w := backlog{n: int64(len(out.Items)), more: out.More}
	if sum := money.Amount(0); err == nil && !out.More {
		for _, s := range out.Items {
			sum += s.Home.Minor
		}
		w.sums = []money.Money{sum.In(v.entity().Currency)}
	}
	return w, err
}

func accountsWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.Worklist, dunning.WorklistIn{Limit: mostPressing})
	var w backlog
	var sum money.Amount
	for _, a := range out.Items {
		if a.Last != v.today() {
			w.n++
			sum += a.Overdue.Minor
		}
	}
	w.sums = []money.Money{sum.In(v.entity().Currency)}
	return w, err
}

func disputesWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.ListDisputes, receivable.DisputeFilter{Paging: db.Paging{Limit: 1}, State: "open"})
	return listed(out), err
}

func moneyWaiting(view string) func(*visit) (backlog, error) {
	return func(v *visit) (backlog, error) {
		out, err := ask(v, app.PaymentRows, listing.PaymentsIn{View: view, Paging: db.Paging{Limit: 1}})
		w := v.summed(out.Sums, true)
		w.more = out.Beyond
		return w, err
	}
}

func refundsWaiting(v *visit) (backlog, error) {
	out, err := ask(v, app.ListRefunds, payment.RefundFilter{Paging: db.Paging{Limit: 1}, State: "approved"})
	return listed(out), err
}

// firstDisputes are some that wait for the visitor's answer, each one step away.
func (v *visit) firstDisputes() (ui.Grid, error) {
	if !v.may(app.AcceptDispute.Entry) || !v.opens("/disputes/{id}") {
		return ui.Grid{}, nil
	}
	r, err := disputeRows(v, query{view: "d-open", paging: db.Paging{Limit: 5}})
	g := ui.Grid{Plain: true, Caption: v.say("web.waits.disputes"), Columns: []ui.Column{{Name: v.say("web.col.number")}, {Name: v.say("web.col.customer"), Grow: true},
		{Name: v.say("web.col.reason")}, {Name: v.say("web.col.opened")}, {Name: v.say("web.col.contested"), Num: true}}}
	for _, d := range r.lines {
		l := ui.Line{ID: d.id}
		for _, key := range []string{"number", "customer", "reason", "opened", "contested"} {
			l.Cells = append(l.Cells, d.cells[key].Cell)
		}
		g.Lines = append(g.Lines, l)
	}
	return g, err
}
