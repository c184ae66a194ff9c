package mail_test

import (
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db/dbtest"
	"encaisse/connect/mail"
	"encaisse/verify"
)

// Somebody of a customer's who was in already is invited again by mail alone:
// whoever asks for it sees no link to his account.
func TestAPortalUserIsInvitedAgainByMail(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv(mail.PortalSetting, "https://erp.exemple.fr/portal/")
		w, s := setup(t, url)
		w.say("customer.create number=guest1 name=Invité country=FR currency=EUR terms=net30")
		invite := func() access.Invitation {
			return w.say("portal.invite customer=guest1 email=compta@client.fr language=fr").(access.Invitation)
		}
		first := invite()
		if first.Path == nil || first.To != "" {
			t.Fatalf("%+v", first)
		}
		if again := invite(); again.Path == nil { // he never came in: nothing to take
			t.Fatalf("%+v", again)
		} else if err := w.a.AcceptInvitation(t.Context(), strings.TrimPrefix(*again.Path, "/portal/invitation/"), "quatre chevaux verts"); err != nil {
			t.Fatal(err)
		}
		before := s.count()
		if i := invite(); i.Path != nil || i.To != "compta@client.fr" {
			t.Fatalf("the link to an account in use is shown: %+v", i)
		}
		w.idle()
		if s.count() != before+1 {
			t.Fatalf("%d messages", s.count()-before)
		}
		head, parts := read(t, s.got[s.count()-1])
		_, rest, found := strings.Cut(parts[0].text, "https://erp.exemple.fr/portal/invitation/")
		if head.Get("To") != "<compta@client.fr>" || !found {
			t.Fatalf("%v %s", head, parts[0].text)
		}
		if err := w.a.AcceptInvitation(t.Context(), strings.Fields(rest)[0], "quatre chevaux noirs"); err != nil {
			t.Error(err)
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}
