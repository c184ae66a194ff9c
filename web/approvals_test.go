package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

var requestOf = regexp.MustCompile(`/approvals/(apr_[a-z0-9]+)/grant`)

// What waits for a second person says what it will do; who asked does not
// decide, who may decide does it with one press, and refuses with a reason.
func TestASecondPersonDecides(t *testing.T) {
	b := as(t, access.CreditManager)
	b.wants(b.post("/do/credit.limit", "customer", "CL003", "limit", "800000", "key", "d1", "step", "do"), http.StatusSeeOther)
	own := b.wants(b.get("/approvals"), 200, "Vos demandes en attente", "Relever une limite de crédit")
	if requestOf.MatchString(own) {
		t.Error("who asked may decide")
	}
	f := as(t, access.Finance)
	body := f.wants(f.get("/approvals"), 200, "CL003", "800\u202f000,00\u00a0€", `data-key="A"`, `data-key="R"`, "Demandé par ines", "avis vous attend")
	m := requestOf.FindStringSubmatch(body)
	if m == nil {
		t.Fatal("nothing to decide")
	}
	at := "/approvals/" + m[1]
	f.wants(f.post(at+"/refuse", "key", "d2"), http.StatusUnprocessableEntity, "Dites pourquoi vous refusez")
	b.wants(b.post(at+"/grant", "key", "d3"), http.StatusForbidden)
	f.wants(f.post(at+"/grant", "key", "d4", "comment", "vu"), http.StatusSeeOther)
	f.wants(f.get("/customers/CL003"), 200, "800\u202f000")
	f.wants(f.post(at+"/grant", "key", "d5"), http.StatusConflict)
	b.wants(b.post("/do/credit.limit", "customer", "CL003", "limit", "950000", "key", "d6", "step", "do"), http.StatusSeeOther)
	m = requestOf.FindStringSubmatch(f.get("/approvals").Body.String())
	f.wants(f.post("/approvals/"+m[1]+"/refuse", "key", "d7", "comment", "trop"), http.StatusSeeOther)
	w := as(t, access.Warehouse)
	w.wants(w.get("/approvals"), 200, "Rien ne vous attend")
}

// A note stands on the document's timeline as it was written, and who is named
// in it is told until he has read it.
func TestNotesAndMentions(t *testing.T) {
	b := as(t, access.Sales)
	number := rowOf.FindStringSubmatch(b.get("/orders?view=closed").Body.String())[1]
	at := "/orders/" + number
	b.wants(b.get(at), 200, "Ajouter une note")
	b.wants(b.post("/notes", "kind", "order", "number", number, "note", "@hugo <b>rappeler</b>", "back", at, "key", "n1"), http.StatusSeeOther)
	b.wants(b.get(at), 200, "@hugo &lt;b&gt;rappeler")
	b.wants(b.post("/notes", "kind", "order", "number", number, "note", "@nobody", "back", at, "key", "n2"), http.StatusUnprocessableEntity, "Personne ne s’appelle")
	h := as(t, access.Collections)
	body := h.wants(h.get("/"), 200, "Notes qui vous nomment", "rappeler", number)
	id := regexp.MustCompile(`/notes/(evt_[a-z0-9]+)/read`).FindStringSubmatch(body)
	h.wants(h.get("/approvals"), 200, "rappeler")
	h.wants(h.post("/notes/"+id[1]+"/read", "back", "/"), http.StatusSeeOther)
	if body := h.get("/").Body.String(); strings.Contains(body, "Notes qui vous nomment") {
		t.Error("it is still told")
	}
}
