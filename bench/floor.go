package bench

import (
	"context"
	"fmt"

	"encaisse/base/db"
)

// The floor is what no product can beat on this engine and disk: the bare rows
// of one cycle, 36 of them in 6 durable steps, without logic, reads or
// secondary indexes.
const floorTables = `
create table if not exists floor_document (id bigint primary key, kind bigint not null, customer bigint not null, number text not null,
	day bigint not null, net bigint not null, tax bigint not null, total bigint not null, state text not null);
create table if not exists floor_line (document bigint not null, n bigint not null, item bigint not null, quantity bigint not null,
	price bigint not null, net bigint not null, primary key (document, n));
create table if not exists floor_leg (event bigint not null, n bigint not null, account text not null, day bigint not null, amount bigint not null, primary key (event, n));
create table if not exists floor_event (id bigint primary key, type text not null, at bigint not null, day bigint not null, actor bigint not null,
	request bigint not null, objects text not null, body text not null);`

var (
	qDocument = db.Q("bench.floor.document", `insert into floor_document (id, kind, customer, number, day, net, tax, total, state) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`)
	qLine     = db.Q("bench.floor.line", `insert into floor_line (document, n, item, quantity, price, net) values ($1,$2,$3,$4,$5,$6)`)
	qLeg      = db.Q("bench.floor.leg", `insert into floor_leg (event, n, account, day, amount) values ($1,$2,$3,$4,$5)`)
	qEvent    = db.Q("bench.floor.event", `insert into floor_event (id, type, at, day, actor, request, objects, body) values ($1,$2,$3,$4,$5,$6,$7,$8)`)
)

// shape is how many documents, lines and legs each of the six steps writes,
// each with its event: order with 3 lines; credit; 3 reservations; shipment
// with 3 lines; invoice with 3 lines, 2 taxes, open item and 5 legs; payment
// with allocation and 2 legs.
var shape = [6]struct{ documents, lines, legs int }{{1, 3, 0}, {1, 0, 0}, {0, 3, 0}, {1, 3, 0}, {2, 5, 5}, {2, 0, 2}}

// floor writes one cycle's bare rows.
func floor(ctx context.Context, d *db.DB) error {
	for i, s := range shape {
		_, err := db.Do(ctx, d, db.As{}, func(w *db.Write) (any, error) {
			event := w.NewID()
			for k := range s.documents {
				w.Exec(qDocument, w.NewID(), i, event, fmt.Sprintf("D-2026-%06d", k), 20000, 100000, 20000, 120000, "confirmed")
			}
			for k := range s.lines {
				w.Exec(qLine, event, k, k+1000, 1000000, 33330000, 33330)
			}
			for k := range s.legs {
				w.Exec(qLeg, event, k, "411000", 20000, 120000-k)
			}
			w.Exec(qEvent, event, "order.confirmed", 1795000000000000, 20000, 7, event, "order:123456789012345678 customer:123456789012345678",
				`{"amount":120000,"exposure":120000,"limit":1000000,"from":"draft","to":"confirmed"}`)
			return nil, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
