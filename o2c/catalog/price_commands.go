package catalog

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// NewPrice is a price on a list. The first price of a list says for whom and in
// which currency the list is; the later ones may leave that out.
type NewPrice struct {
	List     string         `json:"list" minLength:"1" maxLength:"40" doc:"letters, digits, _ . -; made when it is new"`
	SKU      string         `json:"sku" doc:"id or SKU"`
	Price    money.Price    `json:"price" doc:"of a unit, before tax"`
	Least    money.Quantity `json:"min_quantity,omitempty" doc:"a volume break: from that quantity on; from the first piece when left out"`
	Currency money.Currency `json:"currency,omitempty" doc:"of the list; the company's when left out"`
	From     day.Day        `json:"valid_from,omitempty" doc:"the business day when left out"`
	To       day.Day        `json:"valid_to,omitempty" doc:"last day; left out: until it is ended"`
	Customer string         `json:"customer,omitempty" doc:"id or number of whom the list is for"`
	Group    string         `json:"group,omitempty" doc:"number of the customer group the list is for"`
}

// SetPrice puts a price on a list, or changes that of the same item, quantity
// and first day. What was sold before keeps its price.
func SetPrice(w *db.Write, in NewPrice) (PriceView, error) {
	p, i, err := in.read(w)
	if err != nil {
		return PriceView{}, err
	}
	l, err := in.list(w)
	if err != nil {
		return PriceView{}, err
	}
	p.List, p.Code, p.Holder, p.Currency = l.ID, l.Code, l.Holder, l.Currency
	rows, err := db.All[Listed](w.Read, qListed, i.ID)
	if err != nil {
		return PriceView{}, err
	}
	old, there := Listed{}, false
	for _, r := range rows {
		if r.List == p.List && r.Least == p.Least && r.From == p.From {
			old, there = r, true
		}
	}
	fact, objects := listedBody{p.Price, p.Currency, p.Least, p.From, p.To}, []db.Object{{}, db.Obj("item", i.ID)}
	switch p.ID, p.Version = old.ID, old.Version; {
	case !there:
		p.ID, p.Version = w.NewID(), 1
		insertPrice(w, p)
		objects[0] = db.Obj("price", p.ID)
		w.Emit("catalog.price_set", fact, objects...)
	case p != old:
		updatePrice(w, p)
		objects[0] = db.Obj("price", p.ID)
		w.Emit("catalog.price_changed", fact, objects...)
	}
	return priceView(listedRow{p, i.SKU, "", ""}.of(in)), w.Err()
}

// read checks what is said of the price itself.
func (in NewPrice) read(w *db.Write) (p Listed, i Item, err error) {
	r := refuse.New(refuse.Invalid, "catalog.price_invalid")
	if in.List = strings.TrimSpace(in.List); !code.MatchString(in.List) {
		r.At("/list", "catalog.code", "code", in.List)
	}
	if in.Price < 0 {
		r.At("/price", "catalog.price_negative")
	}
	if in.Least < 0 {
		r.At("/min_quantity", "catalog.least_negative")
	}
	if in.Least <= money.Units(1) { // from the first piece on
		in.Least = 0
	}
	if in.From.IsZero() {
		in.From = w.Day()
	}
	if !in.To.IsZero() && in.To < in.From {
		r.At("/valid_to", "catalog.ends_before", "from", in.From, "to", in.To)
	}
	if in.Customer != "" && in.Group != "" {
		r.At("/group", "catalog.one_holder")
	}
	if i, err = Find(w.Read, in.SKU); refuse.Code(err) == "catalog.unknown" {
		r.At("/sku", "catalog.unknown", "sku", in.SKU)
		err = nil
	}
	if err == nil && len(r.Fields) > 0 {
		err = r
	}
	return Listed{Item: i.ID, Least: in.Least, Price: in.Price, From: in.From, To: in.To}, i, err
}

// list finds the list, or makes it.
func (in NewPrice) list(w *db.Write) (list, error) {
	holder, err := in.holder(w.Read)
	if err != nil {
		return list{}, err
	}
	l, err := findList(w.Read, strings.TrimSpace(in.List))
	if err == nil {
		if holder != 0 && holder != l.Holder || in.Currency != "" && in.Currency != l.Currency {
			return l, refuse.New(refuse.Conflict, "catalog.list_other", "list", l.Code, "currency", string(l.Currency))
		}
		return l, nil
	}
	if refuse.Code(err) != "catalog.list_unknown" {
		return l, err
	}
	l = list{w.NewID(), strings.TrimSpace(in.List), holder, in.Currency}
	if l.Currency == "" {
		e, err := seller.Of(w.Read)
		if err != nil {
			return l, err
		}
		l.Currency = e.Currency
	}
	insertList(w, l)
	w.Emit("catalog.list_created", listBody{l.Currency}, db.Obj("price_list", l.ID))
	return l, nil
}

// holder is the customer or group the list is for, 0 = everybody.
func (in NewPrice) holder(r *db.Read) (db.ID, error) {
	switch {
	case in.Customer != "":
		c, err := party.Find(r, in.Customer)
		return c.ID, err
	case in.Group != "":
		return party.Group(r, in.Group)
	}
	return 0, nil
}

// ToEnd says which price or promotion ends.
type ToEnd struct {
	ID string  `path:"id" json:"-"`
	To day.Day `json:"valid_to,omitempty" doc:"last day; the business day when left out"`
}

// EndPrice gives a price its last day.
func EndPrice(w *db.Write, in ToEnd) (PriceView, error) {
	id, ok := db.ParseID("prc", in.ID)
	p, err := db.One[Listed](w.Read, qListedByID, id)
	if !ok || err == db.ErrNone {
		return PriceView{}, refuse.New(refuse.Missing, "catalog.price_unknown", "price", in.ID)
	}
	if err != nil {
		return PriceView{}, err
	}
	old := p
	if p.To = in.To; p.To.IsZero() {
		p.To = w.Day()
	}
	if p.To < p.From {
		return PriceView{}, refuse.New(refuse.Invalid, "catalog.price_invalid").At("/valid_to", "catalog.ends_before", "from", p.From, "to", p.To)
	}
	if p != old {
		updatePrice(w, p)
		w.Emit("catalog.price_ended", endBody{p.To}, db.Obj("price", p.ID), db.Obj("item", p.Item))
	}
	i, err := Load(w.Read, p.Item)
	if err != nil {
		return PriceView{}, err
	}
	return priceView(listedRow{p, i.SKU, "", ""}), w.Err()
}

// NewAuthority is how far a role may go with prices.
type NewAuthority struct {
	Role       string         `json:"role" minLength:"1" maxLength:"40"`
	Discount   *money.Percent `json:"max_discount,omitempty" doc:"most percent off the price by rule; left out: any"`
	BelowFloor bool           `json:"below_floor,omitempty" doc:"may sell below a floor price, and let others"`
}

// SetAuthority says how far a role may go without asking.
func SetAuthority(w *db.Write, in NewAuthority) (AuthorityView, error) {
	all, err := policyOf(w.Read)
	if err != nil {
		return AuthorityView{}, err
	}
	a := all.authority(strings.TrimSpace(in.Role))
	old := a
	a.BelowFloor, a.Limited, a.Discount = in.BelowFloor, in.Discount != nil, 0
	var most any
	if a.Limited {
		a.Discount = *in.Discount
		most = a.Discount
	}
	if a.Role == "" || a.Discount < 0 || a.Discount > money.Whole {
		return AuthorityView{}, refuse.New(refuse.Invalid, "money.discount", "discount", a.Discount)
	}
	body := authorityBody{a.Role, in.Discount, a.BelowFloor}
	switch {
	case a.ID == 0:
		a.ID = w.NewID()
		w.Exec(qAuthorityInsert, a.ID, a.Role, most, a.BelowFloor)
		w.Emit("catalog.authority_set", body, db.Obj("authority", a.ID))
	case a != old:
		w.Exec1(qAuthorityUpdate, a.ID, most, a.BelowFloor, a.Version)
		w.Emit("catalog.authority_changed", body, db.Obj("authority", a.ID))
	}
	policies.Drop(w)
	return authorityView(a), w.Err()
}
