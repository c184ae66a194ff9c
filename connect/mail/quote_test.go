package mail_test

import (
	"strings"
	"testing"

	"encaisse/base/db/dbtest"
	"encaisse/connect/mail"
	"encaisse/o2c/portal"
	"encaisse/verify"
)

// A quote goes to its customer in his language, with its page and one button
// that opens this quote; a draft goes to nobody, and what was replaced is not
// sent any more.
func TestAQuoteIsSent(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv(mail.PortalSetting, "https://erp.exemple.fr/portal") // a host that it shares
		w, s := setup(t, url)
		w.say("item.create sku=a name=<b>Article</b> kind=service price=100.00 currency=EUR", "quote.make customer=C1 lines=a:2 send=false valid_until=2026-04-30")
		w.idle()
		if s.count() != 0 {
			t.Fatal("a draft was sent")
		}
		w.say("quote.send id=DV-2026-000001")
		w.idle()
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, states %q", s.count(), w.mails())
		}
		head, parts := read(t, s.got[0])
		if head.Get("Subject") == "" || len(parts) != 3 || parts[2].media != "application/pdf" || parts[2].name != "DV-2026-000001.pdf" {
			t.Fatalf("%v %+v", head, parts)
		}
		for _, want := range []string{"Voici votre devis DV-2026-000001", "200,00 €", "30/04/2026", "Voir le devis et répondre :", "https://erp.exemple.fr" + portal.LinkPath} {
			if !strings.Contains(parts[0].text, want) {
				t.Errorf("the text lacks %q:\n%s", want, parts[0].text)
			}
		}
		if strings.Count(parts[1].text, "href=") != 1 {
			t.Errorf("not one button:\n%s", parts[1].text)
		}
		w.say("quote.change id=DV-2026-000001 customer=C1 lines=a:3", "quote.refuse id=DV-2026-000001")
		w.idle()
		if s.count() != 1 || w.mails() != "sent cancelled" {
			t.Errorf("%d messages, states %q", s.count(), w.mails())
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}
