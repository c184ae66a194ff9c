package race

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
	"encaisse/base/money"
)

// company is one served by one or more processes on one database. Requests go
// to the processes in turn.
type company struct {
	*testing.T
	database string
	nodes    []*node
	entity   string
	admin    string // key
	turn     atomic.Int64
	keys     atomic.Int64
}

// found makes a company without taxes in an empty database and serves it.
func found(t *testing.T, database string, nodes int) *company {
	t.Helper()
	out, err := call(database, "init", "--name", "Course SA", "--country", "FR", "--currency", "EUR", "--tax", "none")
	if err != nil {
		t.Fatal(err)
	}
	var made struct{ Entity, Key string }
	if err := json.Unmarshal([]byte(out), &made); err != nil {
		t.Fatalf("init wrote %q: %v", out, err)
	}
	c := &company{T: t, database: database, entity: made.Entity, admin: made.Key}
	for range nodes {
		c.nodes = append(c.nodes, serve(t, database))
	}
	return c
}

// everywhere runs a race on each engine, and on PostgreSQL also with two
// processes that share it.
func everywhere(t *testing.T, f func(c *company)) {
	each(t, f)
	t.Run("two", func(t *testing.T) { race(found(t, dbtest.Postgres(t), 2), f) })
}

// each runs a race on each engine.
func each(t *testing.T, f func(c *company)) {
	dbtest.Both(t, func(t *testing.T, database string) { race(found(t, database, 1), f) })
}

// race runs one; afterwards nothing may be stuck and the books must be in order.
func race(c *company, f func(c *company)) {
	f(c)
	c.settled()
	c.verify()
}

// m is a JSON object.
type m = map[string]any

// request is what a client asks for; without a key it gets one of its own.
type request struct {
	method, path string
	body         any // []byte: as it is; nil: none
	key          string
	header       [][2]string
}

// answer is what came back.
type answer struct {
	request
	status int
	header http.Header
	body   []byte
}

var client = &http.Client{
	Transport: &http.Transport{MaxIdleConnsPerHost: 600, DisableCompression: true},
	Timeout:   60 * time.Second,
}

// send sends a request to one process, with the administrator's key unless a
// header says otherwise. An error means that no answer came.
func (c *company) send(n *node, r request) (answer, error) {
	var body io.Reader
	switch b := r.body.(type) {
	case nil:
	case []byte:
		body = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequest(r.method, n.url+r.path, body)
	if err != nil {
		c.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.admin)
	req.Header.Set("Accept-Language", "en")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.key != "" {
		req.Header.Set("Idempotency-Key", r.key)
	}
	for _, h := range r.header {
		req.Header.Set(h[0], h[1])
	}
	res, err := client.Do(req)
	if err != nil {
		return answer{request: r}, err
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	return answer{r, res.StatusCode, res.Header, got}, err
}

// do sends a request to the next process in turn; no answer fails the test.
func (c *company) do(method, path string, body any, header ...[2]string) answer {
	r := request{method: method, path: path, body: body, header: header}
	if method != "GET" {
		r.key = fmt.Sprint("key-", c.keys.Add(1))
	}
	return c.ask(r)
}

func (c *company) ask(r request) answer {
	n := c.nodes[int(c.turn.Add(1))%len(c.nodes)]
	a, err := c.send(n, r)
	if err != nil {
		c.Errorf("%s %s: %v", r.method, r.path, err)
	}
	return a
}

// must is do for what has to be answered with yes.
func (c *company) must(method, path string, body any, header ...[2]string) answer {
	c.Helper()
	a := c.do(method, path, body, header...)
	if a.status/100 != 2 {
		c.Fatal(a)
	}
	if slices.Contains(header, settle) && a.header.Get("Encaisse-Settled") != "true" {
		c.Errorf("what it caused is not done after 20 s: %v", a)
	}
	return a
}

// settle asks that the answer waits until all it caused is done.
var settle = [2]string{"Prefer", "wait=20"}

func (a answer) String() string {
	return fmt.Sprintf("%s %s %v: %d %s", a.method, a.path, a.request.body, a.status, clip(string(a.body)))
}

// text is a field of the answer, "" when it is not there or no text.
func (a answer) text(name string) string {
	var v m
	if json.Unmarshal(a.body, &v) != nil {
		return ""
	}
	s, _ := v[name].(string)
	return s
}

// read decodes the answer into v.
func read[T any](c *company, a answer) (v T) {
	c.Helper()
	if a.status/100 != 2 {
		c.Fatal(a)
	}
	if err := json.Unmarshal(a.body, &v); err != nil {
		c.Fatalf("%v: %v", a, err)
	}
	return v
}

// list reads every page of a list, after a cursor ("" = from its start).
func list[T any](c *company, path, cursor string) (all []T) {
	c.Helper()
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	for {
		at := path + mark + "limit=1000"
		if cursor != "" {
			at += "&cursor=" + cursor
		}
		page := read[struct {
			Items []T
			Next  *string
		}](c, c.do("GET", at, nil))
		all = append(all, page.Items...)
		if page.Next == nil {
			return all
		}
		cursor = *page.Next
	}
}

// amount reads a text such as "1000.00" in cents.
func (c *company) amount(s string) money.Amount {
	c.Helper()
	a, err := money.ParseAmount(s, "EUR")
	if err != nil {
		c.Errorf("%q is no amount: %v", s, err)
	}
	return a
}
