package series

import "encaisse/base/db"

// Broken is a series and what is wrong with it.
type Broken struct {
	Series db.ID
	Name   string
	Next   int64
	Count  int64
	Last   int64
}

var qInvoices = db.Q("series.check.invoices", `select s.id, s.name, s.next, cast(count(i.id) as bigint), coalesce(max(i.position), 0)
	from series s left join invoice i on i.series = s.id
	where s.name in ('invoice', 'credit_note') or s.name like 'history%'
	group by s.id, s.name, s.next
	having s.next <> count(i.id) + 1 or coalesce(max(i.position), 0) <> count(i.id)`).Scans()

var qBack = db.Q("series.check.days", `select a.series, b.number, a.issued_on, b.issued_on, a.position
	from invoice a join invoice b on b.series = a.series and b.position = a.position + 1 where b.issued_on < a.issued_on`).Scans()

// Gaps lists series whose numbers are not 1..N, each once.
func Gaps(r *db.Read) ([]Broken, error) { return db.All[Broken](r, qInvoices) }

// Backwards lists numbers dated before the one they follow.
func Backwards(r *db.Read) ([]Broken, error) { return db.All[Broken](r, qBack) }
