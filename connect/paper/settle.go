package paper

import (
	"strconv"
	"strings"

	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/charge"
)

const (
	totalsWide = 216.0
	totalRow   = 15.5
	codeSide   = 76.0
	signature  = 96.0
)

// sum is a row of the totals.
type sum struct {
	name, amount string
	rule         bool // a line above
	last         bool // set large, two lines under it
}

// sums are the totals: before tax, each tax on its base, all, and what is owed.
func (p *page) sums() []sum {
	d := p.d
	if d.Account != nil {
		return []sum{{p.say("closing"), p.amount(d.Account.Closing), false, true}}
	}
	if d.Kind == Charge {
		var list []sum
		for _, kind := range []string{charge.Penalty, charge.Indemnity, charge.Fee} {
			if a := sumOf(d.Late, kind); a != 0 {
				list = append(list, sum{p.say("late.sum." + kind), p.amount(a), false, false})
			}
		}
		return append(list, sum{p.say("to_pay"), p.amount(d.Total), true, true})
	}
	list := []sum{{p.say("total_net"), p.amount(d.Net), false, false}}
	for _, t := range d.Taxes {
		list = append(list, sum{p.say("on", "tax", t.Name, "base", p.amount(t.Base)), p.amount(t.Amount), false, false})
	}
	list = append(list, sum{p.say("total"), p.amount(d.Total), true, false})
	for _, x := range d.Prepaid {
		key := "prepaid"
		if d.Kind == CreditNote {
			key = "prepaid_back"
		}
		list = append(list, sum{p.say(key, "number", x.Number, "day", x.Day), p.amount(-x.Amount), false, false})
	}
	switch d.Kind {
	case CreditNote:
		list = append(list, sum{p.say("to_credit"), p.amount(d.left()), false, true})
	case Invoice, Corrected, Deposit:
		if d.Retention != 0 {
			list = append(list, sum{p.say("retention"), p.amount(-d.Retention), false, false})
		}
		list = append(list, sum{p.say("to_pay"), p.amount(d.left() - d.Retention), false, true})
	default:
		list[len(list)-1].last = true
	}
	return list
}

// settleHigh is the room that totals and payment take.
func (p *page) settleHigh() float64 {
	totals := float64(len(p.sums()))*totalRow + 34
	return max(totals, p.pay(false)) + 10 + min(p.notesHigh(), mostNotes)
}

// mostNotes is how much of the notes is kept together with the totals.
const mostNotes = 150

func (p *page) notesHigh() float64 {
	return 18 + high(small, p.right-p.left, p.d.Notes...) + 2*float64(len(p.d.Notes))
}

// settle sets the totals on the right and how to pay on the left; on a
// delivery note who received the goods.
func (p *page) settle() error {
	if p.d.Kind == DeliveryNote {
		p.received()
		return nil
	}
	p.y += 12
	from := p.y
	x := p.right - totalsWide
	for _, s := range p.sums() {
		p.sum(x, s)
	}
	after := p.y
	p.y = from
	p.pay(true)
	if pay := p.d.Pay; pay != nil && pay.QR != "" {
		if err := p.QR(p.left, from+14, codeSide, ink, pay.QR); err != nil {
			return err
		}
		p.y = max(p.y, from+14+codeSide+4)
	}
	p.y = max(p.y, after) + 14
	return nil
}

func (p *page) sum(x float64, s sum) {
	y, high := body, totalRow
	if s.last {
		y, high = total, 22
	}
	if s.rule {
		p.Rule(x, p.right, p.y+4, 0.6, ink)
		p.y += 3
	}
	p.y += high
	y = y.Fit(totalsWide-8, s.name+" "+s.amount)
	p.Text(y, x, p.y-2, s.name)
	p.Right(y, p.right, p.y-2, s.amount)
	if s.last { // the one double line of a page: a total
		p.Rule(x, p.right, p.y+4.5, 0.7, ink)
		p.Rule(x, p.right, p.y+6.7, 0.7, ink)
		p.y += 8
	}
}

// styled is a text and how it is set.
type styled struct {
	y    sheet.Style
	text string
}

// pay sets when, how much and where to pay, or tells only how high that is.
func (p *page) pay(draw bool) float64 {
	d, wide, x := p.d, p.right-p.left-totalsWide-24, p.left
	if d.Pay != nil && d.Pay.QR != "" {
		x, wide = x+codeSide+14, wide-codeSide-14
	}
	var list []styled
	if d.Account != nil {
		for _, a := range d.Account.Ages {
			list = append(list, styled{body, words.Labelled(d.Language, a.Title, p.amount(a.Amount))})
		}
	}
	switch {
	case len(d.Dues) == 1:
		list = append(list, styled{strong, p.say("due_by", "day", d.Dues[0].On)})
	case len(d.Dues) > 1:
		list = append(list, styled{strong, p.say("due_in", "count", len(d.Dues))})
		for _, due := range d.Dues {
			list = append(list, styled{body, p.say("due_part", "day", due.On, "amount", due.Amount.In(d.Currency))})
		}
	}
	list = append(list, styled{second, d.Terms})
	if pay := d.Pay; pay != nil {
		list = append(append(list, p.ways(wide)...), styled{second, p.say("reference")}, whole(body, wide, pay.Reference))
	}
	heading := "settle"
	if d.Account != nil {
		heading = "ages"
	}
	head, y := false, 14.0
	for _, s := range list {
		if s.text == "" {
			continue
		}
		if y += 2; draw {
			if !head {
				p.Text(label, p.left, p.y+label.Size, p.say(heading))
				head = true
			}
			p.block(s.y, x, p.y+y-4, wide, s.text)
		}
		y += high(s.y, wide, s.text)
	}
	if d.Pay != nil && d.Pay.QR != "" {
		y = max(y, 14+codeSide+12)
		if draw {
			p.Text(tiny, p.left, p.y+14+codeSide+9, p.say("code"))
			y = max(y, 14+codeSide+14)
		}
	}
	if draw {
		p.y += y
	}
	return y
}

// ways is how the seller is paid.
func (p *page) ways(wide float64) (list []styled) {
	pay := p.d.Pay
	if pay.IBAN != "" || len(pay.Account) > 0 {
		list = append(list, styled{second, p.say("transfer", "holder", pay.Holder)}, whole(body, wide, pay.IBAN))
	}
	for _, part := range pay.Account {
		list = append(list, whole(body, wide, part.Label+" "+part.Value))
	}
	if pay.Interac != "" {
		list = append(list, styled{second, p.say("interac")}, whole(body, wide, pay.Interac))
	}
	if pay.Cheque != "" {
		list = append(list, styled{second, p.say("cheque", "holder", pay.Holder)}, styled{body, pay.Cheque})
	}
	return list
}

// whole is a text on one line: somebody will type it.
func whole(y sheet.Style, wide float64, text string) styled {
	return styled{y.Fit(wide, text), strings.ReplaceAll(text, " ", "\u00a0")}
}

// received is where the customer signs for the goods.
func (p *page) received() {
	p.y += 20
	wide := (p.right - p.left) / 2
	x := p.right - wide
	p.Text(label, x, p.y+label.Size, p.say("received"))
	p.Rule(x, p.right, p.y+label.Size+4, 0.5, edge)
	for i, key := range []string{"received_on", "received_by", "remarks"} {
		at := p.y + 34 + float64(i)*22
		p.Text(second, x, at, p.say(key))
		p.Rule(x+92, p.right, at+2, 0.4, edge)
	}
	p.y += signature
}

// notes are what the law and the firm want said.
func (p *page) notes() {
	if len(p.d.Notes) == 0 {
		return
	}
	p.y += 4
	for _, note := range p.d.Notes {
		lines := small.Wrap(note, p.right-p.left)
		p.room(float64(min(len(lines), 3)) * small.Size * leading)
		for _, line := range lines {
			p.room(small.Size * leading)
			p.y += small.Size * leading
			p.Text(small, p.left, p.y, line)
		}
		p.y += 2
	}
}

// feet sets on each page who the seller is and which page it is.
func (p *page) feet() {
	n := p.Pages()
	number := p.say("page")
	for i := 1; i <= n; i++ {
		p.Back(i)
		at := p.Height - foot + 16
		p.Rule(p.left, p.right, at, 0.5, hair)
		text := strings.NewReplacer("{page}", strconv.Itoa(i), "{pages}", strconv.Itoa(n)).Replace(number)
		p.Right(tiny, p.right, at+11, text)
		style, wide := tiny, p.right-p.left-70
		for high(style, wide, p.d.legal()) > foot-28 && style.Size > 2 {
			style.Size *= 0.9
		}
		p.block(style, p.left, at+11-style.Size*leading, wide, p.d.legal())
	}
}
