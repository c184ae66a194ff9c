package stock

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/seller"
)

// CountView is a count as doors show it.
type CountView struct {
	ID        string          `json:"id"`
	Number    string          `json:"number"`
	Warehouse string          `json:"warehouse"`
	State     string          `json:"state"`
	StartedOn day.Day         `json:"started_on"`
	PostedOn  day.Day         `json:"posted_on"`
	Lines     []CountLineView `json:"lines"`
}

// CountLineView is a line as doors show it.
type CountLineView struct {
	N          int64           `json:"n"`
	SKU        string          `json:"sku"`
	Frozen     money.Quantity  `json:"frozen" doc:"on hand when the count began"`
	Counted    *money.Quantity `json:"counted" doc:"null: not counted yet"`
	Difference money.Quantity  `json:"difference"`
	Value      money.Money     `json:"value" doc:"of the difference, at the average cost now"`
}

func viewCount(r *db.Read, c Count) (CountView, error) {
	v := CountView{ID: c.ID.Text(CountPrefix), Number: c.Number, State: c.State, StartedOn: c.StartedOn, PostedOn: c.PostedOn, Lines: []CountLineView{}}
	var err error
	if v.Warehouse, err = Code(r, c.Warehouse); err != nil {
		return v, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return v, err
	}
	for _, l := range c.Lines {
		i, err := catalog.Load(r, l.Item)
		if err != nil {
			return v, err
		}
		line := CountLineView{N: l.N, SKU: i.SKU, Frozen: l.Frozen, Difference: l.Difference()}
		if l.Known {
			counted := l.Counted
			line.Counted = &counted
		}
		level, err := db.One[Level](r, qLevel, l.Item, c.Warehouse)
		if err != nil && err != db.ErrNone {
			return v, err
		}
		value, err := level.adjustCost(line.Difference, nil, e.Currency)
		if err != nil {
			return v, err
		}
		line.Value = value.In(e.Currency)
		v.Lines = append(v.Lines, line)
	}
	return v, nil
}

// ShowCount returns one count, with the differences as they stand.
func ShowCount(r *db.Read, in CountID) (CountView, error) {
	c, err := FindCount(r, in.ID)
	if err != nil {
		return CountView{}, err
	}
	return viewCount(r, c)
}

// ListCounts pages through the counts, oldest first.
func ListCounts(r *db.Read, in db.Paging) (db.Counted[CountView], error) {
	out := db.Counted[CountView]{Page: db.Page[CountView]{Items: []CountView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Count](r, qCounts, r.Entity, after, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in, rows, func(c Count) db.ID { return c.ID }), func(c Count) (CountView, error) { return ShowCount(r, CountID{c.ID.Text(CountPrefix)}) })
	if err != nil {
		return out, err
	}
	return db.Count(r, in, page, qCountCount, r.Entity)
}
