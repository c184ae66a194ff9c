package closing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// View is a period as doors show it, with the figures stored when it was
// closed: they print the same for ever.
type View struct {
	ID       string               `json:"id"`
	Kind     string               `json:"kind"`
	First    day.Day              `json:"first"`
	Last     day.Day              `json:"last"`
	State    string               `json:"state"`
	Known    int64                `json:"known" doc:"seal number the figures are known at"`
	Accounts []insight.AccountRow `json:"accounts"`
	Aging    []AgedRow            `json:"aging"`
	Total    money.Money          `json:"total" doc:"of the aging"`
}

// AgedRow is what a customer owed by age: not due, 1–30, 31–60, 61–90, 91–120,
// over 120 days past due, and what was not applied.
type AgedRow struct {
	Customer string        `json:"customer"`
	Columns  []money.Money `json:"columns"`
}

func view(p Period, e seller.Entity, f figures) View {
	chart := ledger.Chart(e.Chart())
	m := func(a money.Amount) money.Money { return a.In(e.Currency) }
	v := View{ID: p.ID.Text(Prefix), Kind: p.Kind, First: p.First, Last: p.Last, State: p.State, Known: p.Known,
		Accounts: []insight.AccountRow{}, Aging: []AgedRow{}, Total: m(0)}
	for _, a := range f.Accounts {
		v.Accounts = append(v.Accounts, insight.AccountRow{Account: ledger.ExportNumber(chart, a.Account), Name: chart.Name(a.Account, e.Language),
			Debit: m(max(a.Amount, 0)), Credit: m(max(-a.Amount, 0))})
	}
	for _, a := range f.Aging {
		if n := len(v.Aging); n == 0 || v.Aging[n-1].Customer != a.Customer {
			row := AgedRow{Customer: a.Customer}
			for range unappliedPlace + 1 {
				row.Columns = append(row.Columns, m(0))
			}
			v.Aging = append(v.Aging, row)
		}
		v.Aging[len(v.Aging)-1].Columns[a.Place].Minor += a.Amount
		v.Total.Minor += a.Amount
	}
	return v
}

func answer(r *db.Read, p Period, e seller.Entity) (View, error) {
	f, err := stored(r, p.ID)
	return view(p, e, f), err
}

// Show prints a period as it was stored.
func Show(r *db.Read, in ByID) (View, error) {
	p, err := load(r, in.ID)
	if err != nil {
		return View{}, err
	}
	e, err := seller.Load(r, p.Entity)
	if err != nil {
		return View{}, err
	}
	return answer(r, p, e)
}

// None is a question without a field.
type None struct{}

// Row is a period in the list.
type Row struct {
	ID    string  `json:"id"`
	Kind  string  `json:"kind"`
	First day.Day `json:"first"`
	Last  day.Day `json:"last"`
	State string  `json:"state"`
	Known int64   `json:"known"`
}

// Periods are those closed so far, and where the books are open.
type Periods struct {
	OpenFrom   *day.Day `json:"open_from" doc:"first open day; null: all days are open"`
	FirstMonth int64    `json:"first_month" doc:"of a fiscal year"`
	Items      []Row    `json:"items"`
}

// List lists the periods of the company.
func List(r *db.Read, _ None) (Periods, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Periods{}, err
	}
	list, err := All(r, e.ID)
	out := Periods{FirstMonth: e.YearFrom, Items: []Row{}}
	if !e.OpenFrom.IsZero() {
		out.OpenFrom = &e.OpenFrom
	}
	for _, p := range list {
		out.Items = append(out.Items, Row{p.ID.Text(Prefix), p.Kind, p.First, p.Last, p.State, p.Known})
	}
	return out, err
}
