package catalog

import (
	"slices"
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
	Price    money.Price    `json:"price" doc:"of a unit, before tax unless the list says otherwise"`
	Least    money.Quantity `json:"min_quantity,omitempty" doc:"a volume break: from that quantity on; from the first piece when left out"`
	Currency money.Currency `json:"currency,omitempty" doc:"of the list; the company's when left out"`
	From     day.Day        `json:"valid_from,omitempty" doc:"the business day when left out"`
	To       day.Day        `json:"valid_to,omitempty" doc:"last day; left out: until it is ended"`
	Customer string         `json:"customer,omitempty" doc:"id or number of whom the list is for"`
	Group    string         `json:"group,omitempty" doc:"number of the customer group the list is for"`
	Included *bool          `json:"tax_included,omitempty" doc:"of the list: true when its prices are with tax included"`
}

// SetPrice puts a price on a list, or changes that of the same item, quantity
// and first day. What was sold before keeps its price.
func SetPrice(w *db.Write, in NewPrice) (PriceView, error) {
	v, _, err := PutPrice(w, in)
	return v, err
}

// PutPrice is SetPrice, and says whether anything changed.
func PutPrice(w *db.Write, in NewPrice) (v PriceView, changed bool, err error) {
	p, i, err := in.read(w.Read)
	if err != nil {
		return v, false, err
	}
	l, there, err := in.list(w.Read)
	if err != nil {
		return v, false, err
	}
	if !there {
		l.ID = w.NewID()
		insertList(w, l)
		w.Emit("catalog.list_created", listBody{l.Currency, l.Included}, db.Obj("price_list", l.ID))
	}
	p.List, p.Code, p.Holder, p.Currency, p.Included = l.ID, l.Code, l.Holder, l.Currency, l.Included
	rows, err := db.LockAll[Listed](w, qListedOf, i.ID)
	if err != nil {
		return v, false, err
	}
	old := Listed{}
	for _, r := range rows {
		if r.List == p.List && r.Least == p.Least && r.From == p.From {
			old = r
		}
	}
	fact := listedBody{p.Price, p.Currency, p.Least, p.From, p.To}
	switch p.ID, p.Version = old.ID, old.Version; {
	case old.ID == 0:
		p.ID, p.Version = w.NewID(), 1
		insertPrice(w, p)
		w.Emit("catalog.price_set", fact, db.Obj("price", p.ID), db.Obj("item", i.ID))
	case p != old:
		updatePrice(w, p)
		w.Emit("catalog.price_changed", fact, db.Obj("price", p.ID), db.Obj("item", i.ID))
	}
	return priceView(listedRow{p, i.SKU, in.Customer, in.Group}), p != old, w.Err()
}

// Check refuses what PutPrice would refuse, and changes nothing.
func (in NewPrice) Check(r *db.Read) error {
	if _, _, err := in.read(r); err != nil {
		return err
	}
	_, _, err := in.list(r)
	return err
}

// read checks what is said of the price itself.
func (in NewPrice) read(r *db.Read) (p Listed, i Item, err error) {
	no := refuse.New(refuse.Invalid, "catalog.price_invalid")
	if in.List = strings.TrimSpace(in.List); !code.MatchString(in.List) {
		no.At("/list", "catalog.code", "code", in.List)
	}
	if in.Price < 0 {
		no.At("/price", "catalog.price_negative")
	}
	if in.Least < 0 {
		no.At("/min_quantity", "catalog.least_negative")
	}
	if in.Least <= money.Units(1) { // from the first piece on
		in.Least = 0
	}
	if in.From.IsZero() {
		in.From = r.Day()
	}
	if !in.To.IsZero() && in.To < in.From {
		no.At("/valid_to", "catalog.ends_before", "from", in.From, "to", in.To)
	}
	if in.Customer != "" && in.Group != "" {
		no.At("/group", "catalog.one_holder")
	}
	if i, err = Find(r, in.SKU); refuse.Code(err) == "catalog.unknown" {
		no.At("/sku", "catalog.unknown", "sku", in.SKU)
		err = nil
	}
	if err == nil && len(no.Fields) > 0 {
		err = no
	}
	return Listed{Item: i.ID, Least: in.Least, Price: in.Price, From: in.From, To: in.To}, i, err
}

// list finds the list, or says how it is to be made.
func (in NewPrice) list(r *db.Read) (l list, there bool, err error) {
	holder, err := in.holder(r)
	if err != nil {
		return l, false, err
	}
	code := strings.TrimSpace(in.List)
	if l, err = findList(r, code); err == nil {
		switch {
		case in.Included != nil && *in.Included != l.Included:
			err = refuse.New(refuse.Conflict, "catalog.list_tax", "list", l.Code)
		case holder != 0 && holder != l.Holder || in.Currency != "" && in.Currency != l.Currency:
			err = refuse.New(refuse.Conflict, "catalog.list_other", "list", l.Code, "currency", string(l.Currency))
		}
		return l, true, err
	}
	if refuse.Code(err) != "catalog.list_unknown" {
		return l, false, err
	}
	l = list{Code: code, Holder: holder, Currency: in.Currency, Included: in.Included != nil && *in.Included}
	if l.Currency != "" {
		return l, false, nil
	}
	e, err := seller.Of(r)
	l.Currency = e.Currency
	return l, false, err
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
	p, err := db.Lock[Listed](w, qListedByID, id)
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
	Role       string         `json:"role" enum:"sales,credit,credit_manager,warehouse,billing,collections,cash,finance,admin"`
	Discount   *money.Percent `json:"max_discount,omitempty" doc:"most percent off the price by rule; left out: any"`
	BelowFloor bool           `json:"below_floor,omitempty" doc:"may sell below a floor price, and let others"`
}

// sellers are the roles that may have a say in prices.
var sellers = []string{"sales", "credit", "credit_manager", "warehouse", "billing", "collections", "cash", "finance", "admin"}

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
	if !slices.Contains(sellers, a.Role) {
		return AuthorityView{}, refuse.New(refuse.Invalid, "catalog.role", "role", a.Role)
	}
	if a.Discount < 0 || a.Discount > money.Whole {
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
