package ledger

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// ToValidate asks to validate the entries up to a day.
type ToValidate struct {
	UpTo day.Day `json:"up_to,omitempty" doc:"a past day; yesterday when left out"`
}

// Validated is what was validated.
type Validated struct {
	UpTo    day.Day `json:"up_to"`
	Entries int64   `json:"entries"`
}

// validated is the body of ledger.validated.
type validated struct {
	UpTo    day.Day `json:"up_to"`
	Entries int64   `json:"entries"`
}

// Validate numbers the entries up to a day, before today: an entry gets the
// next number of its journal and fiscal year, in the order of day and fact
// (domain.md 5.6). Nothing to number leaves no trace.
func Validate(w *db.Write, in ToValidate) (Validated, error) {
	if in.UpTo.IsZero() {
		in.UpTo = w.Today().AddDays(-1)
	}
	if in.UpTo >= w.Today() {
		return Validated{}, refuse.New(refuse.Invalid, "ledger.validate_past", "day", in.UpTo)
	}
	n, err := ValidateUpTo(w, in.UpTo, 1_000_000)
	return Validated{in.UpTo, n}, err
}

// ValidateUpTo is Validate for so many entries at most; the caller may hold
// the books already.
func ValidateUpTo(w *db.Write, upTo day.Day, most int) (int64, error) {
	e, err := Guard(w)
	if err != nil {
		return 0, err
	}
	rows, err := db.All[unnumbered](w.Read, qUnnumbered, e.ID, upTo, most, e.OpenFrom)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	event := w.EmitOn(w.Today(), "ledger.validated", validated{upTo, int64(len(rows))}, db.Obj("entity", e.ID))
	type book struct {
		journal string
		year    int64
	}
	last := map[book]int64{}
	for _, u := range rows {
		b := book{u.Journal, YearOf(u.Day, e.YearFrom).Label()}
		if _, ok := last[b]; !ok {
			if last[b], err = db.One[int64](w.Read, qLastNumber, e.ID, b.journal, b.year); err != nil {
				return 0, err
			}
		}
		last[b]++
		w.Exec(qNumber, u.Event, e.ID, b.journal, b.year, last[b], event, w.Today())
	}
	return int64(len(rows)), w.Err()
}

// Guard holds the books of the entity: what is closed, reopened or numbered is
// decided by one command at a time.
func Guard(w *db.Write) (seller.Entity, error) {
	open, err := db.Lock[day.Day](w, qBooks, w.Entity)
	if err != nil {
		return seller.Entity{}, err
	}
	e, err := seller.Of(w.Read)
	e.OpenFrom = open
	return e, err
}
