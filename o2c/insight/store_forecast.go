package insight

import "encaisse/base/db"

const decided = `where s.subject = d.id and s.day <= $3 and (cast($4 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $4))
	order by s.event desc limit 1`

var (
	qHabits = db.Q("insight.forecast.habits", `select c.number, cast(sum(a.debit_home * (a.day - d.due_on)) as bigint), cast(sum(a.debit_home) as bigint)
		from application a join open_item d on d.id = a.debit and d.kind <> 'difference' join open_item p on p.id = a.credit and p.kind = 'payment' join customer c on c.id = d.customer
		where a.entity = $1 and a.day between $2 and $3 and d.due_on < a.day + 3660
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4)) group by c.number order by c.number`).Scans()
	qWords = db.Q("insight.forecast.words", `select c.number, coalesce((select s.state from collection_step s `+judged+`), ''), p.currency, p.due_on, p.amount
		from promise p join customer c on c.id = p.customer where p.entity = $1 and p.until >= $2 and p.made_on <= $3 order by p.due_on, p.id`).Scans()
	qDisputed = db.Q("insight.forecast.disputed", `select d.item, coalesce((select s.state from collection_step s `+decided+`), ''), d.amount
		from dispute d where d.entity = $1 and d.opened_on between $2 and $3 order by d.id`).Scans()
	qOwedByDay = db.Q("insight.trend.owed", `select coalesce(c.number, ''), l.day, cast(sum(l.home) as bigint) from leg l join event e on e.id = l.event and e.type not like 'cutoff.%' left join customer c on c.id = l.holder
		where l.entity = $1 and l.day <= $2 and (l.account = $4 or l.account = $5 or l.account = $6)
		and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = l.event and s.number <= $3)) group by coalesce(c.number, ''), l.day`).Scans()
)
