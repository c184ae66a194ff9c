package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// ForecastIn asks when money is expected.
type ForecastIn struct {
	AsOf
	Customer string `query:"customer" json:"customer,omitempty" doc:"number; all when left out"`
	Group    string `query:"group" json:"group,omitempty" doc:"number of a group: its customers"`
}

// ForecastPart is a document, or a part of it, with the day it is expected on.
type ForecastPart struct {
	Number   string      `json:"number"`
	Customer string      `json:"customer"`
	DueOn    day.Day     `json:"due_on"`
	On       day.Day     `json:"on" doc:"expected; empty: no day is known"`
	Why      string      `json:"why" doc:"promised; usual: due, and as late as the customer usually is; late: later than that, so as long again; risk: contested or doubtful"`
	Amount   money.Money `json:"amount"`
}

// ForecastWeek is a week of expected money, with the documents that sum to it.
type ForecastWeek struct {
	From      day.Day        `json:"from"`
	To        day.Day        `json:"to"`
	Promised  money.Money    `json:"promised"`
	Usual     money.Money    `json:"usual"`
	Late      money.Money    `json:"late"`
	Total     money.Money    `json:"total"`
	Documents []ForecastPart `json:"documents"`
}

// ForecastOut is the money expected of what is owed: all of it is the
// receivables of the day.
type ForecastOut struct {
	AsOf     day.Day        `json:"as_of"`
	Currency money.Currency `json:"currency"`
	Weeks    []ForecastWeek `json:"weeks"`
	Beyond   ForecastWeek   `json:"beyond" doc:"expected later"`
	Risk     ForecastWeek   `json:"risk" doc:"contested or doubtful: no day is known"`
	Credit   money.Money    `json:"credit" doc:"on account beyond what is owed, negative"`
	Total    money.Money    `json:"total"`
}

// Forecast says week by week what customers are expected to pay of what they
// owe, in the company's currency, and why then.
func Forecast(r *db.Read, in ForecastIn) (ForecastOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return ForecastOut{}, err
	}
	counts, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return ForecastOut{}, err
	}
	at := AsOf{in.day(r), in.Known}
	k, err := foreseeable(r, at, counts)
	if err != nil {
		return ForecastOut{}, err
	}
	out := ForecastOut{AsOf: at.Day, Currency: e.Currency, Credit: money.Amount(0).In(e.Currency), Total: money.Amount(0).In(e.Currency)}
	for n := range Weeks {
		first := at.Day.AddDays(1 + 7*n)
		out.Weeks = append(out.Weeks, emptyWeek(first, first.AddDays(6), e.Currency))
	}
	out.Beyond, out.Risk = emptyWeek(at.Day.AddDays(1+7*Weeks), 0, e.Currency), emptyWeek(0, 0, e.Currency)
	for _, c := range k.owe {
		words, err := k.spoken(c)
		if err != nil {
			return out, err
		}
		list, left := Foresee(k.claims[c], k.credit[c], words, k.habit(c.Customer), at.Day)
		out.Credit.Minor -= left
		out.Total.Minor -= left
		for _, x := range list {
			out.Total.Minor += x.Amount
			out.week(x.On).add(x)
		}
	}
	for _, w := range append([]*ForecastWeek{&out.Beyond, &out.Risk}, pointers(out.Weeks)...) {
		slices.SortStableFunc(w.Documents, func(a, b ForecastPart) int {
			return cmp.Or(cmp.Compare(b.Amount.Minor, a.Amount.Minor), cmp.Compare(a.Number, b.Number))
		})
	}
	return out, nil
}

func emptyWeek(from, to day.Day, c money.Currency) ForecastWeek {
	zero := money.Amount(0).In(c)
	return ForecastWeek{from, to, zero, zero, zero, zero, []ForecastPart{}}
}

func pointers(list []ForecastWeek) (out []*ForecastWeek) {
	for i := range list {
		out = append(out, &list[i])
	}
	return out
}

func (out *ForecastOut) week(on day.Day) *ForecastWeek {
	n := (on.Sub(out.AsOf) - 1) / 7
	switch {
	case on.IsZero():
		return &out.Risk
	case n >= Weeks:
		return &out.Beyond
	}
	return &out.Weeks[n]
}

func (w *ForecastWeek) add(x Expected) {
	w.Total.Minor += x.Amount
	switch x.Why {
	case ByPromise:
		w.Promised.Minor += x.Amount
	case ByHabit:
		w.Usual.Minor += x.Amount
	case ByDelay:
		w.Late.Minor += x.Amount
	}
	w.Documents = append(w.Documents, ForecastPart{x.Number, x.Customer, x.DueOn, x.On, x.Why, x.Amount.In(w.Total.Currency)})
}

// purse is what a customer owes in one currency: his money, and what he promised,
// settle that alone.
type purse struct {
	Customer string
	Currency money.Currency
}

// foreseen is what is known of each customer on a day, in the company's currency
// at what it was booked at, but what he promised, which no book has.
type foreseen struct {
	owe    []purse
	claims map[purse][]Claim
	credit map[purse]money.Amount
	booked map[purse]ledger.Worth // of the claims
	words  map[purse][]Word
	habits map[string]Habit
	usual  Habit // of all of them, for who has none of his own
}

// spoken is what was promised at what the claims it is for were booked at.
func (k foreseen) spoken(c purse) ([]Word, error) {
	words := slices.Clone(k.words[c])
	for i, w := range words {
		var err error
		if words[i].Amount, err = k.booked[c].Of(w.Amount); err != nil {
			return nil, err
		}
	}
	return words, nil
}

func (k foreseen) habit(customer string) Habit {
	if h, ok := k.habits[customer]; ok && h.Money > 0 {
		return h
	}
	return k.usual
}

// habitDays are the days before the one asked about in which a habit shows.
const habitDays = 365

// claim is what is owed of an item, in the company's currency at what it was
// booked at, with what of it no day is known of.
func (i open) claim(contested money.Amount, doubtful bool) (x Claim, err error) {
	x = Claim{Number: i.Number, Customer: i.Customer, DueOn: i.DueOn, Open: i.Home, Doubtful: i.Home}
	if !doubtful {
		x.Doubtful, err = ledger.Worth{Amount: i.Open, Home: i.Home}.Of(min(contested, i.Open))
	}
	return x, err
}

func foreseeable(r *db.Read, at AsOf, counts func(string) bool) (foreseen, error) {
	k := foreseen{claims: map[purse][]Claim{}, credit: map[purse]money.Amount{}, booked: map[purse]ledger.Worth{}, words: map[purse][]Word{}, habits: map[string]Habit{}}
	var failed error
	for _, h := range gather[struct {
		Customer string
		Habit
	}](r, &failed, qHabits, r.Entity, at.Day.AddDays(-habitDays), at.Day, at.Known) {
		k.habits[h.Customer] = h.Habit
		k.usual.Money += h.Money
		k.usual.MoneyDays += h.MoneyDays
	}
	for _, p := range gather[struct {
		Customer string
		State    string
		Currency money.Currency
		Word
	}](r, &failed, qWords, r.Entity, at.Day, at.Day, at.Known) {
		if c := (purse{p.Customer, p.Currency}); p.State == "open" || p.State == "" {
			k.words[c] = append(k.words[c], p.Word)
		}
	}
	contested := map[db.ID]money.Amount{}
	for _, d := range gather[struct {
		Item   db.ID
		State  string
		Amount money.Amount
	}](r, &failed, qDisputed, r.Entity, 0, at.Day, at.Known) {
		if d.State == "open" || d.State == "in_review" {
			contested[d.Item] += d.Amount
		}
	}
	if failed != nil {
		return k, failed
	}
	doubted, err := doubted(r, at)
	if err != nil {
		return k, err
	}
	list, err := items(r, at)
	for _, i := range list {
		if i.Open == 0 || i.CustomerID == 0 || !counts(i.Customer) {
			continue
		}
		c := purse{i.Customer, i.Currency}
		if !slices.Contains(k.owe, c) {
			k.owe = append(k.owe, c)
		}
		if i.Total < 0 {
			k.credit[c] -= i.Home
			continue
		}
		k.booked[c] = ledger.Worth{Amount: k.booked[c].Amount + i.Open, Home: k.booked[c].Home + i.Home}
		x, err := i.claim(contested[i.Item], doubted[part{i.Document, i.Instalment}])
		if err != nil {
			return k, err
		}
		k.claims[c] = append(k.claims[c], x)
	}
	return k, err
}
