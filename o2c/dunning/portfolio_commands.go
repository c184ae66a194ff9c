package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// ToGive gives a customer to a collector.
type ToGive struct {
	Customer  string `path:"customer" json:"-" doc:"id or number"`
	Collector string `json:"collector,omitempty" maxLength:"200" doc:"name of the user who follows him from now on; empty: everybody does again"`
}

// HoldingView says who follows a customer.
type HoldingView struct {
	Customer  string  `json:"customer"`
	Name      string  `json:"name"`
	Collector string  `json:"collector" doc:"user; empty: everybody"`
	StandIn   string  `json:"stand_in" doc:"who stands in for him today; empty: nobody"`
	Until     day.Day `json:"until" doc:"last day of the stand-in"`
}

// Give puts a customer into the portfolio of a collector, out of the one he is
// in; without a collector he is everybody's again. It refuses
// portfolio.collector for who may not act for collections in the company.
func Give(w *db.Write, in ToGive) (HoldingView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return HoldingView{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return HoldingView{}, err
	}
	var to db.ID
	if in.Collector != "" {
		if to, err = collector(w.Read, in.Collector, "collector"); err != nil {
			return HoldingView{}, err
		}
	}
	if err := credit.Hold(w, c); err != nil {
		return HoldingView{}, err
	}
	old, err := holding(w.Read, c.ID)
	if err != nil || old.Collector == to {
		return held(w.Read, c, old, err)
	}
	if to == 0 {
		w.Exec1(qAccountDrop, e.ID, c.ID)
		w.Emit("portfolio.taken", struct{}{}, db.Obj("portfolio", old.ID), db.Obj("customer", c.ID), db.Obj("user", old.Collector))
		return held(w.Read, c, Portfolio{}, w.Err())
	}
	p, err := own(w, e.ID, to)
	if err != nil {
		return HoldingView{}, err
	}
	w.Exec(qAccountPut, e.ID, c.ID, p.ID)
	about := []db.Object{db.Obj("portfolio", p.ID), db.Obj("customer", c.ID), db.Obj("user", to)}
	if old.ID != 0 {
		about = append(about, db.Obj("portfolio", old.ID))
	}
	w.Emit("portfolio.given", struct{}{}, about...)
	return held(w.Read, c, p, w.Err())
}

// own is the portfolio of a collector, locked; the first customer makes it.
func own(w *db.Write, entity, collector db.ID) (Portfolio, error) {
	p, err := db.One[Portfolio](w.Read, qPortfolioLock, entity, collector)
	if err != db.ErrNone {
		return p, err
	}
	w.Exec(qPortfolioNew, w.NewID(), entity, collector)
	return db.One[Portfolio](w.Read, qPortfolioLock, entity, collector) // another may have made it meanwhile
}

func held(r *db.Read, c party.Customer, p Portfolio, err error) (HoldingView, error) {
	v := HoldingView{Customer: c.Number, Name: c.Name}
	if err != nil || p.ID == 0 {
		return v, err
	}
	if v.Collector, err = userNamed(r, p.Collector); err == nil && p.covered(r.Today()) {
		v.Until = p.Last
		v.StandIn, err = userNamed(r, p.StandIn)
	}
	return v, err
}

// NewStandIn says who stands in for a collector between two days.
type NewStandIn struct {
	Collector string  `path:"collector" json:"-" doc:"user"`
	StandIn   string  `json:"stand_in,omitempty" maxLength:"200" doc:"user who follows his customers too; empty: nobody from now on"`
	From      day.Day `json:"from,omitempty" doc:"today when left out"`
	To        day.Day `json:"to,omitempty" doc:"last day"`
}

// Cover lets a collector stand in for another between two days, in place of who
// was to before: what is his to do is theirs both then.
func Cover(w *db.Write, in NewStandIn) (PortfolioView, error) {
	p, err := FindPortfolio(w.Read, in.Collector)
	if err == nil && p.ID == 0 {
		err = refuse.New(refuse.Missing, "portfolio.unknown", "name", in.Collector)
	}
	if err != nil {
		return PortfolioView{}, err
	}
	if p, err = db.One[Portfolio](w.Read, qPortfolioLock, p.Entity, p.Collector); err != nil {
		return PortfolioView{}, err
	}
	next := p
	if next.StandIn, next.First, next.Last = 0, 0, 0; in.StandIn != "" {
		if next, err = in.over(w, next); err != nil {
			return PortfolioView{}, err
		}
	}
	if next != p {
		w.Exec1(qPortfolioSave, p.ID, db.Opt(next.StandIn), next.First, next.Last, p.Version)
		about := []db.Object{db.Obj("portfolio", p.ID)}
		if next.StandIn != 0 {
			about = append(about, db.Obj("user", next.StandIn))
		}
		w.Emit("portfolio.covered", covering{next.First, next.Last}, about...)
	}
	if err := w.Err(); err != nil {
		return PortfolioView{}, err
	}
	return ShowPortfolio(w.Read, PortfolioIn{Collector: in.Collector})
}

// covering is the body of a stand-in's fact.
type covering struct {
	First day.Day `json:"first"`
	Last  day.Day `json:"last"`
}

func (in NewStandIn) over(w *db.Write, p Portfolio) (Portfolio, error) {
	user, err := collector(w.Read, in.StandIn, "stand_in")
	if err != nil {
		return p, err
	}
	if p.StandIn, p.First, p.Last = user, in.From, in.To; p.First.IsZero() {
		p.First = w.Today()
	}
	r := refuse.New(refuse.Invalid, "portfolio.stand_in")
	if user == p.Collector {
		r.At("/stand_in", "portfolio.himself")
	}
	if p.Last.IsZero() || p.Last < p.First {
		r.At("/to", "portfolio.days")
	} else if p.Last < w.Today() {
		r.At("/to", "dunning.past_day", "day", p.Last)
	}
	if len(r.Fields) > 0 {
		return p, r
	}
	return p, nil
}

// FindPortfolio is the portfolio of the collector of a name; that of Everybody is
// none, with the id 0.
func FindPortfolio(r *db.Read, name string) (Portfolio, error) {
	p := Portfolio{}
	if name == Everybody {
		return p, nil
	}
	id, err := db.One[db.ID](r, qNamed, name)
	if err == nil {
		p, err = db.One[Portfolio](r, qPortfolioOf, r.Entity, id)
	}
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "portfolio.unknown", "name", name)
	}
	return p, err
}
