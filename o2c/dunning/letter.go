package dunning

import (
	"html"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

var said = words.NewCatalog(Texts, Letters)

// paper is a message before it is put into words.
type paper struct {
	template string
	posted   bool // on paper: nobody can answer it
	language words.Language
	seller   seller.Entity
	customer party.Customer
	currency money.Currency
	today    day.Day
	lines    []claim
	held     money.Amount // money received and not applied yet
	charges  money.Amount // fixed indemnities, of the items past due
	papers   []outbox.Paper
}

// claim is an item a message asks for.
type claim struct {
	number   string
	issuedOn day.Day
	dueOn    day.Day
	late     int
	amount   money.Amount
	penalty  money.Amount
}

// total is what is asked for, and the penalties on it.
func (p paper) total() (sum, penalties money.Amount) {
	for _, l := range p.lines {
		sum += l.amount
		penalties += l.penalty
	}
	return sum, penalties
}

// say is a sentence of the template with the values of the message.
func (p paper) say(key string) string {
	sum, penalties := p.total()
	m := func(a money.Amount) money.Money { return a.In(p.currency) }
	until := p.today.AddDays(noticeDays)
	return said.Say(p.language, key, refuse.Arg{Name: "seller", Value: outbox.Plain(p.seller.Name)}, refuse.Arg{Name: "customer", Value: outbox.Plain(p.customer.Name)},
		refuse.Arg{Name: "number", Value: p.customer.Number}, refuse.Arg{Name: "total", Value: m(sum)}, refuse.Arg{Name: "net", Value: m(sum - p.held)},
		refuse.Arg{Name: "held", Value: m(p.held)}, refuse.Arg{Name: "penalties", Value: m(penalties)}, refuse.Arg{Name: "charges", Value: m(p.charges)},
		refuse.Arg{Name: "day", Value: p.today}, refuse.Arg{Name: "until", Value: until}, refuse.Arg{Name: "iban", Value: outbox.Plain(words.Fours(p.seller.IBAN))}, refuse.Arg{Name: "ways", Value: outbox.Plain(p.seller.Ways(p.language))},
		refuse.Arg{Name: "days", Value: noticeDays})
}

// noticeDays is the time a mise en demeure leaves (domain.md 8.1).
const noticeDays = 8

// row puts a claim into words.
func (p paper) row(c claim) []string {
	m := func(a money.Amount) string { return words.Amount(p.language, a.In(p.currency)) }
	out := []string{outbox.Plain(c.number), words.Date(p.language, c.issuedOn), words.Date(p.language, c.dueOn), words.Number(p.language, int64(c.late)), m(c.amount)}
	if _, penalties := p.total(); penalties > 0 {
		out = append(out, m(c.penalty))
	}
	return out
}

// titles of the columns.
func (p paper) titles() []string {
	keys := []string{"number", "issued", "due", "late", "amount"}
	if _, penalties := p.total(); penalties > 0 {
		keys = append(keys, "penalty")
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = said.Say(p.language, "letter.column."+k)
	}
	return out
}

// parts are the paragraphs before and after the list of what is asked for.
func (p paper) parts() (before, after []string) {
	key := "letter." + p.template
	if p.template == Notice {
		before = append(before, p.address()...)
	}
	before = append(before, p.say("letter.hello"), p.say(key))
	_, penalties := p.total()
	after = append(after, p.say("letter.total"))
	if p.held > 0 {
		after = append(after, p.say("letter.held"))
	}
	if penalties+p.charges > 0 && p.template != Friendly && p.template != Courtesy {
		after = append(after, p.say("letter.penalties"))
	}
	if said.Has(key + ".close") {
		after = append(after, p.say(key+".close"))
	}
	if len(p.papers) > 0 {
		after = append(after, p.say("letter.attached"))
	}
	switch {
	case p.seller.OnlyIBAN():
		after = append(after, p.say("letter.pay"))
	case p.seller.Payable():
		after = append(after, p.say("letter.pay.ways"))
	}
	dispute := "letter.dispute"
	if p.posted {
		dispute += ".posted"
	}
	return before, append(after, p.say(dispute), p.say("letter.bye"))
}

// addressed is how many paragraphs name the parties and the day.
const addressed = 3

// address names both parties, as a mise en demeure must.
func (p paper) address() []string {
	side := func(lines ...string) string {
		var out []string
		for _, l := range lines {
			if l = strings.TrimSpace(outbox.Plain(l)); l != "" {
				out = append(out, l)
			}
		}
		return strings.Join(out, ", ")
	}
	e, c := p.seller, p.customer
	return []string{
		said.Say(p.language, "letter.from") + " " + side(e.Name, e.Address().Full(p.language), e.LegalID),
		said.Say(p.language, "letter.to") + " " + side(c.Name, c.Address().Full(p.language), c.LegalID),
		words.Date(p.language, p.today),
	}
}

// write puts the message into words: a subject, plain text, and simple HTML
// without anything fetched from elsewhere.
func (p paper) write() (subject, text, page string) {
	before, after := p.parts()
	subject = p.say("letter." + p.template + ".subject")
	var t, h strings.Builder
	for _, s := range before {
		t.WriteString(s + "\n\n")
		h.WriteString("<p>" + html.EscapeString(s) + "</p>\n")
	}
	t.WriteString(strings.Join(p.titles(), " | ") + "\n")
	h.WriteString("<table border=\"1\" cellpadding=\"4\" cellspacing=\"0\">\n<tr>" + cellsOf("th", p.titles()) + "</tr>\n")
	for _, c := range p.lines {
		t.WriteString(strings.Join(p.row(c), " | ") + "\n")
		h.WriteString("<tr>" + cellsOf("td", p.row(c)) + "</tr>\n")
	}
	t.WriteString("\n")
	h.WriteString("</table>\n")
	for _, s := range after {
		t.WriteString(s + "\n\n")
		h.WriteString("<p>" + html.EscapeString(s) + "</p>\n")
	}
	page = "<!doctype html>\n<html lang=\"" + string(p.language) + "\"><meta charset=\"utf-8\"><body>\n" + h.String() + "</body></html>\n"
	return subject, strings.TrimRight(t.String(), "\n") + "\n", page
}

func cellsOf(tag string, cells []string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString("<" + tag + ">" + html.EscapeString(c) + "</" + tag + ">")
	}
	return b.String()
}
