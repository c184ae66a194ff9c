package db_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
)

const oneBalance = `where holder = $1 and entity = 0 and currency = 'EUR' and kind = $2`

var (
	qKeep   = db.Q("test.gather.insert", `insert into setting (name, value) values ($1, $2)`).Gather()
	qRename = db.Q("test.gather.update", `update setting set value = $2 where name = $1`).Gather()
	qLatest = db.Q("test.gather.latest", `update setting set value = $2 where name=$1`).Latest()
	qGone   = db.Q("test.gather.delete", `delete from setting where name = $1`)
	qAllSet = db.Q("test.gather.all", `select name, value from setting order by name`).Scans()
	qPut    = db.Q("test.gather.put", `insert into balance (holder, entity, currency, kind, amount) values ($1, 0, 'EUR', $2, $3)
		on conflict (holder, entity, currency, kind) do update set amount = balance.amount + excluded.amount`).Gather()
	qHeld  = db.Q("test.gather.one", `select amount from balance `+oneBalance).Locks(db.Root)
	qRest  = db.Q("test.gather.rest", `select amount from balance `+oneBalance)
	qGrow  = db.Q("test.gather.set", `update balance set amount = $3 `+oneBalance+` and amount = $4`).Gather()
	qTotal = db.Q("test.gather.total", `select cast(coalesce(sum(b.amount), 0) as bigint) from setting s join balance b on b.kind = s.name where s.name = $1`)
)

type named struct{ Name, Value string }

// model is what the tables should hold: a database that does at once what it
// is told.
type model struct {
	set map[string]string
	sum map[string]int64
}

func (m model) clone() model { return model{maps.Clone(m.set), maps.Clone(m.sum)} }

// act does a few things at random, in the database and in the model, and holds
// each read against it.
func (m model) act(w *db.Write, rnd *rand.Rand) error {
	for range 1 + rnd.IntN(6) {
		name, value := fmt.Sprint("n", rnd.IntN(6)), fmt.Sprint(rnd.IntN(1000))
		_, there := m.set[name]
		switch n := rnd.IntN(9); {
		case n < 2 && !there:
			w.Exec(qKeep, name, value)
			m.set[name] = value
		case n < 4 && there:
			w.Exec1([]*db.Stmt{qRename, qLatest, qChange}[rnd.IntN(3)], name, value)
			m.set[name] = value
		case n == 4:
			w.Exec(qGone, name)
			delete(m.set, name)
		case n == 5:
			w.Exec(qPut, rnd.IntN(3), name, 7)
			m.sum[name] += 7
		default:
			if err := m.read(w, rnd.IntN(3), name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m model) read(w *db.Write, how int, name string) error {
	var got, want any
	var err error
	switch how {
	case 0:
		got, want, err = value(w, name, m.set)
	case 1:
		sum := int64(0)
		if _, ok := m.set[name]; ok {
			sum = m.sum[name]
		}
		want = sum
		got, err = db.One[int64](w.Read, qTotal, name)
	default:
		var rows []named
		rows, err = db.All[named](w.Read, qAllSet)
		set := map[string]string{}
		for _, r := range rows {
			set[r.Name] = r.Value
		}
		got, want = set, m.set
	}
	if err == nil && !reflect.DeepEqual(got, want) {
		err = fmt.Errorf("%s: read %v, should be %v", name, got, want)
	}
	return err
}

func value(w *db.Write, name string, set map[string]string) (got, want any, err error) {
	got, err = db.One[string](w.Read, qValue, name)
	if errors.Is(err, db.ErrNone) {
		err = nil
	}
	return got, set[name], err
}

// Rows that wait are seen by every statement that may touch them, and a read
// sent ahead sees what the commands before it wrote, whatever commands of one
// group do and however some of them fail.
func TestWaitingRowsAreSeen(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		now := model{map[string]string{}, map[string]int64{}}
		no := refuse.New(refuse.Conflict, "test.no")
		for seed := range uint64(150) {
			after := make([]model, 12) // a command may run again: each from what the one before it left
			var commands []db.Command
			for i := range after {
				commands = append(commands, db.Command{Do: func(w *db.Write) error {
					rnd := rand.New(rand.NewPCG(seed, uint64(i)))
					name := fmt.Sprint("n", rnd.IntN(6))
					first, err := db.All[string](w.Read, qValue, name) // may be sent ahead
					before := now
					if i > 0 {
						before = after[i-1]
					}
					after[i] = before
					if v, ok := before.set[name]; err != nil || ok != (len(first) == 1) || ok && first[0] != v {
						return fmt.Errorf("%s ahead: %v, should be %q, %v: %w", name, first, v, ok, err)
					}
					m := before.clone()
					if err := m.act(w, rnd); err != nil {
						return err
					}
					if seed > 120 && i%5 == 4 { // last: groups are careful after it
						return no
					}
					after[i] = m
					return nil
				}})
			}
			for i, err := range db.Batch(context.Background(), d, commands) {
				if err != nil && !errors.Is(err, no) {
					t.Fatalf("seed %d, command %d: %v", seed, i, err)
				}
			}
			now = after[len(after)-1]
		}
	})
}

// Hundreds that read a figure and write it one higher leave it as high as there
// were of them: nobody decides from what another changed meanwhile. With one
// node and with two.
func TestNobodyDecidesFromAStaleRead(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		nodes := []*db.DB{open(t, url, db.Options{})}
		for range 2 {
			count(t, nodes)
			nodes = append(nodes, open(t, url, db.Options{}))
		}
	})
}

func count(t *testing.T, nodes []*db.DB) {
	t.Helper()
	kind := fmt.Sprint("count", len(nodes))
	for h := range 4 {
		if err := do(t, nodes[0], func(w *db.Write) error { w.Exec(qPut, h, kind, 0); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	var done atomic.Int64
	for i := range 300 {
		wg.Go(func() {
			err := do(t, nodes[i%len(nodes)], func(w *db.Write) error {
				n, err := db.Lock[int64](w, qHeld, i%4, kind)
				if err != nil {
					return err
				}
				w.Exec1(qGrow, i%4, kind, n+1, n)
				if i%50 == 7 {
					return refuse.New(refuse.Conflict, "test.no")
				}
				return nil
			})
			if err == nil {
				done.Add(1)
			} else if refuse.Code(err) != "test.no" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	sum := int64(0)
	for h := range 4 {
		sum += see(t, nodes[0], func(r *db.Read) (int64, error) { return db.One[int64](r, qRest, h, kind) })
	}
	if sum != done.Load() || sum != 294 {
		t.Errorf("%d nodes: counted %d, %d said yes", len(nodes), sum, done.Load())
	}
}
