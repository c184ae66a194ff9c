package paper

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/invoice"
	"encaisse/o2c/seller"
)

// american are the countries whose paper is Letter and whose prices are said
// before tax without a word for it.
var american = []string{"CA", "US"}

func format(country string) sheet.Format {
	if slices.Contains(american, country) {
		return sheet.Letter
	}
	return sheet.A4
}

func regime(country string) string {
	if slices.Contains(american, country) {
		return Sales
	}
	return VAT
}

// address is the lines of an address under a name; the country where a letter
// crosses a border.
func (d Document) address(a words.Address, abroad bool) []string {
	lines := a.Lines()
	if abroad {
		lines = append(lines, strings.ToUpper(words.Country(d.Language, a.Country)))
	}
	return lines
}

// side is a party as the document of an invoice kept it.
func (d Document) side(s invoice.Side, abroad bool) Party {
	p := Party{Name: s.Name, Lines: d.address(s.Address(), abroad), Number: s.Number}
	if s.LegalID != "" {
		p.IDs = append(p.IDs, Fact{d.named("legal", s.Country), legible(s.Country, s.LegalID)})
	}
	if s.TaxID != "" {
		p.IDs = append(p.IDs, Fact{d.named("taxid", s.Country), s.TaxID})
	}
	return p
}

// registered names the seller's tax numbers of a day, where each tax has its
// own: they stand for the one number of other countries.
func (d *Document) registered(e seller.Entity, on day.Day) {
	var ids []Fact
	for _, r := range e.Registrations {
		code, _, _ := strings.Cut(r.Kind, "-")
		if e.Country == "CA" && r.Number != "" && r.From <= on && (r.To.IsZero() || on <= r.To) && taxSaid.Has("tax.code."+code) {
			ids = append(ids, Fact{taxSaid.Say(d.Language, "tax.code."+code), r.Number})
		}
	}
	if len(ids) == 0 {
		return
	}
	generic := d.named("taxid", e.Country)
	kept := slices.DeleteFunc(slices.Clone(d.Seller.IDs), func(f Fact) bool { return f.Label == generic })
	d.Seller.IDs = append(kept, ids...)
}

// named is what an identifier is called in a country.
func (d Document) named(what, country string) string {
	if said.Has("paper." + what + "." + country) {
		return d.say(what + "." + country)
	}
	return d.say(what)
}

// legible writes a SIREN or SIRET in the usual groups.
func legible(country, id string) string {
	plain := strings.Join(strings.Fields(id), "")
	if country != "FR" || strings.Trim(plain, "0123456789") != "" || len(plain) != 9 && len(plain) != 14 {
		return id
	}
	text := plain[:3] + "\u00a0" + plain[3:6] + "\u00a0" + plain[6:9]
	if len(plain) == 14 {
		text += "\u00a0" + plain[9:]
	}
	return text
}
