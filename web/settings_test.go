package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
)

// Somebody is added, invited by a link that is shown once, suspended and
// restored; what he did is in the audit.
func TestAUserOfTheHouse(t *testing.T) {
	b := as(t, access.Admin)
	b.wants(b.get("/settings/users"), 200, "camille", "ventes", "responsable du crédit", "vendre et accorder le crédit")
	b.wants(b.post("/settings/users", "name", " ", "language", "fr", "key", "u0"), http.StatusUnprocessableEntity, "doit avoir un nom")
	b.wants(b.post("/settings/users", "name", "zoé <b>", "language", "fr", "key", "u1"), http.StatusSeeOther)
	b.wants(b.get("/settings/users?user=zo%C3%A9+%3Cb%3E"), 200, "zoé &lt;b&gt;", "Pas encore invité")
	path := "/settings/users/zo%C3%A9%20%3Cb%3E"
	body := b.wants(b.post(path, "step", "link", "key", "u2"), 200, "en main propre")
	link := regexp.MustCompile(`/invitation/[A-Za-z0-9_-]{43}`).FindString(body)
	if link == "" {
		t.Fatal("no link is shown")
	}
	if again := b.post(path, "step", "link", "key", "u2"); strings.Contains(again.Body.String(), "/invitation/") {
		t.Error("the link is shown twice")
	}
	guest := open(t)
	guest.wants(guest.get(link), 200)
	b.wants(b.post(path, "step", "mail", "key", "u6"), http.StatusConflict, "pas d’adresse électronique")
	b.wants(b.post(path, "step", "email", "email", "zoé", "key", "u7"), http.StatusUnprocessableEntity, "adresse de courriel")
	b.wants(b.post(path, "step", "email", "email", "zoe@maison.example", "key", "u8"), http.StatusSeeOther)
	guest.wants(guest.get(link), http.StatusNotFound) // it ends with the address
	b.wants(b.post(path, "step", "mail", "key", "u9"), http.StatusSeeOther)
	b.wants(b.get("/settings/users?user=zo%C3%A9+%3Cb%3E"), 200, "zoe@maison.example", "Inviter par courriel")
	link = regexp.MustCompile(`/invitation/[A-Za-z0-9_-]{43}`).FindString(b.wants(b.post(path, "step", "link", "key", "u10"), 200, "en main propre"))
	guest.wants(guest.get(link), 200)
	b.wants(b.post(path, "step", "suspend", "key", "u3"), http.StatusSeeOther)
	b.wants(b.get("/settings/users?user=zo%C3%A9+%3Cb%3E"), 200, "Suspendu", "Rétablir")
	guest.wants(guest.get(link), http.StatusNotFound)
	b.wants(b.post("/settings/users/admin", "step", "suspend", "key", "u4"), http.StatusConflict, "On ne se suspend pas soi-même")
	b.wants(b.post(path, "step", "restore", "key", "u5"), http.StatusSeeOther)
	b.wants(b.get("/settings/audit?type=user&user=admin"), 200, "Utilisateur suspendu", "Utilisateur rétabli", "Adresse électronique de l’utilisateur changée", "zoé &lt;b&gt;")
	b.wants(b.get("/settings/audit?user=nobody"), http.StatusUnprocessableEntity, "Aucun utilisateur")
}

// A key is shown when it is made and never again, and opens nothing once it is
// revoked.
func TestAKeyIsShownOnce(t *testing.T) {
	b := as(t, access.Admin)
	body := b.wants(b.post("/settings/keys", "user", "edith", "role", "auditor", "key", "k1"), 200, "Copiez-la maintenant")
	secret := regexp.MustCompile(`enc_[A-Za-z0-9_-]{43}`).FindString(body)
	a, _ := firm()
	if _, err := a.Identify(t.Context(), secret, ""); err != nil {
		t.Fatal(err)
	}
	if list := b.wants(b.get("/settings/keys"), 200, "edith"); strings.Contains(list, secret) {
		t.Error("the secret is shown again")
	}
	ids := regexp.MustCompile(`/settings/keys\?id=(key_[a-z0-9]+)`).FindAllStringSubmatch(b.get("/settings/keys").Body.String(), -1)
	last := ids[len(ids)-1][1]
	b.wants(b.post("/settings/keys/"+last, "key", "k2", "step", "revoke"), http.StatusSeeOther)
	if _, err := a.Identify(t.Context(), secret, ""); err == nil {
		t.Error("a revoked key opens")
	}
	b.wants(b.post("/settings/keys", "user", "nobody", "role", "auditor", "key", "k3"), http.StatusNotFound, "Aucun utilisateur")
}

// A plan and a rule say what they would change before they are kept; what is
// wrong is said at its field, and nothing typed is lost.
func TestSettingsAreTriedFirst(t *testing.T) {
	b := as(t, access.Finance)
	b.wants(b.get("/settings/dunning"), 200, "Rappel amical", "Mise en demeure", `value="30"`)
	plan := []string{"place", "FR", "gap", "7", "threshold", "5,00", "write_from", "08:00", "write_to", "18:00", "call_from", "09:00", "call_to", "18:00", "key", "d1"}
	late := append([]string{"after0", "40", "action0", "email", "template0", "friendly"}, plan...)
	b.wants(b.post("/settings/dunning", append(late, "step", "try")...), 200, "ce plan changerait", "Enregistrer ce plan", `value="40"`)
	b.wants(b.post("/settings/dunning", append([]string{"after0", "10", "action0", "email", "template0", "firm", "after1", "4", "action1", "call", "template1", "final"}, append(plan, "step", "do")...)...), http.StatusUnprocessableEntity, "chacun plus tard")
	b.wants(b.post("/settings/dunning", append([]string{"after0", "x", "action0", "email"}, append(plan, "step", "do")...)...), http.StatusUnprocessableEntity, `value="x"`)
	b.wants(b.get("/settings/dunning"), 200, `value="3"`) // it was only tried

	b.wants(b.get("/settings/credit?rule=max_order"), 200, "commande au-delà")
	b.wants(b.post("/settings/credit", "rule", "max_order", "enabled", "true", "threshold", "1", "step", "try", "key", "c1"), 200, "Sur les commandes en cours", "Serait retenue", "Enregistrer cette règle")
	b.wants(b.post("/settings/credit", "rule", "overdue", "enabled", "true", "threshold", "1,5", "step", "try", "key", "c2"), http.StatusUnprocessableEntity, `value="1,5"`)
	b.wants(b.post("/settings/credit", "rule", "none", "step", "try", "key", "c3"), http.StatusUnprocessableEntity)
}

// What the house looks after can be seen by who may, and says what is.
func TestHouse(t *testing.T) {
	b := as(t, access.Admin)
	all, err := db.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.get("/health"), 200, "Vérifier tout", "SQLite", fmt.Sprintf("étape %d", all[len(all)-1].N), "Rien n’est arrêté", "Utilisateurs sans second facteur", `href="/settings/sign-in"`)
	drive(t)
	w := b.post("/health/verify", "step", "do", "key", "h1")
	b.wants(w, http.StatusSeeOther)
	if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/runs/run_") {
		t.Errorf("sent to %s", to)
	}
	b.wants(b.get("/settings/company"), 200, "Comptoir Luciole SAS", "se change à deux")
	b.wants(b.get("/settings/series"), 200, "FA-2026-", "Aucun trou", "Bons de livraison")
	b.wants(b.get("/settings/taxes"), 200, "Taux normal", "20", "En vigueur")
	b.wants(b.get("/settings/mails?template=notice&language=en"), 200, "FORMAL NOTICE", `lang="en"`)
	b.wants(b.get("/settings/mails?customer=nobody"), http.StatusUnprocessableEntity, "Aucun client")
	b.wants(b.get("/mails"), 200)
	b.wants(b.get("/settings/audit?of=FA-2026-000001"), 200, "Facture")
	audited := as(t, access.Auditor)
	audited.wants(audited.get("/settings/audit"), 200)
	clerk := as(t, access.Billing)
	clerk.wants(clerk.get("/settings/audit"), http.StatusForbidden)
	clerk.wants(clerk.get("/health"), http.StatusForbidden)
}

// An example of a message goes to who asks for it, once he has an address.
func TestAMessageIsTriedOnOneself(t *testing.T) {
	b := as(t, access.Admin)
	b.wants(b.get("/settings/mails?template=firm"), 200, "M’envoyer un essai")
	b.wants(b.post("/settings/mails", "template", "firm", "key", "m1"), http.StatusConflict, "Vous n’avez pas d’adresse électronique")
	b = as(t, access.Collections)
	b.wants(b.post("/settings/mails", "template", "firm", "key", "m2"), http.StatusSeeOther)
	b.wants(b.get("/mails?template=test"), 200, "Essai")
	if strings.Contains(b.get("/mails?template=statement").Body.String(), `href="/mails/msg_`) {
		t.Error("another kind is shown")
	}
}

// The secret of a key that two people agreed on is shown to who asked, once.
func TestAKeyOfMoneyIsCollected(t *testing.T) {
	b := as(t, access.Admin)
	if w := b.post("/settings/keys", "user", "lucie", "role", "billing", "key", "c1"); w.Header().Get("Location") != "/settings/keys?done=asked" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	f := as(t, access.Finance)
	asked := regexp.MustCompile(`/approvals/(apr_[a-z0-9]+)/grant`).FindAllStringSubmatch(f.get("/approvals").Body.String(), -1)
	for _, m := range asked {
		if w := f.get("/approvals"); strings.Contains(w.Body.String(), "Créer une clé d’API") {
			f.post("/approvals/"+m[1]+"/grant", "key", "c2"+m[1])
		}
	}
	list := b.wants(b.get("/settings/keys"), 200, "Son secret vous attend")
	if strings.Contains(f.get("/settings/keys").Body.String(), "Son secret vous attend") {
		t.Error("it waits for who agreed too")
	}
	rows := regexp.MustCompile(`/settings/keys\?id=(key_[a-z0-9]+)`).FindAllStringSubmatch(list, -1)
	id := rows[len(rows)-1][1]
	b.wants(b.get("/settings/keys?id="+id), 200, "Voir le secret")
	body := b.wants(b.post("/settings/keys/"+id, "step", "collect", "key", "c3"), 200, "Copiez-la maintenant")
	secret := regexp.MustCompile(`enc_[A-Za-z0-9_-]{43}`).FindString(body)
	a, _ := firm()
	if c, err := a.Identify(t.Context(), secret, ""); err != nil || c.Role != access.Billing {
		t.Errorf("%+v %v", c, err)
	}
	b.wants(b.post("/settings/keys/"+id, "step", "collect", "key", "c4"), http.StatusConflict, "montré une fois")
}

// What a form came filled with and is emptied is cleared; what came empty is
// left as it is.
func TestAnEmptiedFieldIsCleared(t *testing.T) {
	b := as(t, access.Finance)
	link := regexp.MustCompile(`/do/entity\.letterhead\?[^"]+`).FindString(b.get("/settings/company").Body.String())
	filled := regexp.MustCompile(`name="filled" value="([^"]*)"`)
	to := strings.ReplaceAll(link, "&amp;", "&")
	id := regexp.MustCompile(`[?&]id=(ent_[a-z0-9]+|[^&]+)`).FindStringSubmatch(to)[1]
	b.wants(b.post("/do/entity.letterhead", "id", id, "phone", "01 02 03 04 05", "step", "do", "key", "e1"), http.StatusSeeOther)
	page := b.wants(b.get("/do/entity.letterhead?id="+id+"&phone=01+02+03+04+05"), 200)
	m := filled.FindStringSubmatch(page)
	if m == nil || strings.TrimSpace(m[1]) != "phone" {
		t.Fatalf("filled with %v", m)
	}
	b.wants(b.post("/do/entity.letterhead", "id", id, "phone", "", "step", "do", "key", "e2"), http.StatusSeeOther)
	b.wants(b.get("/settings/company"), 200, "01 02 03 04 05")
	b.wants(b.post("/do/entity.letterhead", "id", id, "phone", "", "filled", m[1], "step", "preview", "key", "e3"), 200, `name="filled"`)
	b.wants(b.post("/do/entity.letterhead", "id", id, "phone", "", "filled", m[1], "step", "do", "key", "e4"), http.StatusSeeOther)
	if strings.Contains(b.get("/settings/company").Body.String(), "01 02 03 04 05") {
		t.Error("it is still there")
	}
}
