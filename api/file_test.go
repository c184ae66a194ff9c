package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// A file comes as its bytes, by its name, tagged by its content; what is
// refused is a problem like any other.
func TestAFileIsGivenAsBytes(t *testing.T) {
	both(t, func(w *world) {
		n := 0
		post := func(path, body string) {
			n++
			r := w.send("POST", path, body, "Authorization", "Bearer "+w.keys["admin"], "Idempotency-Key", strings.Repeat("k", n))
			if r.status >= 300 {
				w.Fatal(path, r.status, r.body)
			}
		}
		post("/v1/warehouses", `{"code":"MAIN"}`)
		post("/v1/customers", `{"number":"c","name":"Dupont","country":"FR","currency":"EUR","terms":"net30"}`)
		post("/v1/items", `{"sku":"s","name":"Conseil","kind":"service","price":"100.00"}`)
		post("/v1/orders", `{"number":"C1","customer":"c","lines":[{"sku":"s","quantity":1}]}`)
		post("/v1/shipments", `{"order":"C1","ship":true}`)
		post("/v1/invoices", `{"order":"C1"}`)
		list := w.send("GET", "/v1/invoices", "")
		number, _ := list.json["items"].([]any)[0].(map[string]any)["number"].(string)
		r := w.send("GET", "/v1/invoices/"+number+"/pdf", "")
		sum := sha256.Sum256([]byte(r.body))
		if r.status != 200 || r.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(r.body, "%PDF-") || !strings.HasSuffix(strings.TrimSpace(r.body), "%%EOF") {
			w.Fatal(r.status, r.header, len(r.body))
		}
		if r.header.Get("ETag") != `"`+hex.EncodeToString(sum[:])+`"` || r.header.Get("Content-Disposition") != "inline; filename="+number+".pdf" ||
			r.header.Get("Cache-Control") != "private, no-cache" {
			w.Error(r.header)
		}
		if again := w.send("GET", "/v1/invoices/"+number+"/pdf", "", "If-None-Match", r.header.Get("ETag")); again.status != 304 || again.body != "" {
			w.Error(again.status, again.body)
		}
		if auditor := w.send("GET", "/v1/invoices/"+number+"/pdf", "", "Authorization", "Bearer "+w.keys["auditor"]); auditor.body != r.body {
			w.Error("the auditor was given other bytes")
		}
		w.refused(w.send("GET", "/v1/invoices/FA-1999-000001/pdf", ""), 404, "invoice.unknown")
		w.refused(w.send("GET", "/v1/invoices/"+number+"/pdf?customer=nobody", ""), 404, "invoice.unknown")
		w.refused(w.send("GET", "/v1/invoices/"+number+"/pdf", "", "Authorization", "Bearer x"), 401, "app.key_unknown")
		w.refused(w.send("GET", "/v1/shipments/x/pdf", "", "Authorization", "Bearer "+w.keys["cash"]), 403, "app.role")
	})
}
