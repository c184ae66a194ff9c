package closing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// What an account, or a customer's part of it, held before and moved between.
const moved = `cast(sum(case when l.day < $2 then l.home else 0 end) as bigint),
	cast(sum(case when l.day >= $2 and l.home > 0 then l.home else 0 end) as bigint),
	cast(sum(case when l.day >= $2 and l.home < 0 then -l.home else 0 end) as bigint)`

var (
	qBalances  = db.Q("closing.balances", `select l.account, '', '', `+moved+` from leg l where l.entity = $1 and l.day <= $3 group by l.account order by l.account`).Scans()
	qAuxiliary = db.Q("closing.auxiliary", `select l.account, c.number, coalesce(w.name, ''), `+moved+` from leg l join customer c on c.id = l.holder left join customer_words w on w.customer = c.id
		where l.entity = $1 and l.day <= $3 and ($4 = '' or l.account = $4) group by l.account, c.number, w.name order by l.account, c.number`).Scans()
)

// BalanceIn asks for a balance over some days.
type BalanceIn struct{ Days }

// AuxiliaryIn asks for the balances of customers.
type AuxiliaryIn struct {
	Account string `query:"account" json:"account,omitempty" doc:"one collective account; all of them when left out"`
	Days
}

// BalanceRow is what an account held before, its debits and credits, and what
// it holds after; debit positive.
type BalanceRow struct {
	Account  string      `json:"account"`
	Name     string      `json:"name"`
	Customer string      `json:"customer,omitempty"`
	Before   money.Money `json:"before"`
	Debit    money.Money `json:"debit"`
	Credit   money.Money `json:"credit"`
	After    money.Money `json:"after"`
}

// BalanceOut is a balance: its debits are its credits, and what it holds after
// sums to nothing when it is of all accounts.
type BalanceOut struct {
	From   day.Day      `json:"from"`
	To     day.Day      `json:"to"`
	Rows   []BalanceRow `json:"rows"`
	Before money.Money  `json:"before"`
	Debit  money.Money  `json:"debit"`
	Credit money.Money  `json:"credit"`
	After  money.Money  `json:"after"`
}

type balanceLine struct {
	Account, Customer, Name string
	Before, Debit, Credit   money.Amount
}

// Balance is the trial balance over some days (balance générale): accounts that
// held or moved something.
func Balance(r *db.Read, in BalanceIn) (BalanceOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return BalanceOut{}, err
	}
	span := in.span(r, e)
	rows, err := db.All[balanceLine](r, qBalances, e.ID, span.First, span.Last)
	return balanced(r, e, span, rows), err
}

// Auxiliary are the balances of customers on the accounts that gather them
// (balance auxiliaire); refusal `closing.account`.
func Auxiliary(r *db.Read, in AuxiliaryIn) (BalanceOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return BalanceOut{}, err
	}
	account := ""
	if in.Account != "" {
		if account = ledger.Chart(e.Chart()).Short(in.Account); account == "" {
			return BalanceOut{}, refuse.New(refuse.Missing, "closing.account", "account", in.Account)
		}
	}
	span := in.span(r, e)
	rows, err := db.All[balanceLine](r, qAuxiliary, e.ID, span.First, span.Last, account)
	return balanced(r, e, span, rows), err
}

func balanced(r *db.Read, e seller.Entity, span ledger.Span, rows []balanceLine) BalanceOut {
	chart, m := ledger.Chart(e.Chart()), func(a money.Amount) money.Money { return a.In(e.Currency) }
	out := BalanceOut{From: span.First, To: span.Last, Rows: []BalanceRow{}, Before: m(0), Debit: m(0), Credit: m(0), After: m(0)}
	for _, l := range rows {
		after := l.Before + l.Debit - l.Credit
		if l.Before == 0 && l.Debit == 0 && l.Credit == 0 {
			continue
		}
		v := BalanceRow{ledger.ExportNumber(chart, l.Account), l.Name, l.Customer, m(l.Before), m(l.Debit), m(l.Credit), m(after)}
		if l.Customer == "" {
			v.Name = chart.Name(l.Account, r.Speak)
		}
		out.Rows = append(out.Rows, v)
		out.Before.Minor += l.Before
		out.Debit.Minor += l.Debit
		out.Credit.Minor += l.Credit
		out.After.Minor += after
	}
	return out
}
