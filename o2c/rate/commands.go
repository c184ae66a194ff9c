package rate

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// New is a rate of a day: one of the first currency is worth so much of the
// second.
type New struct {
	Day  day.Day        `json:"day"`
	From money.Currency `json:"from" doc:"1 of this …"`
	To   money.Currency `json:"to" doc:"… is worth so much of this"`
	Rate money.Price    `json:"rate"`
}

// View is a rate as doors show it.
type View struct {
	ID   string         `json:"id"`
	Day  day.Day        `json:"day"`
	From money.Currency `json:"from"`
	To   money.Currency `json:"to"`
	Rate money.Price    `json:"rate"`
}

func (x Rate) view() View { return View{x.ID.Text(Prefix), x.Day, x.Base, x.Quote, x.Value} }

// set is the body of rate.set and rate.changed.
type set struct {
	Day  day.Day        `json:"day"`
	From money.Currency `json:"from"`
	To   money.Currency `json:"to"`
	Rate money.Price    `json:"rate"`
}

// Read is the rate, or says which fields are wrong.
func (in New) Read() (Rate, error) {
	x := Rate{Day: in.Day, Base: in.From, Quote: in.To, Value: in.Rate}
	return x, x.check()
}

// Put sets the rate of a day, or corrects it; what was booked stays as it is.
func Put(w *db.Write, in New) (View, error) {
	v, _, err := Set(w, in)
	return v, err
}

// Set is Put, and tells whether anything changed.
func Set(w *db.Write, in New) (View, bool, error) {
	x, err := in.Read()
	if err != nil {
		return View{}, false, err
	}
	old, err := db.Lock[Rate](w, qOne, x.Base, x.Quote, x.Day)
	typ := "rate.set"
	switch {
	case err == db.ErrNone:
		x.ID = w.NewID()
		w.Exec(qInsert, x.ID, x.Day, x.Base, x.Quote, x.Value)
	case err != nil:
		return View{}, false, err
	case old.Value == x.Value:
		return old.view(), false, nil
	default:
		x.ID, typ = old.ID, "rate.changed"
		w.Exec1(qUpdate, x.ID, x.Value, old.Version)
	}
	w.Emit(typ, set{x.Day, x.Base, x.Quote, x.Value}, db.Obj("exchange_rate", x.ID))
	return x.view(), true, w.Err()
}

// Filter asks for rates.
type Filter struct {
	db.Paging
	Currency money.Currency `query:"currency" json:"currency,omitempty" doc:"of either side"`
}

// List pages through the rates.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Rate](r, qPage, after, in.Currency, in.Rows()+1)
	page := db.Paged(in.Paging, rows, func(x Rate) db.ID { return x.ID })
	out.Next = page.Next
	for _, x := range page.Items {
		out.Items = append(out.Items, x.view())
	}
	return out, err
}
