package note

import (
	"math"
	"time"

	"encaisse/base/db"
)

// Mention is a note in which somebody is named.
type Mention struct {
	ID     string    `json:"id" doc:"of its fact"`
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"`
	Number string    `json:"number"`
	Note   string    `json:"note"`
	By     string    `json:"by"`
}

type mentionRow struct {
	Event        db.ID
	Kind, Number string
	Seen         bool
	Words, By    string
}

// Mentions pages through the notes that name who asks and that he has not read,
// the latest first.
func Mentions(r *db.Read, in db.Paging) (db.Page[Mention], error) {
	out := db.Page[Mention]{Items: []Mention{}}
	before, err := in.First()
	if err != nil {
		return out, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := db.All[mentionRow](r, qMine, r.Actor, before, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in, rows, func(m mentionRow) db.ID { return m.Event })
	out.Next = page.Next
	for _, m := range page.Items {
		out.Items = append(out.Items, Mention{m.Event.Text("evt"), m.Event.Time().UTC(), m.Kind, m.Number, m.Words, m.By})
	}
	return out, nil
}

// Unread is how many of them there are.
func Unread(r *db.Read) (int64, error) { return db.One[int64](r, qUnread, r.Actor) }
