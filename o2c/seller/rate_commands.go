package seller

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/tax"
)

// NewRate is the sales tax of a place in the United States from a day on.
type NewRate struct {
	State    string        `json:"state" minLength:"2" maxLength:"5" doc:"NY, or US-NY"`
	Postcode string        `json:"postcode,omitempty" maxLength:"10" doc:"how the postcodes begin for which it holds; the whole state when left out"`
	Rate     money.Percent `json:"rate" doc:"state, county and city together: 7.25"`
	Freight  bool          `json:"freight_taxable" doc:"whether what is charged for the delivery is taxed"`
	Services *bool         `json:"services_taxable,omitempty" doc:"yes when left out"`
	From     day.Day       `json:"valid_from"`
}

// RateView is a rate as doors show it.
type RateView struct {
	ID       string        `json:"id"`
	State    string        `json:"state"`
	Postcode string        `json:"postcode"`
	Rate     money.Percent `json:"rate"`
	Freight  bool          `json:"freight_taxable"`
	Services bool          `json:"services_taxable"`
	From     day.Day       `json:"valid_from"`
}

// rate is a row of the table.
type rate struct {
	ID id.ID
	tax.StateRate
	Version int64
}

func (x rate) view() RateView {
	return RateView{x.ID.Text("rat"), x.State, x.Postcode, x.Rate, x.Freight, x.Services, x.From}
}

// Read cleans the rate, or says which fields are wrong.
func (in NewRate) Read() (tax.StateRate, error) {
	x := tax.StateRate{State: tax.State(in.State), Postcode: tax.Postcode(in.Postcode), Rate: in.Rate, Freight: in.Freight,
		Services: in.Services == nil || *in.Services, From: in.From}
	r := refuse.New(refuse.Invalid, "seller.rate")
	if x.State == "" {
		r.At("/state", "tax.state", "region", in.State)
	}
	if len(x.Postcode) > 9 || strings.Trim(x.Postcode, "0123456789") != "" {
		r.At("/postcode", "seller.rate_postcode", "postcode", in.Postcode)
	}
	if x.Rate < 0 || x.Rate > money.Whole {
		r.At("/rate", "seller.rate_percent", "rate", in.Rate)
	}
	if x.From.IsZero() {
		r.At("/valid_from", "seller.rate_from")
	}
	if len(r.Fields) > 0 {
		return x, r
	}
	return x, nil
}

const rateColumns = `id, state, postcode, rate, freight, services, valid_from, version`

var (
	qRate       = db.Q("seller.rate", `select `+rateColumns+` from tax_rate where state = $1 and postcode = $2 and valid_from = $3`)
	qRatesOf    = db.Q("seller.rates_of", `select state, postcode, rate, freight, services, valid_from from tax_rate where state = $1`)
	qRatePage   = db.Q("seller.rates", `select `+rateColumns+` from tax_rate where id > $1 and ($2 = '' or state = $2) order by id limit $3`).Scans()
	qRateInsert = db.Q("seller.rate.insert", `insert into tax_rate (id, state, postcode, rate, freight, services, valid_from, version) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qRateUpdate = db.Q("seller.rate.update", `update tax_rate set rate = $2, freight = $3, services = $4, version = version + 1 where id = $1 and version = $5`)
)

var rates = db.NewCache[string, []tax.StateRate]("seller.rate")

// Rates are the sales taxes of a state; not to be changed.
func Rates(r *db.Read, state string) ([]tax.StateRate, error) {
	return rates.Find(r, state, func() ([]tax.StateRate, error) { return db.All[tax.StateRate](r, qRatesOf, state) })
}

// SetRate sets the sales tax of a place from a day on, or corrects that of the
// same place and day. What was decided before stays as it is.
func SetRate(w *db.Write, in NewRate) (RateView, error) {
	v, _, err := PutRate(w, in)
	return v, err
}

// PutRate is SetRate, and tells whether anything changed.
func PutRate(w *db.Write, in NewRate) (v RateView, changed bool, err error) {
	x := rate{Version: 1}
	if x.StateRate, err = in.Read(); err != nil {
		return v, false, err
	}
	old, err := db.One[rate](w.Read, qRate, x.State, x.Postcode, x.From)
	typ := "seller.rate_set"
	switch {
	case err == db.ErrNone:
		x.ID = w.NewID()
		w.Exec(qRateInsert, x.ID, x.State, x.Postcode, x.Rate, x.Freight, x.Services, x.From)
	case err != nil:
		return v, false, err
	case old.StateRate == x.StateRate:
		return old.view(), false, nil
	default:
		x.ID, typ = old.ID, "seller.rate_changed"
		w.Exec1(qRateUpdate, x.ID, x.Rate, x.Freight, x.Services, old.Version)
	}
	rates.Drop(w)
	w.Emit(typ, rated{x.State, x.Postcode, x.Rate, x.Freight, x.Services, x.From}, db.Obj("tax_rate", x.ID))
	return x.view(), true, w.Err()
}

// RateFilter asks for sales taxes.
type RateFilter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty"`
}

// ListRates pages through the sales taxes.
func ListRates(r *db.Read, in RateFilter) (db.Page[RateView], error) {
	out := db.Page[RateView]{Items: []RateView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	state := tax.State(in.State)
	if in.State != "" && state == "" {
		return out, refuse.New(refuse.Invalid, "tax.state", "region", in.State)
	}
	rows, err := db.All[rate](r, qRatePage, after, state, in.Rows()+1)
	page := db.Paged(in.Paging, rows, func(x rate) db.ID { return x.ID })
	out.Next = page.Next
	for _, x := range page.Items {
		out.Items = append(out.Items, x.view())
	}
	return out, err
}
