package order

import (
	"strconv"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/seal"
)

// Amendment is one change of an order: what it was, what it became.
type Amendment struct {
	At     time.Time     `json:"at"`
	By     string        `json:"by" doc:"user id"`
	Before money.Money   `json:"before" doc:"total, tax included"`
	After  money.Money   `json:"after"`
	Fields []FieldChange `json:"fields" doc:"priority and days"`
	Lines  []LineChange  `json:"lines"`
}

// FieldChange is a field of the order before and after.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// LineChange is a line before and after; before is null of a new line.
type LineChange struct {
	N      int64      `json:"n"`
	SKU    string     `json:"sku"`
	Before *LineTerms `json:"before"`
	After  LineTerms  `json:"after"`
}

// LineTerms is what an amendment may change of a line.
type LineTerms struct {
	Quantity  money.Quantity `json:"quantity"`
	UnitPrice money.Price    `json:"unit_price"`
	Discounts string         `json:"discount_percent"`
	Net       money.Money    `json:"net"`
}

// mostAmendments of an order that are shown, the latest.
const mostAmendments = 1000

// Amendments lists how an order was changed, oldest first.
func Amendments(r *db.Read, in ByID) ([]Amendment, error) {
	out := []Amendment{}
	o, err := head(r, in.ID)
	if err != nil {
		return out, err
	}
	events, err := seal.Touching(r, o.ID, mostAmendments)
	if err != nil {
		return out, err
	}
	for _, e := range events {
		if e.Type != "order.amended" {
			continue
		}
		var body amended
		if err := e.Read(&body); err != nil {
			return out, err
		}
		a := Amendment{At: e.Instant(), Before: body.Before.In(o.Currency), After: body.Total.In(o.Currency), Fields: []FieldChange{}, Lines: []LineChange{}}
		if e.Actor != 0 {
			a.By = e.Actor.Text("usr")
		}
		for _, h := range body.Head {
			a.Fields = append(a.Fields, h.shown(o.Currency))
		}
		for _, l := range body.Lines {
			c := LineChange{N: l.N, SKU: l.SKU, After: l.After.shown(o.Currency)}
			if l.Before != nil {
				before := l.Before.shown(o.Currency)
				c.Before = &before
			}
			a.Lines = append(a.Lines, c)
		}
		out = append(out, a)
	}
	return out, nil
}

func (t lineTerms) shown(c money.Currency) LineTerms {
	return LineTerms{t.Quantity, t.UnitPrice, t.Discounts, t.Net.In(c)}
}

func (h headAmended) shown(c money.Currency) FieldChange {
	text := func(v int64) string {
		switch {
		case v == 0:
			return ""
		case h.Field == "priority":
			return strconv.FormatInt(v, 10)
		case h.Field == "allowance_percent":
			return money.Percent(v).String()
		case h.Field == "allowance_amount":
			return money.Amount(v).In(c).Text()
		}
		return day.Day(v).String()
	}
	return FieldChange{h.Field, text(h.Before), text(h.After)}
}
