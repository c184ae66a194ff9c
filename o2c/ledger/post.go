package ledger

import (
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// The entries of the cycle, one function an event (domain.md 5.1). Amounts are
// those of the document, positive, in minor units of the entry's currency. An
// amount of zero gives an empty entry.

// TaxAmount is one tax of a document.
type TaxAmount struct {
	Code    tax.Code
	Amount  money.Amount
	Home    money.Amount // what it is worth, in an entry whose parts each have their own worth
	Pending bool         // VAT on receipts: owed when cashed, not now
}

// role is the account of a tax: owed, or waiting for the money.
func (t TaxAmount) role() Role {
	if t.Pending {
		return TaxPending
	}
	return TaxRole(t.Code)
}

// TaxAmounts are the taxes of a breakdown: what is owed at once and, when asked
// for, what waits for the money.
func TaxAmounts(b tax.Breakdown, waiting bool) []TaxAmount {
	var list []TaxAmount
	for _, r := range b.Rows {
		if r.Code == "" {
			continue
		}
		list = append(list, TaxAmount{Code: r.Code, Amount: r.Amount - r.Pending})
		if waiting && r.Pending != 0 {
			list = append(list, TaxAmount{Code: r.Code, Amount: r.Pending, Pending: true})
		}
	}
	return list
}

// TaxMoves are what a credit note, or a discount, takes off the taxes of its
// invoice: off what is due, and off what waits.
func TaxMoves(moves []tax.Moved) []TaxAmount {
	var list []TaxAmount
	for _, m := range moves {
		list = append(list, TaxAmount{Code: m.Code, Amount: -m.Due}, TaxAmount{Code: m.Code, Amount: m.Pending, Pending: true})
	}
	return list
}

// CashDiscount posts a discount a customer took: 665, 44571 / 411. Negative
// amounts put it back. Without documents the tax stays and net is the total.
func CashDiscount(c Chart, h Head, holder int64, net, total money.Amount, moves []tax.Moved) (Entry, error) {
	list := []part{{Discounts, 0, net}}
	for _, t := range TaxMoves(moves) {
		list = append(list, part{t.role(), 0, t.Amount})
	}
	var err error
	if h.Apart, err = waited(h.Worth, moves, Discounts); err != nil {
		return Entry{}, err
	}
	return post(c, JournalGeneral, h, append(list, part{Receivable, holder, -total})...)
}

// SmallDifference posts a small difference written off: missing (positive)
// 658 / 411, with the VAT on receipts that never falls due, too much (negative)
// 411 / 758. Taken back, the same the other way round; moves say it already.
func SmallDifference(c Chart, h Head, holder int64, amount money.Amount, moves []tax.Moved, back bool) (Entry, error) {
	role, signed := SmallLoss, amount
	if amount < 0 {
		role = SmallGain
	}
	if back {
		signed = -amount
	}
	list := []part{{role, 0, signed}}
	for _, t := range TaxMoves(moves) {
		list = append(list, part{t.role(), 0, t.Amount})
		list[0].amount -= t.Amount
	}
	var err error
	if h.Apart, err = waited(h.Worth, moves, role); err != nil {
		return Entry{}, err
	}
	return post(c, JournalGeneral, h, append(list, part{Receivable, holder, -signed})...)
}

// Kinds of entry of the end of a period, taken back on the next day (domain.md
// 5.1).
const (
	CutUnbilled    = "unbilled"     // delivered, not invoiced
	CutDeferred    = "deferred"     // invoiced, not delivered
	CutCreditNotes = "credit_notes" // to issue
)

// Cutoff posts an entry of the end of a period: 4181 / 707, 44587 · 707 / 487 ·
// 7097, 44587 / 4198. The tax of what is deferred is owed all the same.
func Cutoff(c Chart, h Head, kind string, goods, services, freight, taxes money.Amount) (Entry, error) {
	net := goods + services + freight
	switch kind {
	case CutUnbilled:
		return post(c, JournalGeneral, h, part{Unbilled, 0, net + taxes}, part{RevenueGoods, 0, -goods}, part{RevenueServices, 0, -services},
			part{Freight, 0, -freight}, part{TaxUnbilled, 0, -taxes})
	case CutDeferred:
		return post(c, JournalGeneral, h, part{RevenueGoods, 0, goods}, part{RevenueServices, 0, services}, part{Freight, 0, freight}, part{DeferredRevenue, 0, -net})
	}
	return post(c, JournalGeneral, h, part{Rebates, 0, net}, part{TaxUnbilled, 0, taxes}, part{CreditNotesToIssue, 0, -net - taxes})
}

// CutExchange is the entry of what is open in other currencies at the end of a
// fiscal year.
const CutExchange = "exchange"

// Held is what an account of a customer moves by: 411, what he keeps back (4117),
// what is doubtful (416).
type Held struct {
	Role   Role
	Holder int64
	Amount money.Amount
}

// Conversion posts what open items in other currencies are worth more (411, 416, 4117 /
// 477) or less (476 / 411, 416, 4117) than they were booked at, and on the French chart the
// provision for what is lost: 6815 / 1515 (domain.md 5.2). Where no difference of
// conversion is kept both are income.
func Conversion(c Chart, h Head, accounts []Held, loss, gain money.Amount) (Entry, error) {
	list := []part{{ConversionLoss, 0, loss}}
	for _, a := range accounts {
		list = append(list, part{a.Role, a.Holder, a.Amount})
	}
	list = append(list, part{ConversionGain, 0, -gain})
	if c == PCG {
		list = append(list, part{ExchangeExpense, 0, loss}, part{ExchangeProvision, 0, -loss})
	}
	return post(c, JournalGeneral, h, list...)
}

// Exchange posts what a settlement gained by the rates (lost: negative), in the
// currency of the books alone: 411 / 756, or 656 / 411. Taken back, the same the
// other way round.
func Exchange(c Chart, h Head, holder int64, gain money.Amount, back bool) (Entry, error) {
	e := Entry{Journal: JournalGeneral, Day: h.Day, Currency: h.Currency, Text: h.Text}
	role, signed := FXGain, gain
	if gain < 0 {
		role = FXLoss
	}
	if back {
		signed = -gain
	}
	e.Legs = []Leg{{c.Account(Receivable), holder, 0, signed}, {c.Account(role), 0, 0, -signed}}
	return e, e.Check()
}

// TaxDue posts VAT on receipts that falls due with a payment, or is taken back:
// 44574 / 44571. Abroad, of a document in another currency, what waited leaves at
// what it was booked at and falls due at the rate of the money: 656 or 756 is the
// difference.
func TaxDue(c Chart, h Head, moves []tax.Moved, abroad, back bool) (Entry, error) {
	var list []valued
	var gain money.Amount
	for _, m := range moves {
		if !abroad {
			m.PendingHome, m.DueHome = m.Pending, m.Due
		}
		list = append(list, valued{TaxPending, 0, Worth{m.Pending, m.PendingHome}}, valued{TaxRole(m.Code), 0, Worth{-m.Due, -m.DueHome}})
		gain += m.PendingHome - m.DueHome
	}
	role := FXGain
	if gain < 0 != back {
		role = FXLoss
	}
	return exact(c, JournalGeneral, h, append(list, valued{role, 0, Worth{0, -gain}})...)
}

// waited is what of VAT on receipts never falls due, at what it was booked at,
// against an account of the entry.
func waited(x Worth, moves []tax.Moved, against Role) ([]Apart, error) {
	if x.Home == x.Amount || x.Home == 0 {
		return nil, nil
	}
	a := Apart{Role: TaxPending, Against: against}
	for _, m := range moves {
		at, err := x.Of(m.Pending)
		if err != nil {
			return nil, err
		}
		a.More += m.PendingHome - at
	}
	if a.More == 0 {
		return nil, nil
	}
	return []Apart{a}, nil
}

// Sale is what an invoice or a credit note says, before and with tax.
type Sale struct {
	Holder   int64 // the customer
	Goods    money.Amount
	Services money.Amount
	Freight  money.Amount
	Deposits money.Amount // before tax, of the deposits deducted; their tax is off Taxes already
	Taxes    []TaxAmount
	Total    money.Amount // to pay: the rest less the deposits, tax included
	Retained money.Amount // of that, kept back until it is released

	Moves []tax.Moved // of a credit note: what it takes off the taxes of its invoice
}

// Invoice posts an invoice. Refusal: `ledger.unbalanced` when the total is not
// the sum of its parts.
func Invoice(c Chart, h Head, s Sale) (Entry, error) {
	return post(c, JournalSales, h, s.parts(1)...)
}

// CreditNote posts the mirror of the invoice it credits, amounts positive.
func CreditNote(c Chart, h Head, s Sale) (Entry, error) {
	s.Taxes = append(s.Taxes, TaxMoves(s.Moves)...)
	against := RevenueServices
	if s.Services == 0 {
		against = RevenueGoods
	}
	more, err := waited(h.Worth, s.Moves, against)
	if err != nil {
		return Entry{}, err
	}
	h.Apart = append(h.Apart, more...)
	return post(c, JournalSales, h, s.parts(-1)...)
}

func (s Sale) parts(sign money.Amount) []part {
	list := []part{
		{Receivable, s.Holder, sign * (s.Total - s.Retained)},
		{Retention, s.Holder, sign * s.Retained},
		{Deposits, s.Holder, sign * s.Deposits},
		{RevenueGoods, 0, -sign * s.Goods},
		{RevenueServices, 0, -sign * s.Services},
		{Freight, 0, -sign * s.Freight},
	}
	for _, t := range s.Taxes {
		list = append(list, part{t.role(), 0, -sign * t.Amount})
	}
	return list
}

// DepositCashed posts what of a customer's money is a deposit from now on, with
// its tax, which falls due: 411 / 4191, 44571, each at what the money was booked
// at. Negative amounts put it back.
func DepositCashed(c Chart, h Head, holder int64, net Worth, taxes []TaxAmount) (Entry, error) {
	total, list := net, []valued{{Deposits, holder, net.minus()}}
	for _, t := range taxes {
		total.Amount, total.Home = total.Amount+t.Amount, total.Home+t.Home
		list = append(list, valued{t.role(), 0, Worth{-t.Amount, -t.Home}})
	}
	return exact(c, JournalGeneral, h, append([]valued{{Receivable, holder, total}}, list...)...)
}

// RetentionReleased posts what a customer kept back of works and owes from now on:
// 411 / 4117.
func RetentionReleased(c Chart, h Head, holder int64, amount money.Amount) (Entry, error) {
	return post(c, JournalGeneral, h, part{Receivable, holder, amount}, part{Retention, holder, -amount})
}

// payer is the account that stands for who paid: the customer, or the
// unidentified receipts when nobody knows (holder 0).
func payer(holder int64, amount money.Amount) part {
	if holder == 0 {
		return part{UnidentifiedReceipts, 0, amount}
	}
	return part{Receivable, holder, amount}
}

// Receipt posts money received, of which the bank kept a fee: 512 and 627 /
// 411; holder 0 is an unknown payer.
func Receipt(c Chart, h Head, holder int64, amount, fee money.Amount) (Entry, error) {
	return post(c, JournalBank, h, part{Bank, 0, amount - fee}, part{BankFees, 0, fee}, payer(holder, -amount))
}

// Identify moves a receipt of an unknown payer to the customer whom its first
// application names.
func Identify(c Chart, h Head, holder int64, amount money.Amount) (Entry, error) {
	return post(c, JournalGeneral, h, payer(0, amount), payer(holder, -amount))
}

// ReturnedPayment posts a payment the bank took back and what it charged for
// that; holder 0 is a payer who was never known.
func ReturnedPayment(c Chart, h Head, holder int64, amount, fee money.Amount) (Entry, error) {
	return post(c, JournalBank, h, payer(holder, amount), part{BankFees, 0, fee}, part{Bank, 0, -amount - fee})
}

// Refund pays back money that was not applied.
func Refund(c Chart, h Head, holder int64, amount money.Amount) (Entry, error) {
	return post(c, JournalBank, h, payer(holder, amount), part{Bank, 0, -amount})
}

// RefundBack puts back what did not go out, or what the bank sent back.
func RefundBack(c Chart, h Head, holder int64, amount money.Amount) (Entry, error) {
	return post(c, JournalBank, h, part{Bank, 0, amount}, payer(holder, -amount))
}

// Shipment posts the cost of goods shipped.
func Shipment(c Chart, h Head, cost money.Amount) (Entry, error) {
	return stock(c, h, -cost)
}

// HistoryShipment posts the cost of goods of a taken-over shipment, which come
// from a receipt of the same step: the inventory of today is not touched
// (domain.md 12, point 5).
func HistoryShipment(c Chart, h Head, cost money.Amount) (Entry, error) {
	return post(c, JournalTakeover, h, part{COGS, 0, cost}, part{Opening, 0, -cost})
}

// StockReceipt posts the cost of goods received.
func StockReceipt(c Chart, h Head, cost money.Amount) (Entry, error) {
	return stock(c, h, cost)
}

// StockReturn puts goods back at the cost of their shipment.
func StockReturn(c Chart, h Head, cost money.Amount) (Entry, error) {
	return stock(c, h, cost)
}

// StockAdjustment posts the change in value of a count: negative is a loss.
func StockAdjustment(c Chart, h Head, change money.Amount) (Entry, error) {
	return stock(c, h, change)
}

func stock(c Chart, h Head, change money.Amount) (Entry, error) {
	if change < 0 { // the debit comes first
		return post(c, JournalStock, h, part{COGS, 0, -change}, part{Inventory, 0, change})
	}
	return post(c, JournalStock, h, part{Inventory, 0, change}, part{COGS, 0, -change})
}

// OpeningStock posts the stock taken over, at its cost.
func OpeningStock(c Chart, h Head, cost money.Amount) (Entry, error) {
	return post(c, JournalTakeover, h, part{Inventory, 0, cost}, part{Opening, 0, -cost})
}

// OpeningItem posts what a customer owes when taken over, tax included;
// negative is what is owed to him.
func OpeningItem(c Chart, h Head, holder int64, open money.Amount) (Entry, error) {
	return post(c, JournalTakeover, h, part{Receivable, holder, open}, part{Opening, 0, -open})
}

// LateCharge posts what lateness costs a customer: 411 / 7631, the fixed charges
// on 7581 where they are apart, the bank's fees off what they cost us (627; an
// account of charges passed on no longer exists). Negative amounts waive it.
func LateCharge(c Chart, h Head, holder int64, penalties, indemnities, fees money.Amount, apart bool) (Entry, error) {
	fixed := LateFees
	if apart {
		fixed = Indemnities
	}
	total := part{Receivable, holder, penalties + indemnities + fees}
	list := []part{{LateFees, 0, -penalties}, {fixed, 0, -indemnities}, {BankFees, 0, -fees}}
	if total.amount < 0 { // the debits come first
		return post(c, JournalSales, h, append(list, total)...)
	}
	return post(c, JournalSales, h, append([]part{total}, list...)...)
}
