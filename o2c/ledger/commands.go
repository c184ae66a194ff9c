package ledger

import (
	"time"

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
	More    bool    `json:"more,omitempty"` // as many as one may do: others may be left
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
	if err != nil {
		return 0, err
	}
	return validate(w, e, rows, upTo, most)
}

// ValidateNew is ValidateUpTo for every day: what a validation before it looked
// through is not looked through again. What slips past, a closing finds.
func ValidateNew(w *db.Write, upTo day.Day, most int) (int64, error) {
	e, err := Guard(w)
	if err != nil {
		return 0, err
	}
	last, err := lastValidation(w.Read, e.ID)
	if err != nil {
		return 0, err
	}
	rows, err := db.All[unnumbered](w.Read, qUnnumberedSince, e.ID, upTo, most, e.OpenFrom, max(last.upTo, e.OpenFrom.AddDays(-1)), last.event)
	if err != nil {
		return 0, err
	}
	return validate(w, e, rows, upTo, most)
}

// validation is the last one that looked at every entry there was.
type validation struct {
	event db.ID
	upTo  day.Day
}

// inFlight is how long before a validation an entry may have got its id and be
// committed after it, by another connection.
const inFlight = time.Hour

func lastValidation(r *db.Read, entity db.ID) (v validation, err error) {
	if v.event, err = db.One[db.ID](r, qLastValidated, entity); err != nil {
		if err == db.ErrNone {
			err = nil
		}
		return v, err
	}
	fact, err := db.Fact(r, v.event)
	if err != nil {
		return v, err
	}
	var body validated
	if err := fact.Read(&body); err != nil || body.More {
		return validation{}, err
	}
	v.upTo = body.UpTo
	if !r.DB().SQLite() { // there one writer gives the ids in the order in which they are committed
		v.event = db.FirstAt(v.event.Time().Add(-inFlight))
	}
	return v, nil
}

// validate gives entries their numbers.
func validate(w *db.Write, e seller.Entity, rows []unnumbered, upTo day.Day, most int) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	event := w.EmitOn(w.Today(), "ledger.validated", validated{upTo, int64(len(rows)), len(rows) == most}, db.Obj("entity", e.ID))
	type book struct {
		journal string
		year    int64
	}
	last := map[book]int64{}
	for _, u := range rows {
		b := book{u.Journal, YearOf(u.Day, e.YearFrom).Label()}
		if _, ok := last[b]; !ok {
			var err error
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
