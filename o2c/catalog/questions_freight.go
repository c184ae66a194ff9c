package catalog

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// TariffView is a tariff as doors show it.
type TariffView struct {
	ID           string         `json:"id"`
	Code         string         `json:"code"`
	SKU          string         `json:"sku"`
	From         day.Day        `json:"valid_from"`
	Currency     money.Currency `json:"currency"`
	Units        string         `json:"units"`
	Divisor      money.Quantity `json:"divisor"`
	DivisorAbove money.Quantity `json:"divisor_above"`
	Step         money.Quantity `json:"step"`
	Fuel         money.Percent  `json:"fuel_percent"`
	Remote       money.Price    `json:"remote"`
	Residential  money.Price    `json:"residential"`
	FreeFrom     *money.Money   `json:"free_from"`
	Zones        []Zone         `json:"zones"`
	Rates        []Rate         `json:"rates"`
}

func tariffView(t Tariff, sku string) TariffView {
	v := TariffView{t.ID.Text("trf"), t.Code, sku, t.From, t.Currency, t.Units, t.Divisor, t.DivisorAbove, t.Step, t.Fuel, t.Remote, t.Residential,
		nil, t.Zones, t.Rates}
	if t.Free {
		free := t.FreeFrom.In(t.Currency)
		v.FreeFrom = &free
	}
	return v
}

// ListTariffs lists the ways of delivery with their tariffs.
func ListTariffs(r *db.Read, _ seller.None) (db.Page[TariffView], error) {
	out := db.Page[TariffView]{Items: []TariffView{}}
	list, err := Tariffs(r)
	for _, t := range list {
		i, err := Load(r, t.Item)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, tariffView(t, i.SKU))
	}
	return out, err
}

// ToQuoteFreight asks what a delivery would cost, by every way or one.
type ToQuoteFreight struct {
	Customer    string   `query:"customer" json:"customer" required:"true" doc:"id or number: whose address counts"`
	Lines       []string `query:"lines" json:"lines" doc:"SKU:quantity, separated by commas"`
	Tariff      string   `query:"freight" json:"freight,omitempty" doc:"code of one way of delivery; all when left out"`
	Residential bool     `query:"residential" json:"residential,omitempty"`
	Day         day.Day  `query:"day" json:"day,omitempty" doc:"the business day when left out"`
}

// FreightView is one way of delivery with its price, or why it can not be had.
type FreightView struct {
	Code     string         `json:"code"`
	Zone     string         `json:"zone"`
	Weight   money.Quantity `json:"billable_weight"`
	Units    string         `json:"units"`
	Currency money.Currency `json:"currency"`
	Net      money.Money    `json:"net"`
	Trail    []Part         `json:"trail"`
	Refused  string         `json:"refused" doc:"code of what keeps it from being offered"`
	Why      string         `json:"why"`
}

// QuoteFreight says what the delivery of some goods costs by each way that is
// in force. It is the code that charges orders.
func QuoteFreight(r *db.Read, in ToQuoteFreight) (db.Page[FreightView], error) {
	out := db.Page[FreightView]{Items: []FreightView{}}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	if in.Day.IsZero() {
		in.Day = r.Day()
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	parcels, goods, err := in.parcels(r, c, e.Currency)
	if err != nil {
		return out, err
	}
	all, err := Tariffs(r)
	if err != nil {
		return out, err
	}
	done := map[string]bool{}
	for _, t := range all {
		if done[t.Code] || in.Tariff != "" && in.Tariff != t.Code {
			continue
		}
		done[t.Code] = true
		if t, err = TariffOn(r, t.Code, in.Day); err != nil || t.Currency != e.Currency {
			continue // not in force yet, or of another company of ours
		}
		v, err := t.quote(r.Speak, parcels, Place{c.Country, c.Region, c.Postcode, in.Residential}, goods)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	if in.Tariff != "" && len(out.Items) == 0 {
		return out, refuse.New(refuse.Missing, "catalog.tariff_unknown", "tariff", in.Tariff)
	}
	return out, nil
}

// parcels are the goods among the lines and their net by rule.
func (in ToQuoteFreight) parcels(r *db.Read, c party.Customer, currency money.Currency) (parcels []Parcel, net money.Amount, err error) {
	for _, line := range in.Lines {
		sku, text, _ := strings.Cut(line, ":")
		q := money.Units(1)
		if text != "" {
			if q, err = money.ParseQuantity(text); err != nil {
				return nil, 0, err
			}
		}
		if q <= 0 {
			return nil, 0, refuse.New(refuse.Invalid, "catalog.quantity", "quantity", q)
		}
		i, err := Find(r, strings.TrimSpace(sku))
		if err != nil {
			return nil, 0, err
		}
		if i.Kind != Goods {
			continue
		}
		parcels = append(parcels, i.Parcel(q))
		p, ok, err := Offer(r, Asked{Item: i, Customer: c.ID, Group: c.Root, Quantity: q, Currency: currency, Day: in.Day})
		if err != nil || !ok {
			return parcels, net, err
		}
		amount, err := p.Net(q, currency)
		if err != nil {
			return nil, 0, err
		}
		net += amount
	}
	return parcels, net, nil
}

func (t Tariff) quote(l words.Language, parcels []Parcel, to Place, goods money.Amount) (FreightView, error) {
	v := FreightView{Code: t.Code, Units: t.Units, Currency: t.Currency, Net: money.Amount(0).In(t.Currency), Trail: []Part{}}
	p, err := t.Price(parcels, to, goods)
	if no, is := refuse.As(err); is {
		v.Refused, v.Why = no.Code, sentences.Say(l, no.Code, no.Args...)
		return v, nil
	}
	if err != nil {
		return v, err
	}
	if v.Weight, err = t.Billable(parcels); err != nil {
		return v, err
	}
	v.Zone = p.From.Of
	net, err := p.Net(money.Units(1), t.Currency)
	if err != nil {
		return v, err
	}
	v.Net = net.In(t.Currency)
	v.Trail, err = p.Trail(money.Units(1), t.Currency)
	return v, err
}

var sentences = words.NewCatalog(words.Base, Texts)
