package dunning

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qOwedBy = db.Q("dunning.portfolio.owed", `select customer, currency, cast(sum(open) as bigint), cast(sum(case when contested < open then contested else open end) as bigint),
		cast(sum(case when due_on < $2 and due_on > 0 then open else 0 end) as bigint),
		cast(sum(case when due_on >= $2 or due_on <= 0 then 0 when contested < open then contested else open end) as bigint),
		coalesce(min(case when due_on < $2 and due_on > 0 then due_on else null end), 0), cast(sum(total) as bigint), cast(sum(home) as bigint)
		from open_item where entity = $1 and customer is not null and open > 0 group by customer, currency order by customer, currency`).Scans()
	qUnappliedOf = db.Q("dunning.portfolio.unapplied", `select holder, currency, amount from balance where entity = $1 and kind = 'unapplied' and amount <> 0`).Scans()
)

// Figures are what is owed by the customers of a portfolio, in the company's
// currency: what is in others at the rate of the day, else as it was booked.
type Figures struct {
	Accounts int64       `json:"accounts" doc:"customers"`
	Owing    int64       `json:"owing" doc:"of them, who owe something"`
	Late     int64       `json:"late" doc:"of them, who are late"`
	Owed     money.Money `json:"owed"`
	Overdue  money.Money `json:"overdue"`
	Promised money.Money `json:"promised" doc:"what is left of open promises"`
	Disputed money.Money `json:"disputed"`
	Expected money.Money `json:"expected" doc:"what is left of open promises; without one, what is late less what is disputed of it and the money not applied yet"`
	Oldest   int         `json:"oldest" doc:"days late"`
}

// PortfolioView is a portfolio as doors show it.
type PortfolioView struct {
	Collector string  `json:"collector" doc:"user; empty: the customers that are everybody's"`
	StandIn   string  `json:"stand_in" doc:"user; empty: nobody"`
	From      day.Day `json:"from"`
	To        day.Day `json:"to"`
	Figures
	Customers []AccountView `json:"customers" doc:"who owes most that is late first; none in a list"`
}

// AccountView is a customer of a portfolio.
type AccountView struct {
	Customer string      `json:"customer"`
	Name     string      `json:"name"`
	Owed     money.Money `json:"owed"`
	Overdue  money.Money `json:"overdue"`
	Promised money.Money `json:"promised"`
	Disputed money.Money `json:"disputed"`
	Expected money.Money `json:"expected"`
	Oldest   int         `json:"oldest"`

	id, portfolio db.ID
}

// PortfoliosOut is every portfolio, and last what is everybody's.
type PortfoliosOut struct {
	Items []PortfolioView `json:"items"`
}

// None asks with no more than the question.
type None struct{}

// Portfolios says what each collector follows.
func Portfolios(r *db.Read, _ None) (PortfoliosOut, error) {
	out := PortfoliosOut{Items: []PortfolioView{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	accounts, all, err := accountsOf(r, e)
	if err != nil {
		return out, err
	}
	for _, p := range append(all, Portfolio{}) {
		v, err := p.view(r, e, accounts)
		if err != nil {
			return out, err
		}
		if v.Customers = []AccountView{}; p.ID != 0 || v.Accounts > 0 {
			out.Items = append(out.Items, v)
		}
	}
	slices.SortStableFunc(out.Items, func(a, b PortfolioView) int {
		if (a.Collector == "") != (b.Collector == "") {
			return cmp.Compare(b.Collector, a.Collector) // what is everybody's comes last
		}
		return cmp.Or(cmp.Compare(b.Overdue.Minor, a.Overdue.Minor), cmp.Compare(a.Collector, b.Collector))
	})
	return out, nil
}

// PortfolioIn names the portfolio of a collector.
type PortfolioIn struct {
	Collector string `path:"collector" json:"-" doc:"user; - for the customers that are everybody's"`
	Limit     int    `query:"limit" json:"limit,omitempty" minimum:"1" maximum:"1000" doc:"customers, 200 when left out"`
}

// Everybody is the name of the portfolio of who is in none.
const Everybody = "-"

// ShowPortfolio says what a collector follows, customer by customer.
func ShowPortfolio(r *db.Read, in PortfolioIn) (PortfolioView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return PortfolioView{}, err
	}
	p, err := FindPortfolio(r, in.Collector)
	if err != nil {
		return PortfolioView{}, err
	}
	accounts, _, err := accountsOf(r, e)
	if err != nil {
		return PortfolioView{}, err
	}
	v, err := p.view(r, e, accounts)
	if in.Limit <= 0 {
		in.Limit = 200
	}
	v.Customers = v.Customers[:min(len(v.Customers), in.Limit)]
	for i := range v.Customers {
		if err != nil {
			return v, err
		}
		var c party.Customer
		c, err = party.Load(r, v.Customers[i].id)
		v.Customers[i].Customer, v.Customers[i].Name = c.Number, c.Name
	}
	return v, err
}

// OfCustomer asks who follows a customer.
type OfCustomer struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
}

// Holding says who follows a customer.
func Holding(r *db.Read, in OfCustomer) (HoldingView, error) {
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return HoldingView{}, err
	}
	p, err := holding(r, c.ID)
	return held(r, c, p, err)
}

// view adds up the accounts that are in a portfolio.
func (p Portfolio) view(r *db.Read, e seller.Entity, accounts []AccountView) (v PortfolioView, err error) {
	m := money.Amount(0).In(e.Currency)
	v = PortfolioView{Figures: Figures{Owed: m, Overdue: m, Promised: m, Disputed: m, Expected: m}, Customers: []AccountView{}}
	for _, a := range accounts {
		if a.portfolio != p.ID {
			continue
		}
		v.Accounts++
		if a.Owed.Minor > 0 {
			v.Owing++
		}
		if a.Overdue.Minor > 0 {
			v.Late++
		}
		v.Owed.Minor += a.Owed.Minor
		v.Overdue.Minor += a.Overdue.Minor
		v.Promised.Minor += a.Promised.Minor
		v.Disputed.Minor += a.Disputed.Minor
		v.Expected.Minor += a.Expected.Minor
		v.Oldest = max(v.Oldest, a.Oldest)
		v.Customers = append(v.Customers, a)
	}
	slices.SortStableFunc(v.Customers, func(a, b AccountView) int {
		return cmp.Or(cmp.Compare(b.Overdue.Minor, a.Overdue.Minor), cmp.Compare(b.Owed.Minor, a.Owed.Minor), cmp.Compare(a.id, b.id))
	})
	if p.ID == 0 {
		return v, nil
	}
	if v.Collector, err = userNamed(r, p.Collector); err == nil && p.StandIn != 0 && r.Today() <= p.Last {
		v.From, v.To = p.First, p.Last
		v.StandIn, err = userNamed(r, p.StandIn)
	}
	return v, err
}

// accountsOf are the customers who owe something or are in a portfolio, by
// their ids, and all portfolios.
func accountsOf(r *db.Read, e seller.Entity) (list []AccountView, all []Portfolio, err error) {
	of, all, err := holders(r)
	if err != nil {
		return nil, nil, err
	}
	rows, err := db.All[owedBy](r, qOwedBy, e.ID, r.Today())
	if err != nil {
		return nil, nil, err
	}
	said, err := hopes(r, e)
	if err != nil {
		return nil, nil, err
	}
	m := money.Amount(0).In(e.Currency)
	at := map[db.ID]int{}
	account := func(customer db.ID) *AccountView {
		n, known := at[customer]
		if !known {
			n = len(list)
			at[customer] = n
			list = append(list, AccountView{Owed: m, Overdue: m, Promised: m, Disputed: m, Expected: m, id: customer, portfolio: of[customer].ID})
		}
		return &list[n]
	}
	for _, o := range rows {
		if err := o.add(r, e, said[hopeOf{o.Customer, o.Currency}], account(o.Customer)); err != nil {
			return nil, nil, err
		}
	}
	for customer := range of {
		account(customer)
	}
	slices.SortFunc(list, func(a, b AccountView) int { return cmp.Compare(a.id, b.id) })
	return list, all, nil
}

// owedBy is what a customer owes in a currency.
type owedBy struct {
	Customer                        db.ID
	Currency                        money.Currency
	Open, Disputed, Late, Contested money.Amount // Contested: of what is late
	Since                           day.Day
	Total, Home                     money.Amount
}

// hope is what is known of money to come in a currency.
type hope struct {
	open                bool // there is an open promise
	promised, unapplied money.Amount
}

type hopeOf struct {
	customer db.ID
	currency money.Currency
}

// hopes are the open promises, and the money that is not applied yet.
func hopes(r *db.Read, e seller.Entity) (map[hopeOf]hope, error) {
	out := map[hopeOf]hope{}
	unused, err := db.All[struct {
		Holder   db.ID
		Currency money.Currency
		Amount   money.Amount
	}](r, qUnappliedOf, e.ID)
	if err != nil {
		return nil, err
	}
	for _, u := range unused {
		out[hopeOf{u.Holder, u.Currency}] = hope{unapplied: u.Amount}
	}
	promises, err := receivable.PendingPromises(r, e.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range promises {
		received, err := db.One[money.Amount](r, qReceived, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, p.ID)
		if err != nil {
			return nil, err
		}
		h := out[hopeOf{p.Customer, p.Currency}]
		h.open, h.promised = true, max(p.Amount-received, 0)
		out[hopeOf{p.Customer, p.Currency}] = h
	}
	return out, nil
}

// add adds what is owed in a currency to an account, in the company's.
func (o owedBy) add(r *db.Read, e seller.Entity, h hope, a *AccountView) error {
	expected := max(o.Late-o.Contested-h.unapplied, 0)
	if h.open {
		expected = h.promised
	}
	i := receivable.Item{Currency: o.Currency, Total: o.Total, Home: o.Home}
	for _, x := range []struct {
		to *money.Money
		is money.Amount
	}{{&a.Owed, o.Open}, {&a.Overdue, o.Late}, {&a.Promised, h.promised}, {&a.Disputed, o.Disputed}, {&a.Expected, expected}} {
		worth, err := atHome(r, e, i, x.is)
		if err != nil {
			return err
		}
		x.to.Minor += worth
	}
	if !o.Since.IsZero() {
		a.Oldest = max(a.Oldest, r.Today().Sub(o.Since))
	}
	return nil
}
