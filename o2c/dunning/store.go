package dunning

import "encaisse/base/db"

var (
	qReceived = db.Q("dunning.received", `select cast(coalesce(sum(amount), 0) as bigint) from payment
		where customer = $1 and entity = $2 and currency = $3 and received_on >= $4 and received_on <= $5 and not returned`)
	qUnusedSince = db.Q("dunning.unused_since", `select cast(coalesce(sum(-i.open), 0) as bigint) from payment p join open_item i on i.id = p.id
		where p.customer = $1 and p.entity = $2 and p.currency = $3 and p.received_on >= $4 and not p.returned`)
)
