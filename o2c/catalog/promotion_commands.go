package catalog

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// NewPromotion is a promotion: a percent, or an amount off each unit.
type NewPromotion struct {
	Code    string        `json:"code" minLength:"1" maxLength:"40" doc:"letters, digits, _ . -"`
	SKU     string        `json:"sku,omitempty" doc:"left out: every item"`
	List    string        `json:"list,omitempty" doc:"only prices of this list; left out: the list price, whatever list it is on"`
	Percent money.Percent `json:"percent,omitempty"`
	Each    money.Price   `json:"amount,omitempty" doc:"off each unit, in the currency of the list, else of the company"`
	From    day.Day       `json:"valid_from,omitempty" doc:"the business day when left out"`
	To      day.Day       `json:"valid_to,omitempty" doc:"last day; left out: until it is ended"`
}

// CreatePromotion adds a promotion.
func CreatePromotion(w *db.Write, in NewPromotion) (PromotionView, error) {
	m := Promotion{Code: strings.TrimSpace(in.Code), Percent: in.Percent, Each: in.Each, From: in.From, To: in.To, Version: 1}
	e, err := seller.Of(w.Read)
	if err != nil {
		return PromotionView{}, err
	}
	m.Currency = e.Currency
	if m.From.IsZero() {
		m.From = w.Day()
	}
	r := refuse.New(refuse.Invalid, "catalog.promotion_invalid")
	if !code.MatchString(m.Code) {
		r.At("/code", "catalog.code", "code", m.Code)
	}
	if m.Percent < 0 || m.Each < 0 || m.Percent > money.Whole || (m.Percent == 0) == (m.Each == 0) {
		r.At("/percent", "catalog.promotion_off")
	}
	if !m.To.IsZero() && m.To < m.From {
		r.At("/valid_to", "catalog.ends_before", "from", m.From, "to", m.To)
	}
	if in.SKU != "" {
		i, err := Find(w.Read, in.SKU)
		if err != nil {
			return PromotionView{}, err
		}
		m.Item = i.ID
	}
	if in.List != "" {
		l, err := findList(w.Read, strings.TrimSpace(in.List))
		if err != nil {
			return PromotionView{}, err
		}
		if l.Holder != 0 { // a customer's price comes before a promotion
			r.At("/list", "catalog.promotion_list", "list", l.Code)
		}
		m.List, m.Currency = l.ID, l.Currency
	}
	if len(r.Fields) > 0 {
		return PromotionView{}, r
	}
	m.ID = w.NewID()
	insertPromotion(w, m)
	w.Emit("catalog.promotion_created", promotionBody{m.Percent, m.Each, m.Currency, m.From, m.To}, db.Obj("promotion", m.ID))
	v, err := promotionView(w.Read, m)
	if err != nil {
		return v, err
	}
	return v, w.Err()
}

// EndPromotion gives a promotion its last day.
func EndPromotion(w *db.Write, in ToEnd) (PromotionView, error) {
	all, err := db.All[Promotion](w.Read, qPromotions)
	if err != nil {
		return PromotionView{}, err
	}
	id, _ := db.ParseID("pro", in.ID)
	for _, m := range all {
		if m.ID != id && m.Code != in.ID {
			continue
		}
		if m, err = db.Lock[Promotion](w, qPromotion, m.ID); err != nil {
			return PromotionView{}, err
		}
		old := m
		if m.To = in.To; m.To.IsZero() {
			m.To = w.Day()
		}
		if m.To < m.From {
			return PromotionView{}, refuse.New(refuse.Invalid, "catalog.promotion_invalid").At("/valid_to", "catalog.ends_before", "from", m.From, "to", m.To)
		}
		if m != old {
			endPromotion(w, m)
			w.Emit("catalog.promotion_ended", endBody{m.To}, db.Obj("promotion", m.ID))
		}
		v, err := promotionView(w.Read, m)
		if err != nil {
			return v, err
		}
		return v, w.Err()
	}
	return PromotionView{}, refuse.New(refuse.Missing, "catalog.promotion_unknown", "promotion", in.ID)
}
