package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qPauseNew  = db.Q("dunning.pause.insert", `insert into dunning_pause (id, entity, customer, item, reason, until, state, version) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qPauseByID = db.Q("dunning.pause.load", `select `+pauseColumns+` from dunning_pause where id = $1`)
	qPauseLock = db.Q("dunning.pause.lock", `select `+pauseColumns+` from dunning_pause where id = $1`).Locks(db.Document)
	qPauseEnd  = db.Q("dunning.pause.end", `update dunning_pause set state = 'ended', version = version + 1 where id = $1 and version = $2`)
	qPauseList = db.Q("dunning.pause.list", `select `+pauseColumns+` from dunning_pause where entity = $1 and id > $2 and (customer = $3 or $3 = 0) order by id limit $4`).Scans()
	qRelease   = db.Q("dunning.release.insert", `insert into dunning_release (id, entity, up_to, day, event) values ($1,$2,$3,$4,$5)`)
	qWaiting   = db.Q("dunning.release.waiting", `select count(*) from open_item where entity = $1 and taken_over and open > 0 and id > $2`).Scans()
)

// paused is the body of a pause's facts.
type paused struct {
	Until day.Day `json:"until"`
}

// NewPause keeps a customer, or one invoice, from being chased.
type NewPause struct {
	Customer string  `json:"customer" doc:"id or number"`
	Invoice  string  `json:"invoice,omitempty" doc:"id or number; the whole customer when left out"`
	Reason   string  `json:"reason" minLength:"1" maxLength:"200"`
	Until    day.Day `json:"until,omitempty" doc:"last day; until it is ended when left out"`
}

// PauseView is a pause as doors show it.
type PauseView struct {
	ID       string  `json:"id"`
	Customer string  `json:"customer"`
	Invoice  *string `json:"invoice"`
	Reason   string  `json:"reason"`
	Until    day.Day `json:"until"`
	State    string  `json:"state" doc:"active, ended"`
}

func viewPause(r *db.Read, p Pause) (PauseView, error) {
	c, err := party.Load(r, p.Customer)
	v := PauseView{ID: p.ID.Text(PausePrefix), Customer: c.Number, Reason: p.Reason, Until: p.Until, State: p.State}
	if err == nil && p.Item != 0 {
		var i receivable.Item
		i, err = receivable.ItemByID(r, p.Item)
		v.Invoice = &i.Number
	}
	return v, err
}

// Hold pauses a customer or an invoice, with a reason and, if it has one, its end.
func Hold(w *db.Write, in NewPause) (PauseView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return PauseView{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return PauseView{}, err
	}
	p := Pause{ID: w.NewID(), Entity: e.ID, Customer: c.ID, Reason: in.Reason, Until: in.Until, State: "active", Version: 1}
	r := refuse.New(refuse.Invalid, "dunning.pause")
	if p.Reason == "" {
		r.At("/reason", "dunning.pause_reason")
	}
	if !p.Until.IsZero() && p.Until < w.Today() {
		r.At("/until", "dunning.past_day", "day", p.Until)
	}
	if len(r.Fields) > 0 {
		return PauseView{}, r
	}
	if err := credit.Hold(w, c); err != nil {
		return PauseView{}, err
	}
	if in.Invoice != "" {
		items, err := receivable.Left(w.Read, c.ID)
		if err != nil {
			return PauseView{}, err
		}
		for _, i := range items {
			if named(i, in.Invoice) && i.Entity == e.ID {
				p.Item = i.ID
			}
		}
		if p.Item == 0 {
			return PauseView{}, refuse.New(refuse.Conflict, "dunning.not_owed", "number", in.Invoice, "customer", c.Number)
		}
	}
	w.Exec(qPauseNew, p.ID, p.Entity, p.Customer, db.Opt(p.Item), p.Reason, p.Until, p.State)
	tellPause(w, "dunning.paused", p)
	return viewPause(w.Read, p)
}

func tellPause(w *db.Write, typ string, p Pause) {
	event := w.EmitOn(w.Today(), typ, paused{p.Until}, db.Obj("pause", p.ID), db.Obj("customer", p.Customer))
	receivable.Record(w, receivable.KindPause, p.ID, event, p.State, 0, w.Today())
}

// ByPause names a pause.
type ByPause struct {
	ID string `path:"id" json:"-"`
}

// Resume ends a pause: reminders go on at the level reached.
func Resume(w *db.Write, in ByPause) (PauseView, error) {
	id, ok := db.ParseID(PausePrefix, in.ID)
	p, err := Pause{}, error(db.ErrNone)
	if ok {
		p, err = db.One[Pause](w.Read, qPauseByID, id)
	}
	if err == db.ErrNone || err == nil && w.Entity != 0 && p.Entity != w.Entity {
		err = refuse.New(refuse.Missing, "dunning.pause_unknown", "pause", in.ID)
	}
	if err != nil {
		return PauseView{}, err
	}
	if p, err = db.Lock[Pause](w, qPauseLock, p.ID); err != nil {
		return PauseView{}, err
	}
	if err := receivable.Move(receivable.KindPause, p.State, "ended"); err != nil {
		return PauseView{}, err
	}
	w.Exec1(qPauseEnd, p.ID, p.Version)
	p.State = "ended"
	tellPause(w, "dunning.resumed", p)
	return viewPause(w.Read, p)
}

// PauseFilter asks for pauses.
type PauseFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// PausesList pages through the pauses, oldest first.
func PausesList(r *db.Read, in PauseFilter) (db.Page[PauseView], error) {
	out := db.Page[PauseView]{Items: []PauseView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Pause](r, qPauseList, r.Entity, after, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(p Pause) db.ID { return p.ID }), func(p Pause) (PauseView, error) { return viewPause(r, p) })
}

// ToRelease asks for nothing: everything taken over so far is followed from
// now on.
type ToRelease struct{}

// ReleaseView says what was let go.
type ReleaseView struct {
	Items int64 `json:"items" doc:"open items taken over that are followed from now on"`
}

// Release lets the items taken over from the books before be followed: from
// their first level on, like others (domain.md 12, point 2).
func Release(w *db.Write, _ ToRelease) (ReleaseView, error) {
	last, err := db.One[db.ID](w.Read, qReleased, w.Entity)
	if err != nil {
		return ReleaseView{}, err
	}
	n, err := db.One[int64](w.Read, qWaiting, w.Entity, last)
	if err != nil {
		return ReleaseView{}, err
	}
	id := w.NewID()
	event := w.EmitOn(w.Today(), "collections.released", struct {
		Items int64 `json:"items"`
	}{n}, db.Obj("release", id))
	w.Exec(qRelease, id, w.Entity, id, w.Today(), event)
	return ReleaseView{n}, w.Err()
}
