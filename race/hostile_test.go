package race

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"encaisse/base/db/dbtest"
)

// Malformed input at every place of every operation: never a fault of ours,
// always a problem as RFC 9457 has it, and only statuses that the OpenAPI
// documents. What is accepted is kept, listed and verified.
func TestMalformedInput(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, database string) {
		c := found(t, database, 1)
		f := c.fixtures()
		operations := c.operations()
		work := make(chan operation)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for o := range work {
					f.bodies(o)
					f.paths(o)
					f.queries(o)
					f.methods(o)
				}
			})
		}
		for _, o := range operations {
			work <- o
		}
		close(work)
		wg.Wait()
		t.Logf("%d requests, %d of them accepted", f.sent, f.accepted)
		for _, o := range operations {
			if o.Method == "GET" && !strings.Contains(o.Path, "{") {
				f.judge(o, c.do("GET", o.Path+"?limit=1000", nil, f.entity()))
			}
		}
		c.settled()
		c.verify()
	})
}

// fixtures are a company with one of each thing, so that malformed requests
// get as far as they can.
type fixtures struct {
	*company
	fields map[string]string // good values by field name, as JSON
	ids    map[string]string // what exists, by the first word of a path
	spec   openAPI

	mu             sync.Mutex
	sent, accepted int
}

func (c *company) fixtures() *fixtures {
	c.customer("dupont", "1000000")
	c.goods("vis", "2.00", "1000")
	place := func() string {
		return c.must("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("vis", "3")}).text("id")
	}
	paid := place()
	c.must("POST", "/v1/shipments", m{"order": paid, "ship": true}, settle)
	invoice := list[bill](c, "/v1/invoices", "")[0].Number
	open := place()
	shipment := c.must("POST", "/v1/shipments", m{"order": place()}).text("id")
	payment := c.pay("dupont", "100.00")
	key := c.must("POST", "/v1/apikeys", m{"user": "admin", "role": "sales"}).text("id")
	text := func(s string) string { return strconv.Quote(s) }
	return &fixtures{company: c, spec: c.openAPI(), ids: map[string]string{
		"orders": open, "invoices": invoice, "payments": payment, "shipments": shipment, "customers": "dupont", "items": "vis",
		"stock": "vis", "entities": c.entity, "apikeys": key,
	}, fields: map[string]string{
		"customer": text("dupont"), "sku": text("vis"), "order": text(open), "invoice": text(invoice), "shipments": "[" + text(shipment) + "]",
		"quantity": "1", "amount": "1.00", "unit_price": "1.00", "price": "1.00", "unit_cost": "1.00", "limit": "1000", "credit_limit": "1000",
		"fee": "1.00", "weight_kg": "1", "number": text("N1"), "name": text("Nom"), "country": text("FR"), "currency": text("EUR"),
		"kind": text("goods"), "tax": text("none"), "terms": text("net30"), "code": text("NORD"), "user": text("admin"), "role": text("sales"),
		"n": "1", "line": "1", "order_line": "1", "language": text("fr"), "warehouse": text("MAIN"), "discount_percent": text("10"),
		"tax_class": text("standard"), "requested_on": text("2026-12-01"), "region": text(""), "group": text(""),
	}}
}

// entity says which company is meant, in case a second one was accepted.
func (f *fixtures) entity() [2]string { return [2]string{"Encaisse-Entity", f.company.entity} }

// here is the path of an operation to something that exists.
func (f *fixtures) here(o operation) string {
	word := strings.Split(o.Path, "/")[2]
	if id := f.ids[word]; id != "" {
		return o.at(url.PathEscape(id))
	}
	return o.at("x")
}

// try sends a request as a preview, and in earnest when that is accepted.
func (f *fixtures) try(o operation, path string, body []byte, header ...[2]string) {
	header = append([][2]string{f.entity()}, header...)
	if o.Method == "GET" {
		f.judge(o, f.do(o.Method, path, nil, header...))
		return
	}
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	a := f.do(o.Method, path+mark+"preview=true", body, header...)
	f.judge(o, a)
	if a.status/100 == 2 && o.ID != lonely {
		f.judge(o, f.do(o.Method, path, body, header...))
	}
}

// lonely is previewed only: a second company would make every request of ours
// say which one it means.
const lonely = "entity.create"

// pdf is what the operations that give a document answer with.
const pdf = "application/pdf"

// judge checks what every answer must be.
func (f *fixtures) judge(o operation, a answer) {
	f.mu.Lock()
	if f.sent++; a.status/100 == 2 {
		f.accepted++
	}
	f.mu.Unlock()
	shown := fmt.Sprintf("%s %s %s: %d %s", a.method, clip(a.path), clip(string(asBytes(a.request.body))), a.status, clip(string(a.body)))
	if a.status == 0 {
		return // no answer: told already
	}
	if _, documented := o.Responses[strconv.Itoa(a.status)]; !documented && a.status != 405 {
		f.Errorf("a status that %s does not document: %s", o.ID, shown)
	}
	if _, file := o.Responses[strconv.Itoa(a.status)].Content[pdf]; file {
		if a.header.Get("Content-Type") != pdf || !bytes.HasPrefix(a.body, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(a.body), []byte("%%EOF")) {
			f.Errorf("not the file that %s documents: %s", o.ID, shown)
		}
		return
	}
	var v m
	valid := json.Unmarshal(a.body, &v) == nil
	if !valid && !json.Valid(a.body) && a.status != 304 {
		f.Errorf("no JSON: %s", shown)
	}
	if a.status/100 == 2 {
		if fault := f.spec.conforms(o, a); fault != "" {
			f.Errorf("not as documented, %s: %s", fault, shown)
		}
	}
	if a.status < 400 {
		return
	}
	title, _ := v["title"].(string)
	if a.status >= 500 || a.header.Get("Content-Type") != "application/problem+json" || v["status"] != float64(a.status) ||
		a.text("code") == "" || a.text("detail") == "" || a.text("type") == "" || title == "" {
		f.Errorf("not a proper problem: %s", shown)
	}
	for _, leak := range []string{"SQLSTATE", "sqlite", "panic", "goroutine", "%!", ".go:"} {
		if strings.Contains(strings.ReplaceAll(a.text("detail"), "sqlite_", ""), leak) {
			f.Errorf("tells %q: %s", leak, shown)
		}
	}
}

func asBytes(v any) []byte {
	b, _ := v.([]byte)
	return b
}

// noise is a text that no compression makes small.
func noise(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789é"
	r := rand.New(rand.NewPCG(1, uint64(n)))
	all := []rune(letters)
	out := make([]rune, n)
	for i := range out {
		out[i] = all[r.IntN(len(all))]
	}
	return string(out)
}

// hostile are texts that break programs.
var hostile = []string{
	"", " ", "\x00", "a\x00b", noise(300), noise(10_000), "🧾👩‍👩‍👧‍👦", "\u202ecba\u202c \u200f1", "e\u0301\u0301\u0301", "\ufeff", "\r\n\t", "NaN", "Infinity", "-Infinity",
	"-1", "0", "-0", "1e3", "1e18", "1e99", "1e-7", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "999999999999999", "0.0000001",
	"1,5", "0x10", "١٢", "2026-02-30", "0001-01-01", "9999-12-31", "99999-01-01", "-2026-01-01", "2026-11-21T10:00:00Z", "=cmd|' /C calc'!A0",
	"'; drop table event; --", "%s%d%n", "{name}", "../../etc/passwd", "ord_0000000000000", "cus_zzzzzzzzzzzzz", "pay_fzzzzzzzzzzzz", "null", "true",
}

// strange are JSON values of wrong types and sizes.
var strange = []string{
	"null", "true", "false", "0", "-1", "-0.0", "1.5", "1e3", "1e308", "1e400", "-1e400", "9007199254740993", "9223372036854775807", "-9223372036854775809",
	"123456789012345678901234567890", "0.000000001", "[]", "{}", "[null]", "[[]]", `[""]`, `[{}]`, `{"a":1}`, `{"":null}`, `"\ud800"`, "\"\xff\xfe\"",
}
