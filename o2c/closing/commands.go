package closing

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/seal"
	"encaisse/o2c/insight"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// ToClose says which period to close: the month or fiscal year of a day.
type ToClose struct {
	Kind string  `json:"kind" enum:"month,year"`
	Day  day.Day `json:"day" doc:"any day of the period"`
}

// Close closes a month or a fiscal year, with everything before it: the entries
// of its end are posted, entries are validated, everything known is sealed, and the trial balance and the
// aging are stored as known at that seal. What concerns those days from now on
// is posted on the first open day (domain.md 5.7).
func Close(w *db.Write, in ToClose) (View, error) {
	e, err := ledger.Guard(w)
	if err != nil {
		return View{}, err
	}
	span, err := ledger.SpanOf(in.Kind, in.Day, e.YearFrom)
	if err != nil {
		return View{}, err
	}
	list, err := All(w.Read, e.ID)
	if err != nil {
		return View{}, err
	}
	yearDone := false
	for _, p := range list {
		yearDone = yearDone || p.Kind == ledger.Year && p.State != Reopened && p.Last >= span.Last
	}
	if err := closable(in.Kind, span, e.OpenFrom, w.Today(), yearDone); err != nil {
		return View{}, err
	}
	if err := cutOff(w, e, span.Last); err != nil {
		return View{}, err
	}
	for n := int64(1); n > 0; {
		if n, err = ledger.ValidateUpTo(w, span.Last, 1_000_000); err != nil {
			return View{}, err
		}
	}
	known, err := seal.Here(w)
	if err != nil {
		return View{}, err
	}
	f, err := compute(w.Read, span.Last, known)
	if err != nil {
		return View{}, err
	}
	digest, err := f.digest()
	if err != nil {
		return View{}, err
	}
	p := Period{ID: w.NewID(), Entity: e.ID, Kind: in.Kind, First: span.First, Last: span.Last, State: Closed, Known: known, Version: 1}
	p.Event = w.Emit("period.closed", closed{p.Kind, p.First, p.Last, known, digest}, db.Obj("period", p.ID))
	insert(w, p, f)
	e.OpenFrom = max(e.OpenFrom, span.Last.AddDays(1))
	seller.Books(w, e)
	return view(p, e, f), w.Err()
}

// compute reads the figures of the books up to a day, as known at a seal number.
func compute(r *db.Read, last day.Day, known int64) (figures, error) {
	f := figures{Accounts: []account{}, Aging: []aged{}}
	sums, err := ledger.TrialBalance(r, r.Entity, last, known)
	if err != nil {
		return f, err
	}
	for _, s := range sums {
		f.Accounts = append(f.Accounts, account{s.Account, s.Amount})
	}
	ages, err := insight.Ages(r, insight.AgesIn{AsOf: insight.AsOf{Day: last, Known: known}})
	if err != nil {
		return f, err
	}
	for _, c := range ages.Customers {
		for place, m := range c.Buckets {
			if m.Minor != 0 {
				f.Aging = append(f.Aging, aged{c.Customer, int64(place), m.Minor})
			}
		}
	}
	return f, nil
}

// unappliedPlace is the column of the aging that holds unapplied money.
const unappliedPlace = receivable.Buckets

// ToAsk says why a period should be opened again.
type ToAsk struct {
	ID     string `path:"id" json:"-"`
	Reason string `json:"reason" minLength:"1" maxLength:"200"`
}

// AskReopening says that a closed period should be opened again, and why.
// Somebody else has to agree.
func AskReopening(w *db.Write, in ToAsk) (View, error) {
	if strings.TrimSpace(in.Reason) == "" {
		return View{}, refuse.New(refuse.Invalid, "closing.reason").At("/reason", "closing.reason")
	}
	p, e, err := guarded(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old := p
	if p, err = p.to("ask"); err != nil {
		return View{}, err
	}
	if _, err := openFrom(w.Read, p); err != nil {
		return View{}, err
	}
	p.AskedBy = w.Actor
	w.Emit("period.reopening_asked", asked{strings.TrimSpace(in.Reason)}, db.Obj("period", p.ID))
	save(w, p)
	p.Version = old.Version + 1
	return answer(w.Read, p, e)
}

// ByID names a period.
type ByID struct {
	ID string `path:"id" json:"-"`
}

// RefuseReopening leaves a period closed.
func RefuseReopening(w *db.Write, in ByID) (View, error) {
	p, e, err := guarded(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if p, err = p.to("refuse"); err != nil {
		return View{}, err
	}
	p.AskedBy = 0
	w.Emit("period.reopening_refused", struct{}{}, db.Obj("period", p.ID))
	save(w, p)
	return answer(w.Read, p, e)
}

// Reopen opens a period again; who asked for it may not. Its figures stay
// stored, no posted row changes.
func Reopen(w *db.Write, in ByID) (View, error) {
	p, e, err := guarded(w, in.ID)
	if err != nil {
		return View{}, err
	}
	asker := p.AskedBy
	if p, err = p.to("reopen"); err != nil {
		return View{}, err
	}
	if w.Actor == 0 || w.Actor == asker {
		return View{}, refuse.New(refuse.Forbidden, "closing.four_eyes")
	}
	if e.OpenFrom, err = openFrom(w.Read, p); err != nil {
		return View{}, err
	}
	w.Emit("period.reopened", reopened{e.OpenFrom}, db.Obj("period", p.ID))
	save(w, p)
	seller.Books(w, e)
	return answer(w.Read, p, e)
}

func guarded(w *db.Write, ref string) (Period, seller.Entity, error) {
	e, err := ledger.Guard(w)
	if err != nil {
		return Period{}, e, err
	}
	p, err := load(w.Read, ref)
	return p, e, err
}

func openFrom(r *db.Read, p Period) (day.Day, error) {
	list, err := All(r, p.Entity)
	if err != nil {
		return 0, err
	}
	return p.reopened(list)
}

// FiscalYear says which month the fiscal years of the company begin with.
type FiscalYear struct {
	FirstMonth int64 `json:"first_month" minimum:"1" maximum:"12"`
}

// Years are the fiscal years of the company: the one of today.
type Years struct {
	FirstMonth int64   `json:"first_month"`
	First      day.Day `json:"first"`
	Last       day.Day `json:"last"`
}

// SetYear sets the month fiscal years begin with, as long as nothing is
// validated: the numbers of entries are those of their year.
func SetYear(w *db.Write, in FiscalYear) (Years, error) {
	e, err := ledger.Guard(w)
	if err != nil {
		return Years{}, err
	}
	if in.FirstMonth < 1 || in.FirstMonth > 12 {
		return Years{}, refuse.New(refuse.Invalid, "closing.month", "month", in.FirstMonth).At("/first_month", "closing.month", "month", in.FirstMonth)
	}
	if used, err := ledger.AnyNumber(w.Read, e.ID); err != nil || used {
		if err == nil {
			err = refuse.New(refuse.Conflict, "closing.year_used")
		}
		return Years{}, err
	}
	e.YearFrom = in.FirstMonth
	seller.Books(w, e)
	w.Emit("period.year_set", year{in.FirstMonth}, db.Obj("entity", e.ID))
	s := ledger.YearOf(w.Today(), e.YearFrom)
	return Years{e.YearFrom, s.First, s.Last}, w.Err()
}
