package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/quote"
	"encaisse/o2c/shipping"
)

var (
	qPage = db.Q("paper.check.page", `select p.id, p.entity, p.kind, p.object, p.valid_until, p.customer, p.number, p.language, p.data, p.program, p.event,
		coalesce(f.hash, ''), coalesce(f.media, ''), coalesce(f.bytes, '') from paper p left join file f on f.id = p.file where p.id > $1 order by p.id limit $2`).Scans()
	qFact   = db.Q("paper.check.fact", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event where id = $1`)
	qLonely = db.Q("paper.check.lonely", `select f.id, 0 from file f left join paper p on p.file = f.id where p.id is null
		union all select e.id, 1 from event e left join paper p on p.event = e.id where e.type = 'paper.made' and p.id is null order by 1 limit 1000`).Scans()
)

// stored is a kept document with its file.
type stored struct {
	ID       db.ID
	Entity   db.ID
	Kind     Kind
	Object   db.ID
	Until    day.Day
	Customer db.ID
	Number   string
	Language words.Language
	Data     string
	Program  string
	Event    db.ID
	Hash     []byte
	Media    string
	Bytes    []byte
}

// Breaches checks the documents that are kept: their bytes have the hash under
// which they are kept, and both they and the data they were made from are those
// of the fact (paper.hash); what they say is what the invoice or the shipment
// says, in the data and in print (paper.amounts).
func Breaches(r *db.Read) ([]db.Breach, error) {
	var out []db.Breach
	lonely, err := db.All[struct{ ID, Fact db.ID }](r, qLonely)
	if err != nil {
		return nil, err
	}
	for _, l := range lonely {
		what := "file"
		if l.Fact == 1 {
			what = "fact"
		}
		out = append(out, db.Breach{Check: "paper.hash", What: fmt.Sprintf("%s %d", what, l.ID), Why: "is of no document"})
	}
	err = db.Pages(r, qPage, func(s stored) db.ID { return s.ID }, func(page []stored) error {
		for _, s := range page {
			c := &checker{stored: s}
			if err := c.check(r); err != nil {
				return err
			}
			out = append(out, c.out...)
		}
		return nil
	})
	return out, err
}

// checker collects what is wrong with one document.
type checker struct {
	stored
	out []db.Breach
}

func (c *checker) differ(check, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		c.out = append(c.out, db.NotEqual(check, "document "+c.Number, why, is, should))
	}
}

func (c *checker) check(r *db.Read) error {
	sum, data := sha256.Sum256(c.Bytes), sha256.Sum256([]byte(c.Data))
	c.differ("paper.hash", "hash of its bytes", hex.EncodeToString(c.Hash), hex.EncodeToString(sum[:]))
	facts, err := db.All[db.Event](r, qFact, c.Event)
	if err != nil {
		return err
	}
	if len(facts) == 0 {
		c.differ("paper.hash", "its fact", c.Event, 0)
		return nil
	}
	var said made
	if err := facts[0].Read(&said); err != nil {
		c.differ("paper.hash", "its fact", err, nil)
	}
	c.differ("paper.hash", "what its fact says", said,
		made{c.Kind, c.Number, c.Language, c.Media, hex.EncodeToString(sum[:]), hex.EncodeToString(data[:]), c.Program})
	f := facts[0]
	c.differ("paper.hash", "what its fact is about", []any{f.Type, f.Entity, f.Object("paper"), f.Object(object(c.Kind)), f.Object("customer")},
		[]any{"paper.made", c.Entity, c.ID, c.Object, c.Customer})
	var d Document
	if err := json.Unmarshal([]byte(c.Data), &d); err != nil {
		c.differ("paper.amounts", "its data", err, nil)
		return nil
	}
	c.differ("paper.amounts", "its head", []any{d.Kind, d.Number, d.Language}, []any{c.Kind, c.Number, c.Language})
	switch c.Kind {
	case DeliveryNote:
		return c.shipment(r, d)
	case Quote:
		return c.quote(r, d)
	case Charge:
		return c.charge(r, d)
	case Reminder, FormalNotice:
		return c.reminder(r, d)
	}
	return c.invoice(r, d)
}

// invoice compares the document with the invoice it is of.
func (c *checker) invoice(r *db.Read, d Document) error {
	v, err := invoice.Find(r, c.Object.Text(invoice.Prefix))
	if err != nil {
		c.differ("paper.amounts", "its invoice", err, nil)
		return nil
	}
	says, err := v.Stated()
	if err != nil {
		return err
	}
	c.differ("paper.amounts", "head", []any{d.Kind, d.Number, d.Day, d.Currency, d.Net, d.Tax, d.Total, d.left(), c.Customer, c.Entity},
		[]any{kindOf(v), sheet.Clean(v.Number), v.IssuedOn, v.Currency, says.Net, says.Tax, says.Total, v.Total, v.Customer, v.Entity})
	var is, should, paid, printed []string
	for _, l := range d.Lines {
		is = append(is, fmt.Sprint(l.N, l.SKU, l.Quantity, l.UnitPrice, l.Net))
	}
	for _, p := range d.Prepaid {
		is = append(is, fmt.Sprint(p.N, p.Amount))
	}
	for _, l := range v.Lines {
		if l.Prepaid != 0 {
			paid = append(paid, fmt.Sprint(l.N, -l.Prepaid))
			printed = append(printed, words.Amount(d.Language, l.Prepaid.In(v.Currency)))
			continue
		}
		should = append(should, fmt.Sprint(l.N, short(sheet.Clean(l.SKU), longFact), l.Quantity, l.UnitPrice, l.Net))
		printed = append(printed, words.Number(d.Language, l.Net.In(v.Currency).Text()))
	}
	c.differ("paper.amounts", "lines", is, append(should, paid...))
	is, should = nil, nil
	for _, t := range d.Taxes {
		is = append(is, fmt.Sprint(t.Base, t.Amount))
	}
	for _, t := range says.Taxes {
		should = append(should, fmt.Sprint(t.Base, t.Amount))
		printed = append(printed, words.Amount(d.Language, t.Amount.In(v.Currency)))
	}
	c.differ("paper.amounts", "taxes", is, should)
	for _, a := range []money.Amount{says.Net, says.Total, v.Total - d.Retention} {
		printed = append(printed, words.Amount(d.Language, a.In(v.Currency)))
	}
	c.printed(append(printed, sheet.Clean(v.Number)))
	return nil
}

// shipment compares a delivery note with the shipment it is of.
func (c *checker) shipment(r *db.Read, d Document) error {
	s, err := shipping.Find(r, c.Object.Text(shipping.Prefix))
	if err != nil {
		c.differ("paper.amounts", "its shipment", err, nil)
		return nil
	}
	c.differ("paper.amounts", "head", []any{d.Number, d.Day, c.Customer, c.Entity}, []any{sheet.Clean(s.Number), s.ShippedOn, s.Customer, s.Entity})
	var is, should, printed []string
	for _, l := range d.Lines {
		is = append(is, fmt.Sprint(l.N, l.Quantity))
	}
	for _, l := range s.Lines {
		if l.Picked > 0 {
			should = append(should, fmt.Sprint(l.N, l.Picked))
			printed = append(printed, words.Number(d.Language, l.Picked))
		}
	}
	c.differ("paper.amounts", "lines", is, should)
	c.printed(printed)
	return nil
}

// quote compares the document with the version of a quote it is of.
func (c *checker) quote(r *db.Read, d Document) error {
	q, err := quote.Find(r, c.Object.Text(quote.Prefix))
	if err != nil {
		c.differ("paper.amounts", "its quote", err, nil)
		return nil
	}
	c.differ("paper.amounts", "head", []any{d.Number, d.Day, d.Until, d.Currency, d.Net, d.Tax, d.Total, c.Customer, c.Entity},
		[]any{sheet.Clean(q.Number), q.QuotedOn, c.Until, q.Currency, q.Net, q.Tax, q.Total, q.Customer, q.Entity})
	offers, err := q.Offers()
	if err != nil {
		return err
	}
	var is, should, printed []string
	for _, l := range d.Lines {
		is = append(is, fmt.Sprint(l.N, l.SKU, l.Quantity, l.UnitPrice, l.Net))
	}
	for _, l := range offers.Lines {
		should = append(should, fmt.Sprint(l.N, short(sheet.Clean(l.SKU), longFact), l.Quantity, l.UnitPrice, l.Net))
		printed = append(printed, words.Number(d.Language, l.Net.In(q.Currency).Text()))
	}
	c.differ("paper.amounts", "lines", is, should)
	for _, a := range []money.Amount{q.Net, q.Total} {
		printed = append(printed, words.Amount(d.Language, a.In(q.Currency)))
	}
	c.printed(append(printed, sheet.Clean(q.Number), words.Date(d.Language, c.Until)))
	return nil
}

// charge compares the document with the charge for lateness it is of.
func (c *checker) charge(r *db.Read, d Document) error {
	n, err := charge.Find(r, c.Object.Text(charge.Prefix))
	if err != nil {
		c.differ("paper.amounts", "its charge", err, nil)
		return nil
	}
	c.differ("paper.amounts", "head", []any{d.Number, d.Day, d.Currency, d.Total, d.Dues, c.Customer, c.Entity},
		[]any{sheet.Clean(n.Number), n.IssuedOn, n.Currency, n.Total, []Due{{n.DueOn, n.Total}}, n.Customer, n.Entity})
	var is, should []string
	printed := []string{sheet.Clean(n.Number), words.Amount(d.Language, n.Total.In(n.Currency))}
	for _, l := range d.Late {
		is = append(is, fmt.Sprint(l.N, l.Kind, l.Base, l.From, l.To, l.Rate, l.Amount))
	}
	for i, l := range n.Lines {
		should = append(should, fmt.Sprint(i+1, l.Kind, l.Base, l.From, l.To, l.Rate, l.Amount))
		printed = append(printed, words.Number(d.Language, l.Amount.In(n.Currency).Text()))
	}
	c.differ("paper.amounts", "lines", is, should)
	c.printed(printed)
	return nil
}

// printed looks for texts on the pages themselves.
func (c *checker) printed(texts []string) {
	have := map[string]bool{}
	for _, page := range sheet.Read(c.Bytes) {
		for _, p := range page {
			have[p.Text] = true
			number, _, _ := strings.Cut(p.Text, "\u00a0")
			have[number] = true // a quantity without its unit
		}
	}
	for _, text := range texts {
		if !have[text] {
			c.differ("paper.amounts", "in print", "not there", text)
		}
	}
}
