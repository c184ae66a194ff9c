package paper

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/dunning"
	"encaisse/o2c/party"
)

// ReminderIn asks for the letter of a reminder as a PDF.
type ReminderIn struct {
	ID string `path:"id" json:"-"`
}

// OfReminder finds the kept letter of a reminder, or says what to make it from.
// What left is kept; of a task it is the letter as it would be posted today.
func OfReminder(r *db.Read, in ReminderIn) (Job, error) {
	a, err := dunning.FindAction(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	j := Job{Kind: reminds(a), Object: a.ID, Customer: a.Customer}
	if j.Kept, err = find(r, j.Kind, j.Object, 0); err != nil || j.Kept != nil {
		return j, err
	}
	l, err := dunning.ReadLetter(r, in.ID)
	if err != nil {
		return j, err
	}
	j.Keep = l.Written
	j.Document, err = ofReminder(r, l)
	return j, err
}

// reminds is what a reminder is called.
func reminds(a dunning.Action) Kind {
	if a.Template == dunning.Notice {
		return FormalNotice
	}
	return Reminder
}

func ofReminder(r *db.Read, l dunning.OnPaper) (Document, error) {
	c, err := party.Load(r, l.Action.Customer)
	if err != nil {
		return Document{}, err
	}
	d, e, err := headed(r, reminds(l.Action), c.Number+"-"+l.Day.String(), l.Action.Currency, l.Action.Entity, c)
	if err != nil {
		return d, err
	}
	d.Language = l.Language
	d.between(e, c)
	d.registered(e, l.Day)
	d.Day, d.Total = l.Day, l.Action.Amount
	d.fact("letter.day", words.Date(d.Language, l.Day))
	d.fact("customer", c.Number)
	d.Letter = &Letter{Subject: l.Subject, Before: l.Before, Titles: slices.Clone(l.Titles), After: l.After}
	d.Letter.Titles = slices.Insert(d.Letter.Titles, totalAt, d.say("letter.asked"))
	for n, cells := range l.Rows {
		d.Letter.Rows = append(d.Letter.Rows, rowOf(d, cells, l.Totals[n]))
	}
	return d, nil
}

// rowOf is an item with its whole amount.
func rowOf(d Document, cells []string, whole money.Amount) []string {
	text := ""
	if whole != 0 {
		text = words.Amount(d.Language, whole.In(d.Currency))
	}
	return slices.Insert(slices.Clone(cells), totalAt, text)
}

// totalAt is where the whole amount of an item stands in its row: after number,
// day and due day.
const totalAt = 3

// written is how a letter is set: larger than the small print of documents.
var written = sheet.Style{Face: sheet.Regular, Size: 9.5, Ink: ink}

// letter sets the words of a reminder around its table, and room to sign.
func (p *page) letter() {
	l := p.d.Letter
	bold := written
	bold.Face, bold.Size = sheet.Bold, 10.5
	p.paragraphs(bold, l.Subject)
	p.paragraphs(written, l.Before...)
	columns := []column{{title: l.Titles[0]}}
	for _, title := range l.Titles[1:] {
		columns = append(columns, column{title, true})
	}
	var rows []row
	for _, cells := range l.Rows {
		rows = append(rows, row{cells: cells})
	}
	p.table(columns, rows, 0)
	p.y += 10
	p.paragraphs(written, l.After...)
	p.room(72)
	p.y += 14
	half := (p.right + p.left) / 2
	p.block(second, half, p.y, p.right-half, p.say("signature", "seller", p.d.Seller.Name))
	p.y += 56
	p.Rule(half, p.right, p.y, 0.4, edge)
}

// paragraphs sets texts one under the other, over as many pages as they need.
func (p *page) paragraphs(y sheet.Style, texts ...string) {
	for _, text := range texts {
		lines := y.Wrap(text, p.right-p.left)
		p.room(float64(min(len(lines), 3)) * y.Size * leading)
		for _, line := range lines {
			p.room(y.Size * leading)
			p.y += y.Size * leading
			p.Text(y, p.left, p.y, line)
		}
		p.y += y.Size * 0.8
	}
}
