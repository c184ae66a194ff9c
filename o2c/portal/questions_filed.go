package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// What is billed is owed since it was delivered, or since the day of the invoice
// that a corrected one replaces.
var qBorn = db.Q("portal.born", `select i.terms_from, coalesce(min(case when s.shipped_on > 0 then s.shipped_on else null end), i.terms_from) from invoice i
	left join invoice_line l on l.invoice = i.id left join shipment s on s.id = l.shipment where i.id = $1 group by i.id, i.terms_from`)

// FiledView says that a claim was born before proceedings were opened against
// its debtor: it is filed there and not paid here.
type FiledView struct {
	OpenedOn day.Day `json:"opened_on" doc:"day of the opening judgment"`
	Why      string  `json:"why" doc:"in words"`
}

// opening is when insolvency proceedings were opened against a customer, 0 when
// none are, and what the law says of the claims born before.
type opening struct {
	on  day.Day
	law words.Key
}

// openingOf is that of a customer. The law is the one of his country, as far as
// it is known here: C. com. L622-7 in France.
func openingOf(r *db.Read, c party.Customer) (opening, error) {
	on, err := credit.Opened(r, c.ID)
	o := opening{on, "portal.filed.law"}
	if c.Country == "FR" {
		o.law = "portal.filed.law.FR"
	}
	return o, err
}

// before tells whether a document was owed before the opening. The judgment holds
// from the first hour of its day (C. com. R621-4): what is born on that day is
// paid. One of which only a part was delivered before counts as a whole.
func (o opening) before(r *db.Read, document db.ID) (bool, error) {
	if o.on == 0 {
		return false, nil
	}
	born, err := db.One[struct{ Dated, Delivered day.Day }](r, qBorn, document)
	if err != db.ErrNone {
		return min(born.Dated, born.Delivered) < o.on, err
	}
	items, err := receivable.ItemsOf(r, document) // of the books before, or charged for lateness
	return err == nil && len(items) > 0 && items[0].IssuedOn < o.on, err
}

// file takes what may not be paid any more out of a due document.
func (o opening) file(r *db.Read, d *Due) error {
	is, err := o.before(r, d.document)
	if err != nil || !is {
		return err
	}
	why := sentences.Say(r.Speak, "portal.filed.why", refuse.Arg{Name: "day", Value: o.on}, refuse.Arg{Name: "law", Value: o.law})
	d.Filed = &FiledView{o.on, why}
	zero := money.Amount(0).In(d.ToPay.Currency)
	d.ToPay, d.Late, d.Days, d.Discount = zero, zero, 0, nil
	return nil
}

// refused is the no to paying a document that was owed before.
func (o opening) refused(number string) error {
	return refuse.New(refuse.Conflict, "portal.filed", "number", number, "day", o.on, "law", o.law)
}

// sentences say why something is not paid here.
var sentences = words.NewCatalog(words.Base, Texts)
