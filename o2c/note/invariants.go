package note

import (
	"fmt"

	"encaisse/base/db"
)

var qLoose = db.Q("note.check.loose", `select n.event from note_words n left join event e on e.id = n.event where e.id is null or e.type <> 'note.added' or e.actor <> n.author
	union all select m.event from mention m left join event e on e.id = m.event where e.id is null or e.type <> 'note.added' order by 1 limit 1000`).Scans()

// Breaches checks that each note and each mention is of its fact, and said by
// who recorded that (note.facts). A fact without words is a note that was erased.
func Breaches(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[db.ID](r, qLoose)
	for _, id := range rows {
		out = append(out, db.Breach{Check: "note.facts", What: fmt.Sprintf("note %d", id), Why: "is of no fact of its author"})
	}
	return out, err
}
