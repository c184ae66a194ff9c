package dunning

import (
	"slices"
	"strings"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// OnPaper is a reminder as it stands on paper: its words, part by part, as they
// were mailed or posted, or of a task as they would be today.
type OnPaper struct {
	Action   Action
	Language words.Language
	Day      day.Day
	Written  bool // the words are those that left: they stay
	Subject  string
	Before   []string
	Titles   []string   // of the table
	Rows     [][]string // an item each
	Totals   []money.Amount
	After    []string
}

// ReadLetter is the letter of a reminder. A call has none, nor what was not put
// into words yet: refusal `dunning.no_letter`.
func ReadLetter(r *db.Read, ref string) (out OnPaper, err error) {
	a, err := FindAction(r, ref)
	if err != nil {
		return out, err
	}
	parts, err := partsOf(r, a.ID)
	if err != nil {
		return out, err
	}
	out = OnPaper{Action: a, Day: r.Today()}
	said, err := out.said(r, parts)
	if err != nil || said.Body == "" {
		if err == nil {
			err = refuse.New(refuse.Conflict, "dunning.no_letter", "action", ref)
		}
		return out, err
	}
	out.Subject = said.Subject
	out.divide(said.Body)
	return out, out.sums(r, parts)
}

// said are the words of the letter; none when there are none.
func (o *OnPaper) said(r *db.Read, parts []Part) (w outbox.Words, err error) {
	a := o.Action
	if a.State == "todo" && (a.Action == Letter || a.Action == Email) {
		l, err := draft(r, a, parts)
		if err != nil || l == nil {
			return w, err
		}
		o.Language = l.Language
		return outbox.Words{Subject: l.Subject, Body: l.Text}, nil
	}
	if a.Message == 0 {
		return w, nil
	}
	m, err := outbox.Load(r, a.Message)
	if err != nil {
		return w, err
	}
	o.Language, o.Written = words.Language(m.Language), a.State == "sent" || a.State == "done"
	if !o.Written && m.State != "sending" {
		return w, nil
	}
	zone, err := seller.Zone(r, a.Entity)
	if err != nil {
		return w, err
	}
	switch {
	case o.Written && m.SentAt != 0:
		o.Day = day.FromTime(time.UnixMicro(m.SentAt), zone)
	case o.Written: // nobody knows when, or whether
		o.Day = day.FromTime(time.UnixMicro(m.QueuedAt), zone)
	}
	return outbox.Said(r, m.ID)
}

// divide reads the parts of the text: paragraphs with a line between, the rows of
// the table with bars. What names the parties and the day stands in the head.
func (o *OnPaper) divide(text string) {
	for n, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		lines := strings.Split(block, "\n")
		switch cells := strings.Split(lines[0], " | "); {
		case len(cells) > 2:
			o.Titles = cells
			for _, l := range lines[1:] {
				o.Rows = append(o.Rows, strings.Split(l, " | "))
			}
		case o.Titles != nil:
			o.After = append(o.After, block)
		case o.Action.Template != Notice || n >= addressed:
			o.Before = append(o.Before, block)
		}
	}
}

// sums are what each item was of in all, row by row.
func (o *OnPaper) sums(r *db.Read, parts []Part) error {
	o.Totals = make([]money.Amount, len(o.Rows))
	for _, p := range parts {
		i, err := receivable.ItemByID(r, p.Item)
		if err != nil {
			return err
		}
		due := words.Date(o.Language, i.DueOn)
		if n := slices.IndexFunc(o.Rows, func(c []string) bool { return c[0] == outbox.Plain(i.Number) && c[2] == due }); n >= 0 {
			o.Totals[n] = i.Total
		}
	}
	return nil
}

// toPost are the letters of a customer that wait for a person.
func toPost(r *db.Read, entity, customer db.ID) ([]LetterTask, error) {
	list, err := db.All[Action](r, qActionLetters, customer, entity)
	out := []LetterTask{}
	for _, a := range list {
		out = append(out, LetterTask{a.ID.Text(ActionPrefix), a.Template, a.Day})
	}
	return out, err
}
