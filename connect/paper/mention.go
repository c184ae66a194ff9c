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

// mentions are the sentences that an invoice of a country owes beside those of
// its taxes, each from a day on: the last row of a name that has begun holds.
// Sources: domain.md 3.3, 3.5, 4.2; code de commerce L441-3 and L441-6, which
// became L441-9 and L441-10 on 2019-04-26; decree 2022-1299.
var mentions = []struct {
	name, country string
	from          day.Day
	key           string
}{
	{"category", "FR", day.Of(2026, 9, 1), "mention.category"},
	{"debits", "FR", day.Of(2014, 1, 1), "mention.debits"},
	{"no_discount", "FR", day.Of(2001, 5, 16), "mention.no_discount"},
	{"discount", "FR", day.Of(2001, 5, 16), "mention.discount"},
	{"discount_from", "FR", day.Of(2001, 5, 16), "mention.discount_from"},
	{"retention", "FR", day.Of(1971, 7, 17), "mention.retention"},
	{"late", "FR", day.Of(2013, 1, 1), "mention.late.l441_6"},
	{"late", "FR", day.Of(2019, 4, 26), "mention.late.l441_10"},
	{"late", "CA", day.Of(1985, 1, 1), "mention.interest"},
	{"late", "US", day.Of(1985, 1, 1), "mention.interest"},
}

// mention is the text of a name that holds in a country on a day; "" for none.
func (d Document) mention(name, country string, on day.Day, args ...any) string {
	key := ""
	for _, m := range mentions {
		if m.name == name && m.country == country && m.from <= on {
			key = m.key
		}
	}
	if key == "" {
		return ""
	}
	return d.say(key, args...)
}

// notes are the sentences an invoice or credit note owes.
func (d Document) notesOf(r *db.Read, v invoice.Invoice, e seller.Entity, h Letterhead) ([]string, error) {
	out := d.taxNotes(v, e.Country)
	out = append(out, d.mention("category", e.Country, v.IssuedOn, "category", said.Say(d.Language, "paper.category."+category(v))))
	if e.TaxSeller(v.IssuedOn).Debits {
		out = append(out, d.mention("debits", e.Country, v.IssuedOn))
	}
	if kindOf(v).asks() {
		percent, within, offered := receivable.Terms(v.Terms).Discount()
		if offered && v.TermsFrom != v.IssuedOn {
			out = append(out, d.mention("discount_from", e.Country, v.IssuedOn, "percent", percent, "until", words.Date(d.Language, v.TermsFrom.AddDays(within))))
		} else if offered {
			out = append(out, d.mention("discount", e.Country, v.IssuedOn, "percent", percent, "days", within))
		} else {
			out = append(out, d.mention("no_discount", e.Country, v.IssuedOn))
		}
		rate, ok, err := dunning.LateRate(r, e, v.IssuedOn)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, d.mention("late", e.Country, v.IssuedOn, "rate", rate.PerYear(), "source", d.source(rate),
				"indemnity", receivable.Indemnity(e.Country).In("EUR")))
		}
	}
	if v.Retention != 0 {
		out = append(out, d.mention("retention", e.Country, v.IssuedOn, "amount", v.Retention.In(v.Currency)))
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
		if key := tax.Mention(t.Reason, country, v.IssuedOn); key != "" {
			if text := taxSaid.Say(d.Language, key); !slices.Contains(out, text) {
				out = append(out, text)
			}
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
