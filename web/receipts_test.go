package web

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"encaisse/app/access"
)

// A list of receipts is taken as work that is found again on its page; sent
// twice it is taken once, and what can not be read is told there.
func TestReceiptsAreTakenAsWork(t *testing.T) {
	drive(t)
	b := as(t, access.Cash)
	list := base64.StdEncoding.EncodeToString([]byte("received_on,amount,currency,reference\n2026-01-15,0.11,EUR,travail de liste un\n2026-01-15,0.12,EUR,travail de liste deux\n"))
	send := func(data, key string) string {
		w := b.post("/receipts", "name", "liste.csv", "data", data, "key", key, "step", "do")
		b.wants(w, http.StatusSeeOther)
		return w.Header().Get("Location")
	}
	b.wants(b.post("/receipts", "name", "liste.csv", "data", list, "step", "preview"), 200, "Lignes lues", `name="key"`)
	if to := send(list, "liste1"); to != "/apply?taken=2&known=0" {
		t.Errorf("sent to %s", to)
	}
	if to := send(list, "liste1"); to != "/apply?taken=2&known=0" {
		t.Errorf("pressed twice it leads to %s", to)
	}
	if to := send(list, "liste2"); to != "/apply?taken=0&known=2" {
		t.Errorf("sent again it leads to %s", to)
	}
	bad := send(base64.StdEncoding.EncodeToString([]byte("received_on,amount,currency,reference\nhier,0.11,EUR,x\n")), "liste3")
	if !strings.HasPrefix(bad, "/runs/") {
		t.Fatalf("a list that can not be read leads to %s", bad)
	}
	b.wants(b.get(bad), 200, "hier", `href="/apply"`)
}
