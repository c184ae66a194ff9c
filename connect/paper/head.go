package paper

import "encaisse/connect/paper/sheet"

// head sets the seller's name and address, and what the document is.
func (p *page) head() {
	d := p.d
	half := (p.right - p.left) * 0.54
	style := p.scaled(firm)
	for len(style.Wrap(d.Seller.Name, half)) > 2 && style.Size > 6*p.scale {
		style.Size *= 0.9
	}
	y := p.block(style, p.left, top-style.Size*leading+4, half, d.Seller.Name) + 3
	y = p.block(p.scaled(second), p.left, y, half, d.Seller.Lines...)
	y = p.block(p.scaled(second), p.left, y, half, d.Letterhead.contact()...)
	side := p.right - p.left - half - gap
	p.Right(title.Fit(side, p.say(string(d.Kind))), p.right, top+4, p.say(string(d.Kind)))
	number := sheet.Style{Face: sheet.Bold, Size: 11, Ink: ink}.Fit(side, d.Number)
	p.Right(number, p.right, top+22, d.Number)
	p.y = max(y, top+26)
}

// The box of a logo: above the seller's name, in what is margin without one, so
// that nothing else moves.
const (
	logoTop  = 12.0
	logoHigh = 27.0
	logoWide = 180.0
)

// logo draws the seller's logo on the first page, as large as its box allows, on
// the name's edge and just above it.
func (p *page) logo() error {
	l := p.d.Letterhead.Logo
	if l == nil {
		return nil
	}
	wide, high := p.logoSize()
	return p.Picture(l.Bytes, p.left, logoTop+logoHigh-high, wide, high)
}

// logoSize is how large the logo is set.
func (p *page) logoSize() (wide, high float64) {
	l := p.d.Letterhead.Logo
	scale := min(logoWide/float64(l.Wide), logoHigh/float64(l.High))
	return float64(l.Wide) * scale, float64(l.High) * scale
}

// parties sets the facts of the document beside the customer's address. In
// France and the rest of Europe the address stands on the right, where the
// window of an envelope is; in America on the left.
func (p *page) parties() {
	from := max(p.y+22, 128)
	wide := (p.right-p.left-24)/2 - 8
	here, there := p.left, p.right-wide
	if p.d.Format == sheet.Letter {
		here, there = p.left+wide+40, p.left
	}
	first, second := p.d.Buyer, p.d.Deliver
	above, below := p.say("buyer"), p.say("deliver")
	if p.d.Kind == DeliveryNote { // it goes where the goods go
		if above, below = below, above; second != nil {
			first, second = *second, &p.d.Buyer
		}
	}
	a := p.party(there, from, wide, above, first)
	if second != nil {
		a = p.party(there, a+10, wide, below, *second)
	}
	b := p.facts(here, from, wide)
	p.y = max(a, b) + 26
}

// party sets one party under its title.
func (p *page) party(x, y, wide float64, heading string, who Party) float64 {
	p.Text(label, x, y+label.Size, heading)
	p.Rule(x, x+wide, y+label.Size+4, 0.5, edge)
	y += label.Size + 7
	y = p.block(p.scaled(sheet.Style{Face: sheet.Bold, Size: 10, Ink: ink}), x, y, wide, who.Name)
	y = p.block(p.scaled(body), x, y, wide, who.Lines...) + 2
	for _, id := range who.IDs {
		y = p.block(p.scaled(small), x, y, wide, id.Label+" "+id.Value)
	}
	return y
}

// facts sets labels and what they say in two columns.
func (p *page) facts(x, y, wide float64) float64 {
	p.Text(label, x, y+label.Size, p.say("facts"))
	p.Rule(x, x+wide, y+label.Size+4, 0.5, edge)
	y += label.Size + 8
	key, value, labels := p.scaled(small), p.scaled(body), 0.0
	for _, f := range p.d.Facts {
		labels = max(labels, key.Width(f.Label))
	}
	labels = min(labels+12, wide*0.55)
	for _, f := range p.d.Facts {
		a := p.block(key, x, y+(value.Size-key.Size)*leading, labels-6, f.Label)
		b := p.block(value, x+labels, y, wide-labels, f.Value)
		y = max(a, b) + 2
	}
	return y
}
