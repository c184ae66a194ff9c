package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/payment"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Document is one of those that make a figure.
type Document struct {
	Number string      `json:"number"`
	On     day.Day     `json:"on"`
	Amount money.Money `json:"amount"`
	Own    money.Money `json:"own" doc:"the same in the document's currency"`

	Customer string `json:"customer,omitempty"`
	Payment  string `json:"payment,omitempty" doc:"its id, when it is money not applied"`
}

// document is an item as a figure names it, with what of it the figure sums.
func (i open) document(counted money.Money) Document {
	d := Document{Number: i.Number, On: i.DueOn, Amount: counted, Own: i.Open.In(i.Currency), Customer: i.Customer}
	if i.Kind == receivable.Payment {
		d.Payment = i.Document.Text(payment.Prefix)
	}
	return d
}

// AgesIn asks for the aging.
type AgesIn struct {
	AsOf
	Customer string         `query:"customer" json:"customer,omitempty" doc:"number; all when left out"`
	Group    string         `query:"group" json:"group,omitempty" doc:"number of a group: its customers"`
	Currency money.Currency `query:"currency" json:"currency,omitempty" doc:"what is in that currency, in it; when left out everything, in the company's at the rates it was booked at"`
}

// Bucket is one column of the aging, with the documents that sum to it.
type Bucket struct {
	Key       string      `json:"key" doc:"not_due, 1-30, 31-60, 61-90, 91-120, over_120, unapplied"`
	Amount    money.Money `json:"amount"`
	Documents []Document  `json:"documents"`
}

// CustomerAges is a row of the aging.
type CustomerAges struct {
	Customer string        `json:"customer"`
	Name     string        `json:"name"`
	Buckets  []money.Money `json:"buckets"`
	Total    money.Money   `json:"total"`
	Doubtful money.Money   `json:"doubtful" doc:"of the total, on the account of doubtful customers"`
}

// AgesOut is the aging on a day: its columns with their documents, and a row a
// customer. It sums to the receivables of the ledger.
type AgesOut struct {
	AsOf      day.Day        `json:"as_of"`
	Currency  money.Currency `json:"currency"`
	Buckets   []Bucket       `json:"buckets"`
	Customers []CustomerAges `json:"customers"`
	Total     money.Money    `json:"total"`
	Doubtful  money.Money    `json:"doubtful" doc:"of the total, on the account of doubtful customers"`
}

var bucketKeys = []string{"not_due", "1-30", "31-60", "61-90", "91-120", "over_120", "unapplied"}

// Ages is the aging of an entity in its currency, at the rates items were booked
// at, on days past due; money of payers not known yet is no receivable and is
// left out.
func Ages(r *db.Read, in AgesIn) (AgesOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return AgesOut{}, err
	}
	list, err := items(r, in.AsOf)
	if err != nil {
		return AgesOut{}, err
	}
	counts, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return AgesOut{}, err
	}
	d := in.day(r)
	currency := cmp.Or(in.Currency, e.Currency)
	zero := money.Amount(0).In(currency)
	out := AgesOut{AsOf: d, Currency: currency, Customers: []CustomerAges{}, Total: zero, Doubtful: zero}
	for _, key := range bucketKeys {
		out.Buckets = append(out.Buckets, Bucket{key, zero, []Document{}})
	}
	at := map[string]int{}
	for _, i := range list {
		if i.Open == 0 || i.CustomerID == 0 || in.Currency != "" && i.Currency != in.Currency || !counts(i.Customer) {
			continue
		}
		counted := i.Open.In(currency)
		if in.Currency == "" {
			counted.Minor = i.Home
		}
		column := len(bucketKeys) - 1
		if i.Total > 0 {
			column = receivable.Bucket(i.DueOn, d)
		}
		k, ok := at[i.Customer]
		if !ok {
			k = len(out.Customers)
			at[i.Customer] = k
			row := CustomerAges{Customer: i.Customer, Name: i.Name, Total: zero, Doubtful: zero}
			for range bucketKeys {
				row.Buckets = append(row.Buckets, zero)
			}
			out.Customers = append(out.Customers, row)
		}
		out.Customers[k].Buckets[column].Minor += counted.Minor
		out.Customers[k].Total.Minor += counted.Minor
		out.Buckets[column].Amount.Minor += counted.Minor
		out.Buckets[column].Documents = append(out.Buckets[column].Documents, i.document(counted))
		out.Total.Minor += counted.Minor
	}
	if err := out.doubt(r, in, e, at); err != nil {
		return out, err
	}
	slices.SortFunc(out.Customers, func(a, b CustomerAges) int { return cmp.Compare(a.Customer, b.Customer) })
	return out, nil
}

// doubt tells what of the aging is on the account of doubtful customers.
func (out *AgesOut) doubt(r *db.Read, in AgesIn, e seller.Entity, at map[string]int) error {
	rows, err := db.All[struct {
		Customer string
		Currency money.Currency
		Amount   money.Amount
		Home     money.Amount
	}](r, qDoubtful, r.Entity, out.AsOf, in.Known, ledger.Chart(e.Chart()).Account(ledger.DoubtfulReceivable))
	for _, d := range rows {
		if in.Currency == "" {
			d.Amount = d.Home
		} else if d.Currency != in.Currency {
			continue
		}
		if k, ok := at[d.Customer]; ok {
			out.Customers[k].Doubtful.Minor += d.Amount
			out.Doubtful.Minor += d.Amount
		}
	}
	return err
}

// DSOIn asks for the days sales outstanding.
type DSOIn struct {
	AsOf
	Days     int    `query:"days" json:"days,omitempty" minimum:"1" maximum:"3660" default:"90" doc:"of the period of the simple DSO"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"number; all when left out"`
	Group    string `query:"group" json:"group,omitempty" doc:"number of a group: its customers"`
}

// DSOOut is the DSO, simple and by count-back, with what makes it up.
type DSOOut struct {
	AsOf        day.Day     `json:"as_of"`
	Receivables money.Money `json:"receivables"`
	Sales       money.Money `json:"sales" doc:"of the period, tax included, credit notes off"`
	Days        int         `json:"days"`
	Simple      string      `json:"simple" doc:"days, or n/a"`
	CountBack   string      `json:"count_back" doc:"days, or n/a"`
	Target      *Aimed      `json:"target" doc:"of the whole company, where one is set for the day"`
	Open        []Document  `json:"open" doc:"documents that sum to the receivables"`
	Sold        []Document  `json:"sold" doc:"documents that sum to the sales"`
}

// DSO computes both forms for the entity, or some of its customers, as of any
// day.
func DSO(r *db.Read, in DSOIn) (DSOOut, error) {
	if in.Days <= 0 {
		in.Days = 90
	}
	ages, err := Ages(r, AgesIn{AsOf: in.AsOf, Customer: in.Customer, Group: in.Group})
	if err != nil {
		return DSOOut{}, err
	}
	counts, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return DSOOut{}, err
	}
	d := in.day(r)
	out := DSOOut{AsOf: d, Receivables: ages.Total, Days: in.Days, Sales: money.Amount(0).In(ages.Currency), Open: []Document{}, Sold: []Document{}}
	for _, b := range ages.Buckets {
		out.Open = append(out.Open, b.Documents...)
	}
	rows, err := db.All[whose[Sold]](r, qSold, r.Entity, 0, d, in.Known)
	if err != nil {
		return DSOOut{}, err
	}
	var sales []Sale
	for _, s := range of(rows, counts) {
		sales = append(sales, Sale{s.On, s.Total.Home})
		if s.On > d.AddDays(-in.Days) {
			out.Sales.Minor += s.Total.Home
			out.Sold = append(out.Sold, Document{Number: s.Number, On: s.On, Amount: s.Total.Home.In(ages.Currency), Own: s.Total.Amount.In(s.Total.Currency)})
		}
	}
	out.Simple = SimpleDSO(out.Receivables.Minor, out.Sales.Minor, in.Days)
	out.CountBack = CountBack(out.Receivables.Minor, d, sales)
	if in.Customer == "" && in.Group == "" {
		out.Target, err = aimed(r, out)
	}
	return out, err
}

// aimed compares a DSO with what the company aims at on its day.
func aimed(r *db.Read, dso DSOOut) (*Aimed, error) {
	target, err := receivable.TargetOf(r, r.Entity, dso.AsOf)
	if err != nil || target == 0 {
		return nil, err
	}
	gap, cash, _ := Against(dso.Receivables.Minor, dso.Sales.Minor, dso.Days, target)
	return &Aimed{target, gap, cash.In(dso.Receivables.Currency)}, nil
}

// StateCount is how many orders are in a state, and what they come to. Only what is
// invoiced has a rate of its own, so orders in another currency are in at the last
// rate on or before the day asked about, as in the waits.
type StateCount struct {
	State  string      `json:"state"`
	Orders int64       `json:"orders" doc:"of every currency"`
	Total  money.Money `json:"total" doc:"in the company's currency, tax included; other currencies at the last rate on or before as_of, and left out while none is known"`
}

// FiguresOut is the first page: where the money is, and what just happened.
type FiguresOut struct {
	Entity      string       `json:"entity"`
	AsOf        day.Day      `json:"as_of"`
	Orders      []StateCount `json:"orders"`
	Aging       []Bucket     `json:"aging"`
	Receivables money.Money  `json:"receivables"`
	Overdue     money.Money  `json:"overdue"`
	Unapplied   money.Money  `json:"unapplied" doc:"all money on account: payments, credit notes and items taken over that are not used, and what payers not known yet sent"`
	Unknown     money.Money  `json:"unidentified" doc:"of unapplied: from payers not known yet, which is in no customer's receivables"`
	Simple      string       `json:"dso_simple"`
	CountBack   string       `json:"dso_count_back"`
	Target      *Aimed       `json:"dso_target" doc:"where one is set"`
	Recent      []Step       `json:"recent"`
}

// Figures gathers the first page of an entity.
func Figures(r *db.Read, in AsOf) (FiguresOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return FiguresOut{}, err
	}
	ages, err := Ages(r, AgesIn{AsOf: in})
	if err != nil {
		return FiguresOut{}, err
	}
	dso, err := DSO(r, DSOIn{AsOf: in})
	if err != nil {
		return FiguresOut{}, err
	}
	out := FiguresOut{Entity: e.Name, AsOf: ages.AsOf, Aging: ages.Buckets, Receivables: ages.Total, Orders: []StateCount{},
		Overdue: money.Amount(0).In(e.Currency), Unapplied: money.Amount(0).In(e.Currency), Simple: dso.Simple, CountBack: dso.CountBack, Target: dso.Target}
	for i, b := range ages.Buckets {
		switch {
		case i == len(bucketKeys)-1:
			out.Unapplied.Minor = -b.Amount.Minor
		case i > 0:
			out.Overdue.Minor += b.Amount.Minor
		}
	}
	if out.Unknown, err = unidentified(r, e, in); err != nil {
		return out, err
	}
	out.Unapplied.Minor += out.Unknown.Minor
	if out.Orders, err = ordersByState(r, e, out.AsOf); err != nil {
		return out, err
	}
	events, err := db.All[db.Event](r, qRecent, r.Entity, 20)
	if err != nil {
		return out, err
	}
	out.Recent, err = steps(r, events)
	return out, err
}

// ordersByState sums the orders of every currency by their state.
func ordersByState(r *db.Read, e seller.Entity, on day.Day) ([]StateCount, error) {
	rows, err := db.All[struct {
		State    string
		Currency money.Currency
		N        int64
		Total    money.Amount
	}](r, qCounts, r.Entity)
	out, rates := []StateCount{}, rate.LatelyOn(r, e, on)
	for _, c := range rows {
		if n := len(out); n == 0 || out[n-1].State != c.State {
			out = append(out, StateCount{State: c.State, Total: money.Amount(0).In(e.Currency)})
		}
		home, err := rates.Of(c.Currency, c.Total)
		if err != nil {
			return out, err
		}
		s := &out[len(out)-1]
		s.Orders, s.Total.Minor = s.Orders+c.N, s.Total.Minor+home
	}
	return out, err
}

// unidentified is what payers not known on a day had sent until then, as the
// ledger has it: the open item becomes the customer's own when he is known.
func unidentified(r *db.Read, e seller.Entity, in AsOf) (money.Money, error) {
	sums, err := ledger.TrialBalance(r, r.Entity, in.day(r), in.Known)
	total := money.Amount(0).In(e.Currency)
	for _, s := range sums {
		if s.Account == ledger.Chart(e.Chart()).Account(ledger.UnidentifiedReceipts) {
			total.Minor -= s.Amount
		}
	}
	return total, err
}
