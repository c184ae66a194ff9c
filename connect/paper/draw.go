package paper

import (
	"time"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/tax"
)

// The measures of a page, in points.
const (
	margin  = 48.0
	top     = 56.0
	foot    = 62.0 // kept free for the last lines
	gap     = 10.0
	leading = 1.32 // of the size, from line to line
)

// The inks: text, secondary text, accent, and the two weights of line.
var (
	ink    = sheet.Ink{R: 27, G: 38, B: 46}
	pale   = sheet.Ink{R: 88, G: 99, B: 107}
	accent = sheet.Ink{R: 15, G: 74, B: 104}
	hair   = sheet.Ink{R: 218, G: 217, B: 210}
	edge   = sheet.Ink{R: 150, G: 156, B: 160}
	wash   = sheet.Ink{R: 244, G: 244, B: 240}
)

// The styles.
var (
	title  = sheet.Style{Face: sheet.Serif, Size: 24, Ink: accent}
	firm   = sheet.Style{Face: sheet.Serif, Size: 17, Ink: ink}
	strong = sheet.Style{Face: sheet.Bold, Size: 9, Ink: ink}
	body   = sheet.Style{Face: sheet.Regular, Size: 9, Ink: ink}
	second = sheet.Style{Face: sheet.Regular, Size: 8, Ink: pale}
	label  = sheet.Style{Face: sheet.Regular, Size: 7.5, Ink: pale}
	small  = sheet.Style{Face: sheet.Regular, Size: 7.5, Ink: pale}
	tiny   = sheet.Style{Face: sheet.Regular, Size: 6.8, Ink: pale}
	total  = sheet.Style{Face: sheet.Bold, Size: 11, Ink: ink}
)

// page draws a document from top to bottom.
type page struct {
	*sheet.Sheet
	d     Document
	y     float64 // where the next thing begins
	left  float64
	right float64
	scale float64 // of the head, below 1 where it would fill the page
}

// Draw makes the PDF of a document: the same document, the same bytes.
func Draw(d Document) ([]byte, error) {
	d = d.clean()
	p := begun(d, 1)
	for p.y > p.Height*mostHead && p.scale > 0.15 {
		p = begun(d, p.scale*0.75)
	}
	if err := p.logo(); err != nil {
		return nil, err
	}
	if d.Letter != nil {
		p.letter()
		p.feet()
		return p.Bytes()
	}
	switch {
	case d.Account != nil:
		p.account()
	case d.Kind == Charge:
		p.lateness()
	default:
		p.lines()
	}
	if err := p.settle(); err != nil {
		return nil, err
	}
	p.notes()
	p.feet()
	return p.Bytes()
}

// mostHead is how much of the first page its head may take.
const mostHead = 0.62

// begun is a document with its head.
func begun(d Document, scale float64) *page {
	p := &page{d: d, left: margin, scale: scale}
	p.Sheet = sheet.New(d.Format, sheet.Info{Title: p.say(string(d.Kind)) + " " + d.Number, Author: d.Seller.Name, Subject: d.Buyer.Name,
		Language: string(d.Language), Made: noon(d.Day)})
	p.right = p.Width - margin
	p.head()
	p.parties()
	return p
}

// scaled is a style of the head.
func (p *page) scaled(y sheet.Style) sheet.Style {
	y.Size *= p.scale
	return y
}

// noon is the instant the file carries: that of the document's day, so that
// nothing of when it was drawn is in it.
func noon(d day.Day) time.Time { return time.Unix(int64(d)*86400+43200, 0).UTC() }

var (
	said    = words.NewCatalog(Texts)
	taxSaid = words.NewCatalog(tax.Texts)
)

// say is a label of the document.
func (p *page) say(key string, args ...any) string { return p.d.say(key, args...) }

// say is a text of this package in the document's language. Labels of prices
// have a form of their own where a sales tax is added.
func (d Document) say(key string, args ...any) string {
	key = "paper." + key
	if d.Regime == Sales && said.Has(key+".sales") {
		key += ".sales"
	}
	return said.Say(d.Language, key, given(args)...)
}

// given are names and values as the arguments of a text.
func given(args []any) (list []refuse.Arg) {
	for i := 0; i+1 < len(args); i += 2 {
		list = append(list, refuse.Arg{Name: args[i].(string), Value: args[i+1]})
	}
	return list
}

func (p *page) amount(a money.Amount) string { return words.Amount(p.d.Language, a.In(p.d.Currency)) }
func (p *page) date(d day.Day) string        { return words.Date(p.d.Language, d) }

// bare is an amount without its currency, for columns whose head names it.
func (p *page) bare(a money.Amount) string {
	return words.Number(p.d.Language, a.In(p.d.Currency).Text())
}

// bottom is how far down the lines of a page go.
func (p *page) bottom() float64 { return p.Height - foot }

// room begins a new page unless so much is free on this one.
func (p *page) room(high float64) bool {
	if p.y+high <= p.bottom() {
		return true
	}
	p.next()
	return false
}

// next begins a page with what says whose it is.
func (p *page) next() {
	p.Break()
	p.y = top - 14
	wide := (p.right - p.left) / 2
	name := label.Wrap(p.d.Seller.Name, wide-24)
	if len(name) > 1 {
		name[0] += "…"
	}
	p.Text(label, p.left, p.y, name[0])
	what := p.say(string(p.d.Kind)) + " " + p.d.Number
	p.Right(label.Fit(wide, what), p.right, p.y, what)
	p.Rule(p.left, p.right, p.y+6, 0.5, hair)
	p.y += 24
}

// block sets lines of text one under the other and returns where it ended.
func (p *page) block(y sheet.Style, x, from, width float64, texts ...string) float64 {
	for _, text := range texts {
		if text == "" {
			continue
		}
		for _, line := range y.Wrap(text, width) {
			from += y.Size * leading
			p.Text(y, x, from, line)
		}
	}
	return from
}

// high is how much room such a block takes.
func high(y sheet.Style, width float64, texts ...string) float64 {
	n := 0
	for _, text := range texts {
		if text != "" {
			n += len(y.Wrap(text, width))
		}
	}
	return float64(n) * y.Size * leading
}
