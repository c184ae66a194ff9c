package ledger

import "encaisse/base/money"

// Loss is what happens to a claim that may not be paid (domain.md 5.1, 5.4).
// Amounts are the changes of what the accounts hold.
type Loss struct {
	Holder      int64
	Doubtful    money.Amount // on the account of doubtful customers, tax included
	Impairment  money.Amount // allowance, before tax
	WrittenOff  money.Amount // given up, before tax when the tax comes back
	EarlierYear bool         // of an invoice of a fiscal year before
	Recovered   money.Amount // tax included
	Taxes       []TaxAmount  // that come back to us or never fall due, or are owed again (negative)
}

// LossEntry posts it as one entry: general journal, bank when money came.
func LossEntry(c Chart, h Head, l Loss) (Entry, error) {
	journal, bad := JournalGeneral, BadDebt
	if l.Recovered != 0 {
		journal = JournalBank
	}
	if l.EarlierYear {
		bad = EarlierBadDebt
	}
	var taxes money.Amount
	parts := []part{{Bank, 0, l.Recovered}, {bad, 0, l.WrittenOff}}
	for _, t := range l.Taxes {
		taxes += t.Amount
		parts = append(parts, part{t.role(), 0, t.Amount})
	}
	// What neither a loss nor a tax nor a receipt explains goes between 411 and 416.
	gone := l.WrittenOff
	if l.Recovered == 0 {
		gone += taxes
	} else {
		parts = append(parts, part{Recoveries, 0, -l.Recovered - taxes})
	}
	expense, income := l.Impairment, money.Amount(0)
	if l.Impairment < 0 {
		expense, income = 0, l.Impairment
	}
	parts = append(parts, part{DoubtfulReceivable, l.Holder, l.Doubtful}, part{Receivable, l.Holder, -l.Doubtful - gone},
		part{ImpairmentExpense, 0, expense}, part{Impairment, 0, -l.Impairment}, part{ImpairmentReversal, 0, income})
	return post(c, journal, h, parts...)
}
