package ledger

// Loss is what happens to a claim that may not be paid (domain.md 5.1, 5.4).
// Amounts are the changes of what the accounts hold, each with what it was booked
// at in the company's currency.
type Loss struct {
	Holder      int64
	Doubtful    Worth       // on the account of doubtful customers, tax included
	Impairment  Worth       // allowance, before tax
	WrittenOff  Worth       // given up, before tax when the tax comes back
	EarlierYear bool        // of an invoice of a fiscal year before
	Recovered   Worth       // tax included
	Taxes       []TaxAmount // that come back to us or never fall due, or are owed again (negative)
}

// LossEntry posts it as one entry: general journal, bank when money came.
func LossEntry(c Chart, h Head, l Loss) (Entry, error) {
	journal, bad := JournalGeneral, BadDebt
	came := l.Recovered != (Worth{})
	if came {
		journal = JournalBank
	}
	if l.EarlierYear {
		bad = EarlierBadDebt
	}
	var taxes Worth
	parts := []valued{{Bank, 0, l.Recovered}, {bad, 0, l.WrittenOff}}
	for _, t := range l.Taxes {
		taxes = taxes.Plus(Worth{t.Amount, t.Home})
		parts = append(parts, valued{t.role(), 0, Worth{t.Amount, t.Home}})
	}
	// What neither a loss nor a tax nor a receipt explains goes between 411 and 416.
	gone := l.WrittenOff
	if came {
		parts = append(parts, valued{Recoveries, 0, l.Recovered.Plus(taxes).minus()})
	} else {
		gone = gone.Plus(taxes)
	}
	expense, income := l.Impairment, Worth{}
	if l.Impairment.Amount < 0 || l.Impairment.Amount == 0 && l.Impairment.Home < 0 {
		expense, income = Worth{}, l.Impairment
	}
	parts = append(parts, valued{DoubtfulReceivable, l.Holder, l.Doubtful}, valued{Receivable, l.Holder, l.Doubtful.Plus(gone).minus()},
		valued{ImpairmentExpense, 0, expense}, valued{Impairment, 0, l.Impairment.minus()}, valued{ImpairmentReversal, 0, income})
	return exact(c, journal, h, parts...)
}
