package seal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/base/seal"
)

func open(t *testing.T, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), url, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	if err := d.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return d
}

func see[T any](t *testing.T, d *db.DB, f func(*db.Read) (T, error)) T {
	t.Helper()
	v, err := db.See(context.Background(), d, db.As{}, f)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// emit records n facts; every second one has an entity and a cause.
func emit(t *testing.T, d *db.DB, n int) []db.ID {
	t.Helper()
	var ids []db.ID
	for i := range n {
		as := db.As{Actor: 7}
		if i%2 == 1 {
			as.Entity, as.Cause = 5, 9
		}
		id, err := db.Do(context.Background(), d, as, func(w *db.Write) (db.ID, error) {
			return w.Emit("test.happened", map[string]int{"n": i}, db.Obj("thing", db.ID(100+i%3)), db.Object{Kind: "other", ID: 100, As: "part"}), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func run(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := seal.Run(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func breaks(t *testing.T, d *db.DB) []seal.Break {
	t.Helper()
	return see(t, d, seal.Breaks)
}

func TestRunSealsEachFactOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		if n := run(t, d); n != 0 {
			t.Errorf("sealed %d of nothing", n)
		}
		emit(t, d, 1203)
		if n, _, err := unsealed(d); err != nil || n != 1203 {
			t.Error(n, err)
		}
		if n := run(t, d); n != 1203 {
			t.Errorf("sealed %d", n)
		}
		if n := run(t, d); n != 0 {
			t.Errorf("sealed %d again", n)
		}
		emit(t, d, 2)
		if n := run(t, d); n != 2 {
			t.Errorf("sealed %d of 2", n)
		}
		if list := breaks(t, d); len(list) != 0 {
			t.Error(list)
		}
		if n, lag, err := unsealed(d); n != 0 || lag != 0 || err != nil {
			t.Error(n, lag, err)
		}
		if h := see(t, d, seal.End); h.Number != 1205 || h.Signed() != nil {
			t.Error(h)
		}
	})
}

func unsealed(d *db.DB) (n int64, lag time.Duration, err error) {
	_, err = db.See(context.Background(), d, db.As{}, func(r *db.Read) (any, error) {
		n, lag, err = seal.Unsealed(r)
		return nil, err
	})
	return n, lag, err
}

// Facts of a transaction that ended late, or of a clock set back, have smaller
// ids than what is sealed.
var qOld = db.Q("test.seal.old", `insert into event (id, type, at, day, actor, entity, cause, request, objects, body) values ($1, 'test.old', 0, 0, 0, null, null, 0, '', '{}')`)

func TestLateFactsAreSealed(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		ids := emit(t, d, 3)
		run(t, d)
		late := func(back time.Duration) {
			t.Helper()
			do(t, d, func(w *db.Write) error { w.Exec(qOld, db.FirstAt(ids[0].Time().Add(-back))); return nil })
		}
		late(5 * time.Second)
		if n := run(t, d); n != 1 {
			t.Errorf("a fact of 5 s before: sealed %d", n)
		}
		if list := see(t, d, seal.Late); len(list) != 0 {
			t.Error(list)
		}
		late(time.Hour)
		if n := run(t, d); n != 0 {
			t.Errorf("a fact of an hour before was looked for: %d", n)
		}
		if list := see(t, d, seal.Outside); len(list) != 1 {
			t.Error("not seen outside the chain:", list)
		}
		again := reopen(t, d, url)
		if n := run(t, again); n != 1 {
			t.Errorf("the next program sealed %d", n)
		}
		if list := see(t, again, seal.Late); len(list) != 1 || list[0].Number != 5 {
			t.Error("not seen as late:", list)
		}
		if list := breaks(t, again); len(list) != 0 {
			t.Error(list)
		}
	})
}

func reopen(t *testing.T, d *db.DB, url string) *db.DB {
	d.Close()
	return open(t, url)
}

func do(t *testing.T, d *db.DB, f func(*db.Write) error) {
	t.Helper()
	if _, err := db.Do(context.Background(), d, db.As{}, func(w *db.Write) (any, error) { return nil, f(w) }); err != nil {
		t.Fatal(err)
	}
}

// Many sealers at once, on two nodes, beside commands: one chain.
func TestOneSealerAtATime(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		nodes := []*db.DB{open(t, url), open(t, url)}
		var wg sync.WaitGroup
		var mu sync.Mutex
		total := 0
		for _, d := range nodes {
			for range 3 {
				wg.Go(func() {
					for range 15 {
						n, err := seal.Run(context.Background(), d)
						if err != nil {
							t.Error(err)
						}
						mu.Lock()
						total += n
						mu.Unlock()
					}
				})
			}
			wg.Go(func() { emit(t, d, 150) })
		}
		wg.Wait()
		total += run(t, nodes[0])
		if total != 300 {
			t.Errorf("sealed %d of 300", total)
		}
		if list := breaks(t, nodes[1]); len(list) != 0 {
			t.Error(list)
		}
		if h := see(t, nodes[0], seal.End); h.Number != 300 {
			t.Error(h)
		}
	})
}

// tampering is what somebody with the database in his hands may do, and the
// record that must be named.
type tampering struct {
	name  string
	texts []*db.Stmt
	names int64 // number of the record; 0: found outside the chain
}

var qEventHash = `(select hash from seal where number = 2)`

func tamperings() []tampering {
	one := func(name string, number int64, texts ...string) tampering {
		x := tampering{name: name, names: number}
		for i, text := range texts {
			x.texts = append(x.texts, db.Q(fmt.Sprintf("test.tamper.%s.%d", name, i), text))
		}
		return x
	}
	ev := func(n int) string { return fmt.Sprintf(`(select event from seal where number = %d)`, n) }
	var list []tampering
	for column, value := range map[string]string{"id": "id + 1", "type": "'test.other'", "at": "at + 1", "day": "day + 1", "actor": "actor + 1",
		"entity": "entity + 1", "cause": "cause + 1", "request": "request + 1", "objects": "objects || ' '", "body": "body || ' '"} {
		list = append(list, one("event."+column, 4, `update event set `+column+` = `+value+` where id = `+ev(4)))
	}
	return append(list,
		one("event.entity.zero", 3, `update event set entity = 0 where id = `+ev(3)),
		one("event.entity.null", 4, `update event set entity = null where id = `+ev(4)),
		one("event.cause.zero", 3, `update event set cause = 0 where id = `+ev(3)),
		one("seal.number", 60, `update seal set number = 60 where number = 6`),
		one("seal.event", 4, `update seal set event = event + 1 where number = 4`),
		one("seal.hash", 4, `update seal set hash = `+qEventHash+` where number = 4`),
		one("event.delete", 4, `delete from event where id = `+ev(4)),
		one("seal.delete", 5, `delete from seal where number = 4`),
		one("both.delete", 5, `delete from event where id = `+ev(4), `delete from seal where number = 4`),
		one("event.forge", 0, `insert into event (id, type, at, day, actor, entity, cause, request, objects, body)
			select id - 900000000000, type, at, day, actor, entity, cause, request, objects, body from event where id = `+ev(4)),
		one("seal.forge", 7, `insert into seal (number, event, hash) values (7, 12345, `+qEventHash+`)`),
		one("seal.forge.before", 0, `insert into seal (number, event, hash) values (0, 12345, `+qEventHash+`)`),
		one("event.swap", 2, `update event set body = case id when `+ev(2)+` then (select body from event where id = `+ev(3)+`)
			else (select body from event where id = `+ev(2)+`) end where id in (`+ev(2)+`, `+ev(3)+`)`),
		one("seal.swap", 2, `update seal set number = -2 where number = 2`, `update seal set number = 2 where number = 3`, `update seal set number = 3 where number = -2`),
	)
}

var tampered = tamperings()

var errBack = errors.New("roll it back")

// Each tampering is done in a transaction that sees it and is rolled back.
func TestTamperingIsNamed(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		emit(t, d, 6)
		run(t, d)
		for _, x := range tampered {
			var list, outside []seal.Break
			_, err := db.Do(context.Background(), d, db.As{}, func(w *db.Write) (any, error) {
				for _, q := range x.texts {
					w.Exec(q)
				}
				var err error
				if list, err = seal.Breaks(w.Read); err != nil {
					return nil, err
				}
				if outside, err = seal.Outside(w.Read); err != nil {
					return nil, err
				}
				return nil, errBack
			})
			if !errors.Is(err, errBack) {
				t.Fatal(x.name, err)
			}
			if x.names == 0 {
				list = append(list, outside...)
			}
			if len(list) == 0 || list[0].Number != x.names && x.names != 0 {
				t.Errorf("%s: want record %d, got %+v", x.name, x.names, list)
			}
		}
		if list := breaks(t, d); len(list) != 0 {
			t.Error("rolled back, still", list)
		}
	})
}

var (
	qCutSeal  = db.Q("test.seal.cut", `delete from seal where number > 4`)
	qCutEvent = db.Q("test.seal.cut.event", `delete from event where id not in (select event from seal)`).Scans()
	qWipe     = db.Q("test.seal.wipe", `delete from seal`)
	qRewrite  = db.Q("test.seal.rewrite", `update event set actor = 99`).Scans()
)

// A tail cut off cleanly and a chain rewritten whole hold by themselves: only
// a head kept elsewhere tells.
func TestAnEarlierHeadTells(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		emit(t, d, 6)
		run(t, d)
		kept := see(t, d, seal.End)
		compare := func() string {
			return refuse.Code(see(t, d, func(r *db.Read) (error, error) { return seal.Compare(r, kept), nil }))
		}
		check := func() string {
			_, err := seal.Check(bytes.NewReader(export(t, d)), kept)
			return refuse.Code(err)
		}
		emit(t, d, 2)
		run(t, d)
		if compare() != "" || check() != "" {
			t.Error("a chain that went on is refused:", compare(), check())
		}
		do(t, d, func(w *db.Write) error { w.Exec(qCutSeal); w.Exec(qCutEvent); return nil })
		if len(breaks(t, d)) != 0 || compare() != "seal.shorter" || check() != "seal.shorter" {
			t.Error("cut:", breaks(t, d), compare(), check())
		}
		do(t, d, func(w *db.Write) error { w.Exec(qWipe); w.Exec(qRewrite); return nil })
		again := reopen(t, d, url)
		d = again
		emit(t, d, 9)
		run(t, d)
		if len(breaks(t, d)) != 0 || compare() != "seal.rewritten" || check() != "seal.rewritten" {
			t.Error("rewritten:", breaks(t, d), compare(), check())
		}
		kept.Number++
		if compare() != "seal.signature" || check() != "seal.signature" {
			t.Error("a forged head:", compare(), check())
		}
	})
}

func export(t *testing.T, d *db.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	see(t, d, func(r *db.Read) (seal.Head, error) { return seal.Export(r, &b) })
	return b.Bytes()
}

// The export is the same on both engines' terms, and each change of a byte in
// it is found.
func TestCheckReadsAnExport(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		emit(t, d, 5)
		run(t, d)
		text := export(t, d)
		h, err := seal.Check(bytes.NewReader(text))
		if err != nil || h.Number != 5 {
			t.Fatal(h, err)
		}
		if got, err := seal.ReadHead(bytes.NewReader(text)); err != nil || got.Number != 5 {
			t.Error(got, err)
		}
		for i := range text {
			changed := bytes.Clone(text)
			changed[i] ^= 1
			if _, err := seal.Check(bytes.NewReader(changed)); err == nil {
				t.Fatalf("byte %d changed and not found: %q", i, line(text, i))
			}
		}
		lines := strings.SplitAfter(string(text), "\n")
		for name, c := range map[string]struct{ text, code string }{
			"head left out": {strings.Join(lines[:5], ""), "seal.no_end"},
			"tail cut":      {strings.Join(append(lines[:3:3], lines[5]), ""), "seal.other_end"},
			"one left out":  {strings.Join(append(lines[:2:2], lines[3:]...), ""), "seal.number"},
			"two swapped":   {lines[0] + lines[2] + lines[1] + strings.Join(lines[3:], ""), "seal.number"},
			"one more":      {string(text) + lines[4], "seal.line"},
			"empty":         {"", "seal.no_end"},
			"other field":   {strings.Replace(string(text), `{"number":2,`, `{"number":2,"note":"x",`, 1), "seal.line"},
			"twice a field": {strings.Replace(string(text), `{"number":2,`, `{"number":7,"number":2,`, 1), "seal.line"},
			"amount":        {strings.Replace(string(text), `\"n\":2`, `\"n\":3`, 1), "seal.broken"},
		} {
			if _, err := seal.Check(strings.NewReader(c.text)); refuse.Code(err) != c.code {
				t.Errorf("%s: want %s, got %v", name, c.code, err)
			}
		}
	})
}

func line(text []byte, i int) string {
	begin := bytes.LastIndexByte(text[:i], '\n') + 1
	end := i + bytes.IndexByte(text[i:], '\n')
	return string(text[begin:max(end, begin)])
}

// The canonical bytes are a promise: this chain was computed by hand with
// another program (Python's hashlib) from the description in canonical.go.
func TestCanonicalFormIsFixed(t *testing.T) {
	rec := `{"number":1,"id":"12345678901234567","type":"order.captured","at":1764000000000001,"day":"2025-11-24","actor":"7","entity":null,"cause":"3","request":"9","objects":"order:5 customer:6:buyer","body":"{\"total\":12000}","hash":"` + canonicalHash + `"}`
	var r seal.Record
	if err := json.Unmarshal([]byte(rec), &r); err != nil {
		t.Fatal(err)
	}
	_, err := seal.Check(strings.NewReader(rec + "\n"))
	if refuse.Code(err) != "seal.no_end" {
		t.Error("the record is not accepted:", err)
	}
}

const canonicalHash = "fbe75e406238f8da330eb5051112d2518b9febf7c3f832fb21035bb65d6eb163"

func TestTouching(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url)
		ids := emit(t, d, 6)
		touching := func(object db.ID, limit int) []db.ID {
			var out []db.ID
			for _, e := range see(t, d, func(r *db.Read) ([]db.Event, error) { return seal.Touching(r, object, limit) }) {
				out = append(out, e.ID)
			}
			return out
		}
		for _, sealed := range []bool{false, true} {
			if sealed {
				run(t, d)
				ids = append(ids, emit(t, d, 3)...) // not sealed
			}
			want := fmt.Sprint([]db.ID{ids[1], ids[4]})
			if sealed {
				want = fmt.Sprint([]db.ID{ids[1], ids[4], ids[7]})
			}
			if got := fmt.Sprint(touching(101, 50)); got != want {
				t.Errorf("sealed %v: %s, want %s", sealed, got, want)
			}
			if got := touching(100, 50); len(got) != len(ids) {
				t.Errorf("a part of every fact: %d of %d", len(got), len(ids))
			}
			if got := touching(100, 2); fmt.Sprint(got) != fmt.Sprint(ids[len(ids)-2:]) {
				t.Errorf("the last two: %v", got)
			}
			if got := touching(1, 50); len(got) != 0 {
				t.Errorf("10x is not 1: %v", got)
			}
		}
		if list := see(t, d, seal.Loose); len(list) != 0 {
			t.Error(list)
		}
	})
}
