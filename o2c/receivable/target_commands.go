package receivable

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const targetColumns = `id, entity, valid_from, days, version`

var (
	qTarget    = db.Q("receivable.target", `select `+targetColumns+` from dso_target where entity = $1 and valid_from <= $2 order by valid_from desc limit 1`)
	qTargetOn  = db.Q("receivable.target.on", `select `+targetColumns+` from dso_target where entity = $1 and valid_from = $2`)
	qTargetNew = db.Q("receivable.target.insert", `insert into dso_target (`+targetColumns+`) values ($1,$2,$3,$4,1)`)
	qTargetPut = db.Q("receivable.target.update", `update dso_target set days = $2, version = version + 1 where id = $1 and version = $3`)
)

// Target is the DSO a company aims at from a day on, in days; 0: none.
type Target struct {
	ID, Entity db.ID
	ValidFrom  day.Day
	Days       int64
	Version    int64
}

// TargetOf is the DSO a company aims at on a day, 0 when none is set.
func TargetOf(r *db.Read, entity db.ID, d day.Day) (int64, error) {
	t, err := db.One[Target](r, qTarget, entity, d)
	if err == db.ErrNone {
		return 0, nil
	}
	return t.Days, err
}

// NewTarget sets the DSO to aim at.
type NewTarget struct {
	Days      int64   `json:"days" minimum:"0" maximum:"3660" doc:"of sales that may be owed; 0: nothing is aimed at any more"`
	ValidFrom day.Day `json:"valid_from,omitempty" doc:"first day; the business day when left out"`
}

// TargetView is a target as doors show it, and the body of its facts.
type TargetView struct {
	Days      int64   `json:"days"`
	ValidFrom day.Day `json:"valid_from"`
}

// SetTarget sets the DSO the company aims at from a day on; what was aimed at
// before that day stays.
func SetTarget(w *db.Write, in NewTarget) (TargetView, error) {
	if in.Days < 0 || in.Days > 3660 {
		return TargetView{}, refuse.New(refuse.Invalid, "receivable.target").At("/days", "receivable.target", "days", in.Days)
	}
	if in.ValidFrom.IsZero() {
		in.ValidFrom = w.Day()
	}
	v := TargetView(in)
	typ := "receivable.target_set"
	t, err := db.One[Target](w.Read, qTargetOn, w.Entity, in.ValidFrom)
	switch {
	case err == db.ErrNone:
		t.ID = w.NewID()
		w.Exec(qTargetNew, t.ID, w.Entity, v.ValidFrom, v.Days)
	case err != nil || t.Days == v.Days:
		return v, err
	default:
		typ = "receivable.target_changed"
		w.Exec1(qTargetPut, t.ID, v.Days, t.Version)
	}
	w.Emit(typ, v, db.Obj("dso_target", t.ID), db.Obj("entity", w.Entity))
	return v, w.Err()
}
