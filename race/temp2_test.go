package race

import (
	"context"
	"fmt"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
	"github.com/jackc/pgx/v5"
)

func TestTemp(t *testing.T) {
	c := found(t, dbtest.Postgres(t), 2)
	c.customer("dupont", "10000")
	c.service("conseil", "1000.00")
	begun := time.Now()
	lap := func(s string) { t.Log(s, time.Since(begun).Round(time.Millisecond)); begun = time.Now() }
	crowd(100, func(int) {
		c.do("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("conseil", "1")})
	})
	lap("orders")
	a := c.must("POST", "/v1/payments", m{"customer": "dupont", "amount": "3500.00"}, settle)
	go func() {
		cn, _ := pgx.Connect(context.Background(), c.database)
		for range 150 {
			rows, _ := cn.Query(context.Background(), "select id, step, node, lease > $1, attempts, object, (select count(*) from todo), (select count(*) from todo where lease > $1), (select string_agg(wait_event, ',') from pg_stat_activity where state <> 'idle' and wait_event is not null) from todo order by id limit 3", time.Now().UnixMicro())
			out := ""
			for rows.Next() {
				v, _ := rows.Values()
				out += fmt.Sprint(v, " ")
			}
			fmt.Println(time.Since(begun).Milliseconds(), out)
			time.Sleep(20 * time.Millisecond)
		}
	}()
	lap("pay " + a.header.Get("Encaisse-Settled"))
	crowd(5, func(int) {
		a := c.must("POST", "/v1/payments", m{"customer": "dupont", "amount": "1500.00"}, settle)
		t.Log(a.header.Get("Encaisse-Settled"), time.Since(begun))
	})
	lap("five")
	confirmed, held := c.freed(21)
	_ = held
	crowd(4, func(i int) {
		a := c.must("POST", "/v1/orders/"+confirmed[i]+"/cancel", m{}, settle)
		t.Log(a.header.Get("Encaisse-Settled"), time.Since(begun))
	})
	lap("cancel")
	time.Sleep(time.Second)
	cn, err := pgx.Connect(t.Context(), c.database)
	if err != nil {
		t.Fatal(err)
	}
	var d, co, ro int64
	cn.QueryRow(t.Context(), "select deadlocks, xact_commit, xact_rollback from pg_stat_database where datname = current_database()").Scan(&d, &co, &ro)
	t.Log("deadlocks", d, "commits", co, "rollbacks", ro)
	t.Log(c.nodes[0].log.String())
}
