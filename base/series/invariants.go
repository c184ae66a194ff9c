package series

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
)

var (
	qGaps = db.Q("series.check.gaps", `select s.name, s.prefix, s.next, cast(count(i.id) as bigint), coalesce(max(i.position), 0)
		from series s left join invoice i on i.series = s.id
		where s.name in ('invoice', 'credit_note') or s.name like 'history%'
		group by s.id, s.name, s.prefix, s.next
		having s.next <> count(i.id) + 1 or coalesce(max(i.position), 0) <> count(i.id) or coalesce(min(i.position), 1) <> 1`).Scans()
	qBack = db.Q("series.check.days", `select b.number, b.issued_on, a.issued_on
		from invoice a join invoice b on b.series = a.series and b.position = a.position + 1 where b.issued_on < a.issued_on`).Scans()
	qNumbers = db.Q("series.check.numbers", `select i.id, i.number, i.position, i.issued_on, coalesce(s.prefix, ''), coalesce(s.year, 0), coalesce(s.name, ''), i.type,
		coalesce(s.entity, 0), i.entity from invoice i left join series s on s.id = i.series where i.id > $1 order by i.id limit $2`).Scans()
)

// Breaches checks that the numbers of legal documents are 1..N in each series,
// each once, on days that never go back (series.gapless), written as their
// series writes them, of its year, entity and kind of document (series.numbers).
func Breaches(r *db.Read) ([]db.Breach, error) {
	gaps, err := db.All[struct {
		Name, Prefix      string
		Next, Count, Last int64
	}](r, qGaps)
	if err != nil {
		return nil, err
	}
	var out []db.Breach
	for _, g := range gaps {
		out = append(out, db.NotEqual("series.gapless", "series "+g.Prefix, fmt.Sprintf("its %d numbers up to %d with the next", g.Count, g.Last), g.Next, g.Count+1))
	}
	back, err := db.All[struct {
		Number     string
		Day, Least day.Day
	}](r, qBack)
	if err != nil {
		return nil, err
	}
	for _, b := range back {
		out = append(out, db.Breach{Check: "series.gapless", What: b.Number, Why: fmt.Sprintf("is of %s, the number before it of %s", b.Day, b.Least)})
	}
	more, err := numbers(r)
	return append(out, more...), err
}

type numbered struct {
	ID            db.ID
	Number        string
	Position      int64
	Day           day.Day
	Prefix        string
	Year          int64
	Name, Type    string
	Series, Owner db.ID // entities
}

func numbers(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qNumbers, func(n numbered) db.ID { return n.ID }, func(page []numbered) error {
		for _, n := range page {
			if want := fmt.Sprintf("%s%06d", n.Prefix, n.Position); n.Number != want {
				out = append(out, db.NotEqual("series.numbers", n.Number, "its number", n.Number, want))
			}
			if year, _, _ := n.Day.Date(); n.Year != 0 && int64(year) != n.Year {
				out = append(out, db.NotEqual("series.numbers", n.Number, "the year of its series", n.Year, year))
			}
			if n.Series != n.Owner {
				out = append(out, db.NotEqual("series.numbers", n.Number, "the company of its series", n.Series, n.Owner))
			}
			if (n.Name == "credit_note") != (n.Type == "381") {
				out = append(out, db.NotEqual("series.numbers", n.Number, "the kind of its series", n.Name, n.Type))
			}
		}
		return nil
	})
	return out, err
}
