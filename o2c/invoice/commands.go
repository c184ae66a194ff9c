package invoice

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/tax"
)

// ToIssue names what to invoice: everything shipped of an order and not
// invoiced, or some of its shipments.
type ToIssue struct {
	Order     string   `json:"order,omitempty" doc:"id or number"`
	Shipments []string `json:"shipments,omitempty" maxItems:"200" doc:"ids or numbers, of one order"`
	OldNumber string   `json:"-"`
	Series    string   `json:"-"` // history: the import's own series, "H1-"
}

// Issue invoices what was shipped: number, document, open item, entries, and
// the order told, in one transaction.
func Issue(w *db.Write, in ToIssue) (View, error) {
	ref, err := in.order(w.Read)
	if err != nil {
		return View{}, err
	}
	var ships func() ([]shipping.Shipment, error)
	l, err := order.LockWith(w, ref, func(id db.ID) { ships = shipping.AskOfOrder(w.Read, id) })
	if err != nil {
		return View{}, err
	}
	return in.issue(w, l, ships)
}

// Shipment invoices one shipment of an order, if nobody did so far and the order is
// billed by the shipment; it is what the chain does when goods have left.
func Shipment(w *db.Write, orderID, id db.ID) error {
	customer, err := order.Owner(w.Read, orderID)
	if err != nil {
		return err
	}
	var ships func() ([]shipping.Shipment, error)
	l, err := order.LockOf(w, orderID, customer, func(id db.ID) { ships = shipping.AskOfOrder(w.Read, id) })
	if err != nil {
		return err
	}
	if p := l.Order.Policy; p == party.Monthly || p == party.Manual {
		return nil // with the others of its month, or when somebody says so
	}
	_, err = ToIssue{Shipments: []string{id.Text(shipping.Prefix)}}.issue(w, l, ships)
	if refuse.Code(err) == "invoice.not_billable" {
		return nil // somebody was faster
	}
	return err
}

func (in ToIssue) issue(w *db.Write, l order.Locked, read func() ([]shipping.Shipment, error)) (View, error) {
	o, c := l.Order, l.Customer
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	list, err := read()
	if err != nil {
		return View{}, err
	}
	ships, pieces, err := in.collect(list, o)
	if err != nil {
		return View{}, err
	}
	v := Invoice{ID: w.NewID(), Entity: e.ID, Type: Commercial, Customer: c.ID, Order: o.ID, Currency: o.Currency, Terms: o.Terms,
		OldNumber: in.OldNumber, TakenOver: o.TakenOver}
	for i, p := range pieces {
		if pieces[i].line, err = p.line.Delivered(w.Read, p.on); err != nil {
			return View{}, err
		}
	}
	v, bills, err := v.fill(pieces, e.TaxSeller(issueDay(w, e)))
	if err != nil {
		return View{}, err
	}
	for _, s := range ships {
		shipping.Billed(w, o.Currency, s)
	}
	v, took, err := v.lessDeposits(w, o, e)
	if err != nil {
		return View{}, err
	}
	if _, err := order.Invoiced(w, o, bills, total(took)); err != nil {
		return View{}, err
	}
	if v.Retention, err = o.Policy.Retention().Of(v.Total); err != nil {
		return View{}, err
	}
	name, prefix := "invoice", "FA"
	if in.Series != "" {
		name, prefix = "history "+in.Series, in.Series
	}
	if v, err = issue(w, v, e, c, name, prefix); err != nil {
		return View{}, err
	}
	take(w, v, took)
	return view(v, c.Number, o.Number, v.Total).offering(v.items(nil)), w.Err()
}

// order is the order of what is to be invoiced.
func (in ToIssue) order(r *db.Read) (string, error) {
	if in.Order != "" && len(in.Shipments) == 0 {
		return in.Order, nil
	}
	if len(in.Shipments) == 0 || in.Order != "" {
		return "", refuse.New(refuse.Invalid, "invoice.what")
	}
	s, err := shipping.Find(r, in.Shipments[0])
	return s.Order.Text(order.Prefix), err
}

// collect takes the pieces of the shipments that are meant.
func (in ToIssue) collect(list []shipping.Shipment, o order.Order) ([]shipping.Shipment, []billed, error) {
	wanted := map[string]bool{}
	for _, ref := range in.Shipments {
		wanted[ref] = true
	}
	var ships []shipping.Shipment
	var pieces []billed
	for _, s := range list {
		id := s.ID.Text(shipping.Prefix)
		if len(wanted) > 0 && !wanted[id] && !wanted[s.Number] {
			continue
		}
		delete(wanted, id)
		delete(wanted, s.Number)
		if s.Billed || !s.Left() {
			if len(in.Shipments) > 0 {
				return nil, nil, refuse.New(refuse.Conflict, "invoice.not_billable", "shipment", s.Number)
			}
			continue
		}
		ships = append(ships, s)
		for _, l := range s.Lines {
			if l.Picked > 0 {
				pieces = append(pieces, billed{o.Lines[l.OrderN-1], s.ID, l.Picked, s.ShippedOn})
			}
		}
	}
	for ref := range wanted {
		return nil, nil, refuse.New(refuse.Invalid, "invoice.other_order", "shipment", ref, "order", o.Number)
	}
	if len(pieces) == 0 {
		return nil, nil, refuse.New(refuse.Conflict, "invoice.nothing", "order", o.Number)
	}
	return ships, pieces, nil
}

// issue takes the number, last of all locks, and writes the document, its open
// item and its entry.
func issue(w *db.Write, v Invoice, e seller.Entity, c party.Customer, name, prefix string) (Invoice, error) {
	n, err := number(w, name, prefix, issueDay(w, e), v.TakenOver)
	if err != nil {
		return v, err
	}
	v.Series, v.Position, v.Number, v.IssuedOn = n.Series, n.Position, n.Text, n.Day
	if v.TermsFrom.IsZero() {
		v.TermsFrom = v.IssuedOn
	}
	v.DueOn = receivable.Terms(v.Terms).Due(v.TermsFrom)
	v.Parties = db.JSON(parties(e, c))
	warnings := append(e.Warnings(), c.InvoiceWarnings()...)
	if due, latest, over := receivable.Terms(v.Terms).Excess(e.Country, v.IssuedOn, v.periodic); over && e.Country == c.Country && v.Bills() && !v.TakenOver && e.Caps != seller.CapsOff {
		if e.Caps == seller.CapsRefuse {
			return v, refuse.New(refuse.Conflict, "invoice.due_over_cap", "due", due, "latest", latest, "terms", v.Terms)
		}
		warning := "receivable.terms_over_cap"
		if v.periodic {
			warning = "receivable.terms_over_monthly_cap"
		}
		warnings = append(warnings, warning)
	}
	v.Warnings = strings.Join(warnings, " ")
	v.Hash = v.hash()
	typ := "invoice.issued"
	switch v.Type {
	case CreditNote:
		typ = "invoice.credited"
	case DepositInvoice:
		typ = "invoice.deposit_issued"
	case Corrected:
		typ = "invoice.corrected"
	}
	if v.Home, err = v.atHome(w.Read, e); err != nil {
		return v, err
	}
	v.Event = w.EmitOn(v.IssuedOn, typ, issued{v.Number, v.Net, v.Tax, v.Total, v.Currency, v.DueOn, v.Hash, v.Moves, v.Worth().Said()}, v.objects()...)
	insert(w, v)
	KeepMoves(w, v.Event, v.Original, v.ID, v.IssuedOn, v.Moves)
	v.mail(w, e, c)
	return v, post(w, v, e)
}

// atHome is the total in the company's currency, at the rate of the day; that of
// a credit note, and of what replaces an invoice, is the invoice's: whose entry
// it takes back. What is given back of a deposit is what its money was booked at.
func (v Invoice) atHome(r *db.Read, e seller.Entity) (money.Amount, error) {
	if v.Currency == e.Currency {
		return v.Total, nil
	}
	if v.Original == 0 {
		return rate.Worth(r, e, v.Currency, v.IssuedOn, v.Total)
	}
	original, err := db.One[Invoice](r, qByID, v.Original)
	if err != nil {
		return 0, err
	}
	if !v.ofDeposit() {
		return original.Worth().Of(v.Total)
	}
	back := v.backWorth()
	awaited, err := original.Worth().Of(v.Total - back.Amount)
	return back.Home + awaited, err
}

// issueDay is the day a document is issued on, unless its series is later.
func issueDay(w *db.Write, e seller.Entity) day.Day {
	if w.Quiet {
		return e.PostingDay(w.Day())
	}
	return e.PostingDay(w.Today())
}

func number(w *db.Write, name, prefix string, d day.Day, takenOver bool) (series.Number, error) {
	if takenOver && strings.HasPrefix(name, "history") {
		return series.Take(w, name, 0, prefix, d)
	}
	return series.Yearly(w, name, prefix, d)
}

// orders are the orders of the document: its own, or those of its lines when it is
// for several.
func (v Invoice) orders() []db.ID {
	if v.Order != 0 {
		return []db.ID{v.Order}
	}
	var list []db.ID
	for _, l := range v.Lines {
		if l.Order != 0 && !slices.Contains(list, l.Order) {
			list = append(list, l.Order)
		}
	}
	return list
}

func (v Invoice) objects() []db.Object {
	list := []db.Object{db.Obj("invoice", v.ID), db.Obj("customer", v.Customer)}
	for _, o := range v.orders() {
		list = append(list, db.Obj("order", o))
	}
	if v.Original != 0 {
		list = append(list, db.Object{Kind: "invoice", ID: v.Original, As: "original"})
	}
	seen := map[db.ID]bool{}
	for _, l := range v.Lines {
		if l.Shipment != 0 && !seen[l.Shipment] {
			seen[l.Shipment] = true
			list = append(list, db.Obj("shipment", l.Shipment))
		}
	}
	return list
}

// post writes the entry of an invoice or a credit note, and an invoice's open
// item; a credit note's is kept by who settles it, those of a corrected invoice by
// who moves what is owed.
func post(w *db.Write, v Invoice, e seller.Entity) error {
	entry, err := v.entry(e)
	if err != nil {
		return err
	}
	if err := ledger.Post(w, v.Event, entry); err != nil {
		return err
	}
	if v.Type == Commercial && v.Total != 0 {
		for _, i := range v.items(nil) {
			receivable.Open(w, i)
		}
	}
	return w.Err()
}

// entry is what the document posts.
func (v Invoice) entry(e seller.Entity) (ledger.Entry, error) {
	if v.Type == DepositInvoice { // a request for payment
		return ledger.Entry{}, nil
	}
	goods, services, freight, deposits := v.split()
	total, head := v.Total, ledger.Head{Day: v.IssuedOn, Currency: v.Currency, Text: v.Number, Worth: v.Worth()}
	switch {
	case v.ofDeposit(): // what was awaited is on no account
		net, taxes := v.back()
		goods, services, freight, deposits, total = 0, 0, 0, -net, net+taxes
		head.Worth = v.backWorth()
	case total == 0: // nothing to pay has no rate
		head.Worth = v.deducts()
	}
	var err error
	if head.Apart, err = v.apart(head.Worth); err != nil {
		return ledger.Entry{}, err
	}
	sale := ledger.Sale{Holder: int64(v.Customer), Goods: goods, Services: services, Freight: freight, Deposits: deposits, Total: total, Retained: v.Retention,
		Taxes: ledger.TaxAmounts(tax.Breakdown{Rows: v.Taxes}, v.Bills())}
	make := ledger.Invoice
	if v.Type == CreditNote {
		make, sale.Moves = ledger.CreditNote, v.Moves
	}
	entry, err := make(ledger.Chart(e.Chart()), head, sale)
	if v.TakenOver {
		entry.Journal = ledger.JournalTakeover
	}
	return entry, err
}

// items are the open items of an invoice, one an instalment; the first has the
// id of the document, the others get their own. The discount it offers is on
// what is not credited.
func (v Invoice) items(credited []tax.Row) []receivable.Item {
	var list []receivable.Item
	var sum, so money.Amount
	for n, part := range receivable.Terms(v.Terms).Parts(v.Total-v.Retention, v.TermsFrom) {
		i := v.item()
		i.Instalment, i.DueOn, i.Total = int64(n+1), part.DueOn, part.Amount
		sum += part.Amount
		home, _ := v.Worth().Of(sum) // of less than its own total
		i.Home, so = home-so, home
		if n > 0 {
			i.ID = 0
		}
		list = append(list, i)
	}
	if _, within, ok := receivable.Terms(v.Terms).Discount(); ok && len(list) == 1 {
		if d, err := v.discount(nil); err == nil && d.Total > 0 {
			list[0].Discount, list[0].DiscountUntil = d.Total, v.TermsFrom.AddDays(within)
		}
		if d, err := v.discount(credited); err == nil && len(credited) > 0 {
			list[0].Discount = d.Total
		}
	}
	if v.Retention != 0 {
		i := v.item()
		i.ID, i.Instalment, i.DueOn, i.Total, i.Retained = 0, int64(len(list)+1), receivable.Someday, v.Retention, true
		i.Home, _ = v.Worth().Of(v.Retention) // of less than its own total
		list = append(list, i)
	}
	return list
}

// item is the open item of the document.
func (v Invoice) item() receivable.Item {
	i := receivable.Item{ID: v.ID, Customer: v.Customer, Currency: v.Currency, Kind: receivable.Invoice, Document: v.ID, Number: v.Number,
		Reference: receivable.Normal(v.Number), Instalment: 1, IssuedOn: v.IssuedOn, DueOn: v.DueOn, Total: v.Total, Home: v.Home, TakenOver: v.TakenOver, Event: v.Event, Pending: len(tax.PendingOf(v.Taxes)) > 0}
	if v.OldNumber != "" {
		i.Reference = receivable.Normal(v.OldNumber)
	}
	if v.Type == CreditNote {
		i.Kind, i.Total, i.Home, i.Pending = receivable.CreditNote, -v.Total, -v.Home, false
	}
	if v.ofDeposit() {
		back := v.backWorth()
		i.Total, i.Home = -back.Amount, -back.Home
	}
	return i
}
