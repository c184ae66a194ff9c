package paper

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// mention is the text of a name that holds in a country on a day; "" for none.
func (d Document) mention(name, country string, on day.Day, args ...any) string {
	m, ok := tax.MentionOn(name, country, on)
	if !ok {
		return ""
	}
	return mentioned.Say(d.Language, m.Key(), given(args)...)
}

var mentioned = words.NewCatalog(tax.MentionTexts)

// notes are the sentences an invoice or credit note owes.
func (d Document) notesOf(r *db.Read, v invoice.Invoice, e seller.Entity, h Letterhead) ([]string, error) {
	out := d.taxNotes(v, e.Country)
	out = append(out, d.mention(tax.MentionCategory, e.Country, v.IssuedOn, "category", said.Say(d.Language, "paper.category."+category(v))))
	if e.TaxSeller(v.IssuedOn).Debits {
		out = append(out, d.mention(tax.MentionDebits, e.Country, v.IssuedOn))
	}
	if kindOf(v).asks() {
		percent, within, offered := receivable.Terms(v.Terms).Discount()
		if offered && v.TermsFrom != v.IssuedOn {
			out = append(out, d.mention(tax.MentionDiscountFrom, e.Country, v.IssuedOn, "percent", percent, "until", words.Date(d.Language, v.TermsFrom.AddDays(within))))
		} else if offered {
			out = append(out, d.mention(tax.MentionDiscount, e.Country, v.IssuedOn, "percent", percent, "days", within))
		} else {
			out = append(out, d.mention(tax.MentionNoDiscount, e.Country, v.IssuedOn))
		}
		rate, ok, err := dunning.LateRate(r, e, v)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, d.mention(tax.MentionLate, e.Country, v.IssuedOn, "rate", rate.PerYear(), "source", d.source(rate),
				"indemnity", receivable.Indemnity(e.Country).In("EUR")))
		}
	}
	if v.Retention != 0 {
		out = append(out, d.mention(tax.MentionRetention, e.Country, v.IssuedOn, "amount", v.Retention.In(v.Currency)))
	}
	out = append(out, h.Closing)
	return slices.DeleteFunc(out, func(s string) bool { return s == "" }), nil
}

// source says where a French rate of late payment comes from.
func (d Document) source(rate receivable.LateRate) string {
	if slices.Contains(receivable.Statutory["FR"], rate) {
		return d.say("mention.ecb")
	}
	return ""
}

// taxNotes are the sentences for lines that bear no tax, each once.
func (d Document) taxNotes(v invoice.Invoice, country string) []string {
	var out []string
	for _, l := range v.Lines {
		t, _ := tax.Stored(l.Treatment) // written by ourselves
		if text := d.mention(t.Reason, country, v.IssuedOn); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// category is the nature of what an invoice bills: goods, services or both.
// Freight goes with the goods; alone it is a service.
func category(v invoice.Invoice) string {
	goods, services := false, false
	for _, l := range v.Lines {
		switch l.Kind {
		case catalog.Service:
			services = true
		case catalog.Freight:
		default:
			goods = true
		}
	}
	switch {
	case goods && services:
		return "both"
	case goods:
		return "goods"
	}
	return "services"
}

// taxName is a row of the breakdown by its name: "TVA 20 %".
func (d Document) taxName(code tax.Code, rate money.Percent) string {
	if code == "" {
		return d.say("untaxed")
	}
	return said.Say(d.Language, "paper.tax", refuse.Arg{Name: "tax", Value: taxSaid.Say(d.Language, "tax.code."+string(code))},
		refuse.Arg{Name: "rate", Value: rate})
}
