package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
)

var (
	qBind   = db.Q("test.bind", `select cast($2 as bigint), cast($11 as bigint), cast($1 as bigint), cast($2 as bigint), cast($3 as bigint)+cast($4 as bigint)+cast($5 as bigint)+cast($6 as bigint)+cast($7 as bigint)+cast($8 as bigint)+cast($9 as bigint)+cast($10 as bigint)`)
	qAdd    = db.Q("test.add", `insert into setting (name, value) values ($1, $2)`)
	qValue  = db.Q("test.value", `select value from setting where name = $1`)
	qChange = db.Q("test.change", `update setting set value = $2 where name = $1`)
	qNames  = db.Q("test.names", `select name from setting order by name`).Scans()
	qSeries = db.Q("test.series", `insert into series (id, entity, name, year, prefix, next, last_day) values ($1, 1, 'x', 2026, '', $2, 0)`)
	qMake   = db.Q("test.balance.make", `insert into balance (holder, entity, currency, kind, amount) values ($1, 0, 'EUR', 'x', $2)`)
	qHold   = db.Q("test.balance.lock", `select amount from balance where holder = $1 and entity = 0 and currency = 'EUR' and kind = 'x'`).Locks(db.Root)
	qTake   = db.Q("test.balance.take", `update balance set amount = amount - $2 where holder = $1 and entity = 0 and currency = 'EUR' and kind = 'x'`)
)

func open(t testing.TB, url string, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	if err := d.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return d
}

func do(t testing.TB, d *db.DB, f func(*db.Write) error) error {
	t.Helper()
	_, err := db.Do(context.Background(), d, db.As{}, func(w *db.Write) (any, error) { return nil, f(w) })
	return err
}

func see[T any](t testing.TB, d *db.DB, f func(*db.Read) (T, error)) T {
	t.Helper()
	v, err := db.See(context.Background(), d, db.As{}, f)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestParametersBindByNumber(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		got := see(t, d, func(r *db.Read) (struct{ A, B, C, D, E int64 }, error) {
			return db.One[struct{ A, B, C, D, E int64 }](r, qBind, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
		})
		if got != (struct{ A, B, C, D, E int64 }{2, 11, 1, 2, 52}) {
			t.Error(got)
		}
	})
}

func TestARefusalKeepsNothing(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		no := refuse.New(refuse.Conflict, "test.no")
		for _, sent := range []bool{false, true} {
			err := do(t, d, func(w *db.Write) error {
				w.Exec(qAdd, "refused", "x")
				if sent {
					if _, err := db.All[string](w.Read, qNames); err != nil {
						return err
					}
				}
				return no
			})
			if !errors.Is(err, no) {
				t.Errorf("sent %v: %v", sent, err)
			}
		}
		stale := do(t, d, func(w *db.Write) error {
			w.Exec(qAdd, "stale", "x")
			w.Exec1(qChange, "nobody", "y")
			return nil
		})
		if refuse.Code(stale) != "db.stale" {
			t.Error(stale)
		}
		panicked := do(t, d, func(w *db.Write) error {
			w.Exec(qAdd, "panic", "x")
			panic("boom")
		})
		if panicked == nil {
			t.Error("a panic is an error")
		}
		if names := see(t, d, func(r *db.Read) ([]string, error) { return db.All[string](r, qNames) }); len(names) != 0 {
			t.Error("kept:", names)
		}
	})
}

func TestConstraintsAreNamed(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		series := qSeries
		if err := do(t, d, func(w *db.Write) error { w.Exec(series, 1, 1); return nil }); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			next int
			kind db.FaultKind
			name string
		}{{1, db.Unique, "series_name"}, {0, db.Check, "series_from_one"}} {
			err := do(t, d, func(w *db.Write) error { w.Exec(series, 2, c.next); return nil })
			var f *db.Fault
			if !errors.As(err, &f) || f.Kind != c.kind || f.Constraint != c.name {
				t.Errorf("want %s, got %v", c.name, err)
			}
		}
	})
}

// A group in which some commands fail in every way leaves exactly the rows of
// those that were answered done.
func TestGroupsKeepWhatWasAnswered(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		var wg sync.WaitGroup
		var done atomic.Int64
		for i := range 400 {
			wg.Go(func() {
				err := do(t, d, func(w *db.Write) error {
					w.Exec(qAdd, fmt.Sprintf("k%03d", i), "x")
					switch i % 10 {
					case 1:
						return refuse.New(refuse.Conflict, "test.no")
					case 3:
						w.Exec1(qChange, "nobody", "y")
					case 5:
						w.Exec(qAdd, fmt.Sprintf("k%03d", i), "again")
					case 7:
						if _, err := db.One[string](w.Read, qValue, fmt.Sprintf("k%03d", i)); err != nil {
							return err
						}
						if i%20 == 7 {
							return refuse.New(refuse.Conflict, "test.late")
						}
					}
					return nil
				})
				if err == nil {
					done.Add(1)
				}
			})
		}
		wg.Wait()
		names := see(t, d, func(r *db.Read) ([]string, error) { return db.All[string](r, qNames) })
		if int64(len(names)) != done.Load() || len(names) != 260 {
			t.Errorf("%d rows, %d answered done", len(names), done.Load())
		}
	})
}

// Twenty-four orders of 300 against 1,000: exactly three pass, with one node
// and with two.
func TestLocksGuardADecision(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		nodes := []*db.DB{open(t, url, db.Options{}), open(t, url, db.Options{})}
		if err := do(t, nodes[0], func(w *db.Write) error { w.Exec(qMake, 7, 1000); return nil }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var passed atomic.Int64
		for i := range 24 {
			wg.Go(func() {
				err := do(t, nodes[i%2], func(w *db.Write) error {
					left, err := db.Lock[int64](w, qHold, 7)
					if err != nil {
						return err
					}
					if left < 300 {
						return refuse.New(refuse.Conflict, "test.limit")
					}
					w.Exec1(qTake, 7, 300)
					return nil
				})
				if err == nil {
					passed.Add(1)
				} else if refuse.Code(err) != "test.limit" {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if passed.Load() != 3 {
			t.Errorf("%d passed", passed.Load())
		}
	})
}

func TestStepsHappenOnceAndInOrder(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		var mu sync.Mutex
		fails := map[db.ID]bool{}
		step := db.Step{On: "test.happened", Name: "test.follow", Key: "thing", Subject: "part", Do: func(w *db.Write, k db.Task) error {
			mu.Lock()
			first := !fails[k.Subject]
			fails[k.Subject] = true
			mu.Unlock()
			if k.Subject%97 == 0 && first {
				return refuse.New(refuse.Conflict, "test.again")
			}
			w.Exec(qAdd, fmt.Sprintf("done%06d", k.Subject), "x") // unique: a second effect would fail
			last := fmt.Sprintf("last%d", k.Object)
			before, err := db.One[string](w.Read, qValue, last)
			switch now := fmt.Sprintf("%019d", k.ID); {
			case err == db.ErrNone:
				w.Exec(qAdd, last, now)
			case err != nil:
				return err
			case before > now:
				t.Errorf("object %d: step %s after %s", k.Object, now, before)
			default:
				w.Exec1(qChange, last, now)
			}
			return nil
		}}
		now := atomic.Int64{}
		now.Store(time.Now().UnixMicro())
		clock := func() time.Time { return time.UnixMicro(now.Load()) }
		nodes := []*db.DB{open(t, url, db.Options{Clock: clock, Steps: []db.Step{step}}), open(t, url, db.Options{Clock: clock, Steps: []db.Step{step}})}
		nodes[0].StartSteps(4)
		for i := range 400 {
			// Ids of two nodes are in the order of their milliseconds.
			for ms := time.Now().UnixMilli(); time.Now().UnixMilli() == ms; {
				time.Sleep(50 * time.Microsecond)
			}
			if err := do(t, nodes[i%2], func(w *db.Write) error {
				w.Emit("test.happened", struct{}{}, db.Obj("thing", db.ID(i%7+1)), db.Obj("part", db.ID(i+1)))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		deadline := time.Now().Add(30 * time.Second)
		for left := int64(1); left > 0 && time.Now().Before(deadline); {
			now.Add(int64(time.Second / time.Microsecond))
			if _, err := nodes[1].Idle(context.Background()); err != nil {
				t.Fatal(err)
			}
			left = see(t, nodes[1], func(r *db.Read) (int64, error) { n, _, err := db.Backlog(r); return n, err })
			time.Sleep(20 * time.Millisecond)
		}
		names := see(t, nodes[0], func(r *db.Read) ([]string, error) { return db.All[string](r, qNames) })
		if len(names) != 400+7 {
			t.Errorf("%d effects", len(names)-7)
		}
	})
}

var qTestTodo = db.Q("test.todo", `select body from todo order by id`).Scans()

// A step that says Once waits once an object, however many facts ask for it;
// one that says Again goes on in its place, before what was asked for meanwhile.
func TestStepsWaitOnceAndGoOn(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		var mu sync.Mutex
		var walked []string
		meanwhile := 0 // facts while the walk is under way
		fact := func(w *db.Write) error { w.Emit("test.eased", struct{}{}, db.Obj("root", 5)); return w.Err() }
		step := db.Step{On: "test.eased", Name: "test.walk", Key: "root", Subject: "root", Once: true, Do: func(w *db.Write, k db.Task) error {
			mu.Lock()
			defer mu.Unlock()
			walked = append(walked, k.Body)
			if k.Body == "1" {
				for ; meanwhile > 0; meanwhile-- {
					if err := fact(w); err != nil {
						return err
					}
				}
			}
			switch k.Body {
			case "":
				w.Again(k, 1)
			case "1":
				w.Again(k, 2)
			}
			return nil
		}}
		d := open(t, url, db.Options{Steps: []db.Step{step}})
		waiting := func() string {
			return fmt.Sprintf("%q", see(t, d, func(r *db.Read) ([]string, error) { return db.All[string](r, qTestTodo) }))
		}
		five := func() {
			t.Helper()
			for range 5 {
				if err := do(t, d, fact); err != nil {
					t.Fatal(err)
				}
			}
		}
		five()
		if got := waiting(); got != `[""]` {
			t.Errorf("five facts left the steps %s", got)
		}
		meanwhile = 3
		if _, err := d.Idle(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%q", walked); got != `["" "1" "2" "" "1" "2"]` {
			t.Errorf("walked %s", got)
		}
		mu.Lock()
		walked, meanwhile = nil, 3
		mu.Unlock()
		d.StartSteps(4) // the same by memory
		if err := do(t, d, fact); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(20 * time.Second); waiting() != "[]" && time.Now().Before(deadline); {
			time.Sleep(5 * time.Millisecond)
		}
		mu.Lock()
		defer mu.Unlock()
		if got := fmt.Sprintf("%q", walked); got != `["" "1" "2" "" "1" "2"]` {
			t.Errorf("walked by memory %s", got)
		}
	})
}

func TestIDsAreReadable(t *testing.T) {
	id := db.ID(0x0123456789abcdef)
	text := id.Text("ord")
	back, ok := db.ParseID("ord", text)
	if !ok || back != id || len(text) != 17 {
		t.Errorf("%s %v %v", text, back, ok)
	}
	for _, bad := range []string{"inv" + text[3:], "ord_", "ord_0123", "ord_u123456789abc", text + "0"} {
		if _, ok := db.ParseID("ord", bad); ok {
			t.Error("accepted", bad)
		}
	}
}
