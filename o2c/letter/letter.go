// Package letter writes what goes with a document: the message that brings an
// invoice, a credit note or a statement of account, and an invitation.
package letter

import (
	"html"
	"strings"

	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/seller"
)

var said = words.NewCatalog(Texts, Letters)

// draft is a message before it is put into words: what is said before and after
// its facts, and one button.
type draft struct {
	language words.Language
	seller   seller.Entity
	args     []refuse.Arg
	subject  string // keys of sentences
	before   []string
	facts    [][2]string // a name and what it is
	button   string
	after    []string
}

// say is a sentence with the values of the message.
func (d draft) say(key string) string { return said.Say(d.language, key, d.args...) }

// give is a value for the sentences; a foreign text can not break a line or
// hide another.
func (d *draft) give(name string, value any) {
	if s, ok := value.(string); ok {
		value = outbox.Plain(s)
	}
	d.args = append(d.args, refuse.Arg{Name: name, Value: value})
}

// payable gives how the company is paid.
func (d *draft) payable(e seller.Entity) {
	d.give("iban", words.Fours(e.IBAN))
	d.give("ways", e.Ways(d.language))
}

// way is the sentence that says how: of an IBAN alone, or of each way there is.
func way(e seller.Entity) string {
	if e.OnlyIBAN() {
		return "message.transfer"
	}
	return "message.ways"
}

// fact adds a line of the list.
func (d *draft) fact(key, value string) {
	d.facts = append(d.facts, [2]string{said.Say(d.language, key), outbox.Plain(value)})
}

// How a message looks: without anything fetched from elsewhere, readable at any
// width, and the button a plain link.
const (
	bodyStyle   = "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1c2430;max-width:36em;margin:0 auto;padding:1em"
	nameStyle   = "text-align:left;font-weight:normal;color:#4a5565;padding:.2em 1em .2em 0;vertical-align:top"
	valueStyle  = "padding:.2em 0;font-weight:bold"
	buttonStyle = "display:inline-block;background:#175c4c;color:#fff;padding:.7em 1.2em;border-radius:.4em;text-decoration:none;font-weight:bold"
)

// write puts the message into words: a subject, plain text and HTML. The button
// opens nothing yet: its link is made when the message leaves (Linked).
func (d draft) write() (w outbox.Words) {
	w.Subject = d.say(d.subject)
	var t, h strings.Builder
	say := func(keys []string) {
		for _, k := range keys {
			s := d.say(k)
			t.WriteString(s + "\n\n")
			h.WriteString("<p>" + html.EscapeString(s) + "</p>\n")
		}
	}
	say(d.before)
	if len(d.facts) > 0 {
		h.WriteString("<table role=\"presentation\">\n")
		for _, f := range d.facts {
			t.WriteString(said.Say(d.language, "message.fact", refuse.Arg{Name: "name", Value: f[0]}, refuse.Arg{Name: "value", Value: f[1]}) + "\n")
			h.WriteString("<tr><th style=\"" + nameStyle + "\">" + html.EscapeString(f[0]) + "</th><td style=\"" + valueStyle + "\">" + html.EscapeString(f[1]) + "</td></tr>\n")
		}
		t.WriteString("\n")
		h.WriteString("</table>\n")
	}
	if d.button != "" {
		label := said.Say(d.language, d.button)
		t.WriteString("[" + label + "]\n\n")
		h.WriteString("<p>" + anchor + html.EscapeString(label) + "</a></p>\n")
	}
	say(d.after)
	w.Body = strings.TrimRight(t.String(), "\n") + "\n"
	w.HTML = "<!doctype html>\n<html lang=\"" + string(d.language) + "\"><meta charset=\"utf-8\"><body style=\"" + bodyStyle + "\">\n" + h.String() + "</body></html>\n"
	return w
}

// anchor begins the button.
const anchor = "<a style=\"" + buttonStyle + "\">"

// Linked gives the button of a message the address that it opens; without one
// the button goes. Foreign texts are on one line and escaped, so that none of
// them looks like it.
func Linked(w outbox.Words, address string) outbox.Words {
	head, tail, ok := strings.Cut(w.HTML, "<p>"+anchor)
	if !ok {
		return w
	}
	label, rest, _ := strings.Cut(tail, "</a></p>\n")
	line := "\n[" + html.UnescapeString(label) + "]\n"
	if address == "" {
		w.HTML, w.Body = head+rest, strings.Replace(w.Body, line+"\n", "\n", 1)
		return w
	}
	w.HTML = head + "<p><a href=\"" + html.EscapeString(address) + "\" style=\"" + buttonStyle + "\">" + label + "</a></p>\n" + rest
	w.Body = strings.Replace(w.Body, line, "\n"+html.UnescapeString(label)+colon(w.HTML)+"\n"+address+"\n", 1)
	return w
}

// colon is the sign as the language of the page writes it.
func colon(page string) string {
	if strings.Contains(page, "<html lang=\"en") {
		return ":"
	}
	return "\u00a0:"
}
