package paper

import (
	"slices"
	"strconv"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// QuoteIn asks for the PDF of a quote.
type QuoteIn struct {
	ID       string `path:"id" json:"-" scope:"quote" doc:"id of a version, or number: the latest"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: found only when it is his, and not a draft"`
}

// OfQuote finds the kept PDF of a version of a quote, or says what to make it
// from. A draft may change still: its page is not kept. One that was given
// another last day has a page for each.
func OfQuote(r *db.Read, in QuoteIn) (Job, error) {
	q, err := quote.Find(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Load(r, q.Customer)
	if err != nil {
		return Job{}, err
	}
	unknown := refuse.New(refuse.Missing, "quote.unknown", "quote", in.ID)
	if err := owned(r, in.Customer, c, unknown); err != nil {
		return Job{}, err
	}
	if in.Customer != "" && q.State == quote.Draft {
		return Job{}, unknown
	}
	j := Job{Kind: Quote, Object: q.ID, Until: q.ValidUntil, Customer: q.Customer, Keep: q.State != quote.Draft}
	if j.Kept, err = find(r, j.Kind, j.Object, j.Until); err != nil || j.Kept != nil {
		return j, err
	}
	j.Document, err = ofQuote(r, q, c)
	return j, err
}

func ofQuote(r *db.Read, q quote.Quote, c party.Customer) (Document, error) {
	o, err := order.OfQuote(q)
	if err != nil {
		return Document{}, err
	}
	d, err := opened(r, Quote, q.Number, q.Entity, o, c)
	if err != nil {
		return d, err
	}
	d.Until = q.ValidUntil
	d.fact("quoted_on", words.Date(d.Language, q.QuotedOn))
	d.fact("valid_until", words.Date(d.Language, q.ValidUntil))
	if q.Revision > 1 {
		d.fact("version", d.say("replacing", "n", strconv.FormatInt(q.Revision, 10)))
	}
	if err := d.agreed(o); err != nil {
		return d, err
	}
	if d.Notes, err = d.reasons(r, o); err != nil {
		return d, err
	}
	d.Notes = append(d.Notes, d.say("agreement", "day", q.ValidUntil))
	if d.Letterhead.Closing != "" {
		d.Notes = append(d.Notes, d.Letterhead.Closing)
	}
	return d, nil
}

// reasons are the sentences for lines that bear no tax, each once.
func (d Document) reasons(r *db.Read, o order.Order) ([]string, error) {
	e, err := seller.Load(r, o.Entity)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range o.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return nil, err
		}
		if text := d.mention(t.Reason, e.Country, o.OrderedOn); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out, nil
}
