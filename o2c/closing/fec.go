package closing

import (
	"cmp"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/ledger"
)

// prior is what an account of a holder amounts to before a fiscal year.
type prior struct {
	Account  string
	Holder   id.ID
	Customer string
	Name     string
	Taken    bool // of the takeover journal
	LastYear bool // posted in the year before
	Amount   money.Amount
}

// carried is an item that was open when the year began.
type carried struct {
	Event    id.ID
	Holder   id.ID
	Number   string
	IssuedOn day.Day
	Open     money.Amount // in the currency of the books
	Currency money.Currency
	Own      money.Amount // in that of the document
}

// income reports whether an account is of classes 6 and 7, which begin each
// year at nothing.
func income(account string) bool { return account[0] == '6' || account[0] == '7' }

// opening is a line of the opening balances, and the fact it is lettered by.
type opening struct {
	line ledger.FECLine
	key  int64
	id   id.ID // the customer
}

// openings are the opening balances of a fiscal year (à-nouveaux): the balance
// sheet before it, customers item by item, the result of the last year on 120
// or 129, of those before on 110 or 119; and what was taken over from other
// books during the year, whose own result was declared there (domain.md 5.6).
func openings(b book, first day.Day, before []prior, items []carried, taken []line) []opening {
	chart, of := ledger.PCG, map[id.ID][]carried{}
	for _, i := range items {
		of[i.Holder] = append(of[i.Holder], i)
	}
	var result, retained, takenOver money.Amount
	var out []opening
	add := func(account string, p prior, amount money.Amount, own money.Money, doc piece, key int64) {
		if amount != 0 {
			out = append(out, opening{ledger.FECLine{Account: account, Aux: p.Customer, AuxName: p.Name, Piece: doc.Number, PieceDate: doc.Day, Amount: amount, Foreign: own}, key, p.Holder})
		}
	}
	whole, none := piece{ledger.JournalOpening, first}, money.Money{}
	sums := map[string]money.Amount{}
	var holders []prior
	for _, p := range before {
		switch {
		case income(p.Account) && p.Taken:
			takenOver += p.Amount
		case income(p.Account) && p.LastYear:
			result += p.Amount
		case income(p.Account):
			retained += p.Amount
		default:
			key := p.Account + " " + p.Customer
			if _, ok := sums[key]; !ok {
				holders = append(holders, p)
			}
			sums[key] += p.Amount
		}
	}
	for _, l := range taken {
		p := prior{Account: l.Account, Holder: l.Holder, Customer: l.Customer, Name: l.Name}
		if income(l.Account) {
			takenOver += l.Home
			continue
		}
		add(l.Account, p, l.Home, l.Amount.In(l.Currency), b.pieceOf(l), int64(l.Event))
	}
	for _, p := range holders {
		amount := sums[p.Account+" "+p.Customer]
		if p.Account == chart.Account(ledger.Receivable) {
			for _, i := range of[p.Holder] {
				add(p.Account, p, i.Open, i.Own.In(i.Currency), piece{i.Number, i.IssuedOn}, int64(i.Event))
				amount -= i.Open
			}
		}
		add(p.Account, p, amount, none, whole, 0)
	}
	add(chart.Account(ledger.Opening), prior{}, takenOver, none, whole, 0)
	add(chart.Account(side(result, ledger.ResultLoss, ledger.ResultProfit)), prior{}, result, none, whole, 0)
	add(chart.Account(side(retained, ledger.RetainedLoss, ledger.RetainedProfit)), prior{}, retained, none, whole, 0)
	slices.SortStableFunc(out, func(a, b opening) int {
		return cmp.Or(cmp.Compare(a.line.Account, b.line.Account), cmp.Compare(a.line.Aux, b.line.Aux), cmp.Compare(a.line.PieceDate, b.line.PieceDate))
	})
	return out
}

// side is the account of a loss when the result is a debit, else of a profit.
func side(result money.Amount, loss, profit ledger.Role) ledger.Role {
	if result > 0 {
		return loss
	}
	return profit
}

// fec makes the lines of the file: opening balances, then the year's entries
// as they were validated, with the lettering of the customers' account.
func fec(b book, span ledger.Span, open []opening, settled []ledger.Tie, home money.Currency) []ledger.FECLine {
	var out []ledger.FECLine
	var marks []ledger.Mark
	var at []int
	customers := ledger.PCG.Account(ledger.Receivable)
	mark := func(account string, key, holder int64, amount money.Amount, d day.Day) {
		if account == customers && holder != 0 {
			if key == 0 {
				key = -int64(len(out)) - 1 // a balance that nothing settles
			}
			marks, at = append(marks, ledger.Mark{Key: key, Holder: holder, Amount: amount, Day: d}), append(at, len(out))
		}
	}
	for _, o := range open {
		mark(o.line.Account, o.key, int64(o.id), o.line.Amount, span.First)
		o.line.Journal, o.line.JournalName = ledger.JournalOpening, own.Say(words.French, "ledger.journal.AN")
		o.line.Number, o.line.Date, o.line.Validated = ledger.EntryNumber(span.Label(), 1), span.First, span.First
		o.line.Text = o.line.JournalName
		if o.line.Piece != ledger.JournalOpening {
			o.line.Text += " " + o.line.Piece
		}
		out = append(out, o.line)
	}
	byNumber(b.lines)
	for _, l := range b.lines {
		mark(l.Account, int64(l.Event), int64(l.Holder), l.Home, l.Day)
		p := b.pieceOf(l)
		out = append(out, ledger.FECLine{Journal: l.Journal, JournalName: own.Say(words.French, ledger.Journal(l.Journal).Key()),
			Number: ledger.EntryNumber(l.Year, l.Number), Date: l.Day, Account: l.Account, Aux: l.Customer, AuxName: l.Name,
			Piece: p.Number, PieceDate: p.Day, Text: b.textOf(l), Amount: l.Home, Validated: l.ValidatedOn, Foreign: l.Amount.In(l.Currency)})
	}
	for i, letters := range ledger.Letter(marks, settled) {
		out[at[i]].Letters = letters
	}
	for i, l := range out {
		if l.Foreign.Currency == home {
			out[i].Foreign = money.Money{}
		}
		out[i].AccountName, out[i].Account = ledger.PCG.Name(l.Account, words.French), ledger.ExportNumber(ledger.PCG, l.Account)
		if l.Aux != "" && strings.TrimSpace(l.AuxName) == "" {
			out[i].AuxName = l.Aux
		}
	}
	return out
}
