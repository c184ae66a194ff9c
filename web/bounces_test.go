package web

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/connect/mail"
)

// A notification is read from its file and shown on the message, in the list, on
// the customer and in his timeline; the address is good again when somebody says
// so. What is no notification is said at its field.
func TestAMessageComesBack(t *testing.T) {
	b := as(t, access.Collections)
	b.wants(b.get("/mails"), 200, `href="/mails/bounces"`)
	b.wants(b.get("/mails/bounces"), 200, `enctype="multipart/form-data"`, "Lire l’avis")
	b.wants(b.sendFile("/mails/bounces", "data", []byte("Subject: Absence\n\nJe suis absente."), "key", "b1"), http.StatusUnprocessableEntity, "pas un avis de remise", "aria-invalid")
	b.wants(b.sendFile("/mails/bounces", "data", make([]byte, mail.ReportSent+1), "key", "b2"), http.StatusUnprocessableEntity, "dépasse 6 Mo")
	b.wants(b.post("/mails/bounces", "key", "b3"), http.StatusUnprocessableEntity)
	page := b.wants(b.get("/mails?template=invoice"), 200)
	id := regexp.MustCompile(`/mails/(msg_[0-9a-z]+)`).FindStringSubmatch(page)
	if id == nil {
		t.Fatal("no message")
	}
	raw, err := os.ReadFile("../connect/mail/testdata/exchange.eml")
	if err != nil {
		t.Fatal(err)
	}
	sent := []byte(strings.ReplaceAll(string(raw), "<MESSAGE>", "<"+id[1]+"@exemple.fr>"))
	b.wants(b.get("/mails/"+id[1]), 200, "Noter qu’il est revenu")
	w := b.sendFile("/mails/bounces", "data", sent, "key", "b4")
	b.wants(w, http.StatusSeeOther)
	if to := w.Header().Get("Location"); to != "/mails/"+id[1]+"?done=do" {
		t.Errorf("sent to %s", to)
	}
	page = b.wants(b.get("/mails/"+id[1]), 200, "Le message est revenu (5.2.2)", "La boîte est pleine")
	if strings.Contains(page, "Noter qu’il est revenu") {
		t.Error("it may come back twice")
	}
	if w := b.sendFile("/mails/bounces", "data", sent, "key", "b5"); w.Header().Get("Location") != "/mails/"+id[1] {
		t.Errorf("said twice, sent to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/mails?view=o-bounced"), 200, id[1], "Revenu")
	customer := regexp.MustCompile(`/customers/([^"?]+)"`).FindStringSubmatch(page)
	if customer == nil {
		t.Fatal("no customer")
	}
	b.wants(b.get("/customers/"+customer[1]), 200, "Son adresse électronique ne reçoit plus", "L’adresse est bonne après tout", "Message revenu")
	b.wants(b.get("/customers?view=c-bounced"), 200, customer[1])
	b.wants(b.get("/day?customer="+customer[1]), 200, "Adresse mauvaise (5.2.2)")
	boss := as(t, access.Finance)
	boss.wants(boss.get("/health"), 200, "Clients à l’adresse mauvaise")
	b.wants(b.post("/do/mail.trust", "customer", customer[1], "step", "do", "key", "b6"), http.StatusSeeOther)
	if strings.Contains(b.wants(b.get("/customers/"+customer[1]), 200, "bonne de nouveau"), "ne reçoit plus") {
		t.Error("the address is bad still")
	}
	clerk := as(t, access.Warehouse)
	clerk.wants(clerk.get("/mails/bounces"), http.StatusForbidden)
}
