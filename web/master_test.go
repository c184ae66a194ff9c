package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/app/form"
)

// What replaces a customer or an item replaces all of it: a field that its form
// does not show would be emptied.
func TestFormsOfMastersAreWhole(t *testing.T) {
	for _, m := range []master{customerForm, itemForm} {
		for _, f := range form.Fields(m.put.In) {
			if f.Name != "seen" && !slices.Contains(m.fields(), f.Name) {
				t.Errorf("the form of %s does not show %s", m.path, f.Name)
			}
		}
		for _, name := range m.fields() {
			if _, err := form.Find(m.create.In, name); err != nil {
				t.Errorf("%s has no %s", m.create.Name, name)
			}
		}
	}
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="((?:was:|seen|told)[a-z_]*)" value="([^"]*)"`)

// filled is what a form was filled with, as a browser sends it.
func filledForm(body string) []string {
	var out []string
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		out = append(out, m[1], m[2])
		if name, was := strings.CutPrefix(m[1], "was:"); was {
			out = append(out, name, m[2])
		}
	}
	return out
}

// but changes what a form sends.
func but(form []string, pairs ...string) []string {
	form = slices.Clone(form)
	for i := 0; i < len(pairs); i += 2 {
		at := -1
		for k := 0; k < len(form); k += 2 {
			if form[k] == pairs[i] {
				at = k
			}
		}
		if at < 0 {
			form = append(form, pairs[i], pairs[i+1])
		} else {
			form[at+1] = pairs[i+1]
		}
	}
	return form
}

// A customer is changed by two people at once: the second is told, what he did
// not touch is as the first left it, what he typed stays.
func TestChangeOfACustomer(t *testing.T) {
	b := as(t, access.Sales)
	b.wants(b.post("/customers/new", "number", "FICHE", "name", "Auberge", "country", "FR", "currency", "EUR", "terms", "net30", "city", "Lyon", "email", "a@auberge.example",
		"credit_limit", "1000", "po_required", "true", "legal_id", "123456789", "key", "fiche1", "step", "save"), http.StatusSeeOther)
	b.wants(b.get("/customers/FICHE"), 200, "La clé de contrôle du SIREN est fausse.", `href="/customers/FICHE/change"`, "Bon de commande exigé")
	page := b.wants(b.get("/customers/FICHE/change"), 200, "Modifier Auberge", "La clé de contrôle du SIREN est fausse.", "ne change plus")
	was := filledForm(page)
	looked := b.wants(b.post("/customers/FICHE/change", but(was, "terms", "net45", "legal_id", "123456782", "step", "look", "key", "fiche2")...), 200, "net30 → net45", "123456789 → 123456782")
	if strings.Contains(looked, "La clé de contrôle") {
		t.Error("a right number is warned of")
	}
	b.wants(b.post("/customers/FICHE/change", but(was, "terms", "demain", "city", "Nantes", "step", "save", "key", "fiche3")...), http.StatusUnprocessableEntity, `href="#f-terms"`, `value="Nantes"`)
	b.wants(b.post("/customers/FICHE/change", but(was, "terms", "net45", "name", "Auberge du Lac", "step", "save", "key", "fiche4")...), http.StatusSeeOther)

	late := b.wants(b.post("/customers/FICHE/change", but(was, "city", "Annecy", "terms", "net60", "step", "save", "key", "fiche5")...), http.StatusPreconditionFailed,
		"modifiée entre-temps", "quelqu’un d’autre a mis «\u00a0net45\u00a0» entre-temps", `value="Annecy"`, `value="net60"`, `value="Auberge du Lac"`, "net45 → net60", "Lyon → Annecy")
	if strings.Contains(late, "Auberge du Lac → Auberge") {
		t.Error("what was not touched would be put back")
	}
	w := b.post("/customers/FICHE/change", but(filledForm(late), "city", "Annecy", "terms", "net60", "step", "save", "key", "fiche6")...)
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/customers/FICHE?done=do" {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/customers/FICHE"), 200, "Auberge du Lac", "Annecy")
}

// A limit raised on the form is told before it is asked for, and waits for a
// second person with all that was typed.
func TestLimitRaisedOnTheForm(t *testing.T) {
	sales := as(t, access.Sales)
	sales.wants(sales.post("/customers/new", "number", "HAUT", "name", "Hauteville", "country", "FR", "currency", "EUR", "terms", "net30", "credit_limit", "1000", "key", "haut1", "step", "save"), http.StatusSeeOther)
	b := as(t, access.CreditManager)
	typed := but(filledForm(b.wants(b.get("/customers/HAUT/change"), 200)), "credit_limit", "900 000", "city", "Pau", "step", "save")
	told := b.wants(b.post("/customers/HAUT/change", but(typed, "key", "haut2")...), 200, "Une seconde personne doit donner son accord", "1\u202f000,00\u00a0€ → 900\u202f000,00\u00a0€", "Demander l’accord", `name="told"`)
	b.wants(b.get("/customers/HAUT/change"), 200, `value="1000.00"`)
	w := b.post("/customers/HAUT/change", but(typed, "told", "yes", "key", "haut3")...)
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/customers/HAUT?done=asked" {
		t.Errorf("sent to %s after %s", w.Header().Get("Location"), told)
	}
	body := b.wants(b.get("/customers/HAUT"), 200)
	if strings.Contains(body, "Pau,") {
		t.Error("the address was changed before the request was granted")
	}
	decider := as(t, access.Finance)
	decider.wants(decider.get("/approvals"), 200, "HAUT", "1\u202f000,00\u00a0€ → 900\u202f000,00\u00a0€")
}

// An item is made and changed by the same kind of form.
func TestFormOfAnItem(t *testing.T) {
	b := as(t, access.Sales)
	b.wants(b.get("/items/new"), 200, "Nouvel article")
	b.wants(b.post("/items/new", "sku", "FORME", "name", "Forme", "kind", "goods", "price", "-1", "step", "save", "key", "forme0"), http.StatusUnprocessableEntity, `href="#f-price"`)
	b.wants(b.post("/items/new", "sku", "FORME", "name", "Forme", "kind", "goods", "price", "12,50", "step", "save", "key", "forme1"), http.StatusSeeOther)
	was := filledForm(b.wants(b.get("/items/FORME/change"), 200, `value="12.50"`))
	b.wants(b.post("/items/FORME/change", but(was, "price", "13", "step", "save", "key", "forme2")...), http.StatusSeeOther)
	b.wants(b.post("/items/FORME/change", but(was, "name", "Autre", "step", "save", "key", "forme3")...), http.StatusPreconditionFailed, "modifié entre-temps", `value="13.00"`, `value="Autre"`)
	b.wants(b.get("/search?q=nouveau"), 200, `href="/customers/new"`)
}
