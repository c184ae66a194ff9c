package invoice

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/seller"
)

var qSeries = db.Q("invoice.series", `select s.id, s.name, s.year, s.prefix, s.next, s.last_day, (select count(*) from invoice i where i.series = s.id)
	from series s where s.entity = $1 order by s.year, s.name`).Scans()

// SeriesView is a series of legal numbers and how far it is.
type SeriesView struct {
	Name   string  `json:"name" doc:"what it numbers: invoice, credit_note, deposit …"`
	Year   int64   `json:"year" doc:"0: a series without years"`
	Prefix string  `json:"prefix"`
	Last   int64   `json:"last" doc:"the number that was given last; 0: none"`
	Next   int64   `json:"next"`
	LastOn day.Day `json:"last_on" doc:"day of the last one: none is issued before it"`
	Issued int64   `json:"issued" doc:"invoices and credit notes that bear a number of it"`
	Gaps   int64   `json:"gaps" doc:"numbers of invoices and credit notes that are missing: always 0"`
}

// SeriesList lists the series of the company, with how far each is.
func SeriesList(r *db.Read, _ seller.None) ([]SeriesView, error) {
	rows, err := db.All[struct {
		ID      db.ID
		Name    string
		Year    int64
		Prefix  string
		Next    int64
		LastDay day.Day
		Issued  int64
	}](r, qSeries, r.Entity)
	out := []SeriesView{}
	for _, s := range rows {
		v := SeriesView{Name: s.Name, Year: s.Year, Prefix: s.Prefix, Last: s.Next - 1, Next: s.Next, LastOn: s.LastDay, Issued: s.Issued}
		if s.Issued > 0 {
			v.Gaps = v.Last - s.Issued
		}
		out = append(out, v)
	}
	return out, err
}
