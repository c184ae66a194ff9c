package paper_test

import (
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/dunning"
)

// A formal notice is a letter: of a task as it would be posted today, and once
// it was posted the same bytes, in the customer's language.
func TestAReminderIsALetter(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do(`order.place number=N1 customer=nord lines=vis:10`, `shipping.plan order=N1 ship=true`, `dunning.policy place=FR valid_from=2026-01-01 levels=[{"after":1,"action":"letter","template":"notice"}]`,
			`dunning.policy valid_from=2026-01-01 levels=[{"after":1,"action":"letter","template":"notice"}]`)
		h.later(60)
		task := map[string]string{}
		for _, c := range []string{"dupont", "nord"} {
			task[c] = h.do(`dunning.remind customer=` + c).(dunning.ActionView).ID
		}
		id := task["dupont"]
		draft := h.file("dunning.pdf id=" + id)
		h.says(draft, "Mise en demeure", "Dupont & fils", "35000 Rennes", "Facture", "Émise le", "Échéance", "Montant total", "Jours de retard", "Reste dû", "Pénalités à ce jour",
			"FA-2026-000001", "20/11/2026", "20/12/2026", "136,80 €", "30", "1,37 €", "dupont-2027-01-19", "Cordialement, Maison Exemple", "Pour Maison Exemple, nom et signature", "écrivez-nous ou appelez-nous", "!Créancier\u00a0:", "!répondez")
		if draft.Kept {
			t.Error("a letter that nobody posted is kept")
		}
		h.do("dunning.done id=" + id + " result=posted note=1A00001")
		first := h.file("dunning.pdf id=" + id)
		h.later(3)
		h.do(`entity.letterhead id=Maison\ Exemple form=SA`, `payment.receive customer=dupont amount=10.00`)
		if again := h.file("dunning.pdf id=" + id); !first.Kept || again.SHA256 != first.SHA256 {
			t.Error("it changed")
		}
		h.says(h.file("dunning.pdf id="+task["nord"]), "Formal notice", "Nordhandel GmbH", "Invoice", "Total amount", "Left to pay", "!Mise en demeure")
		if _, err := h.try(h.call, "dunning.pdf id=act_0sapg0v8n0500"); refuse.Code(err) != "dunning.action_unknown" {
			t.Errorf("of nobody: %v", err)
		}
		h.verified()
		h.tampered(reminderTampering)
	})
}

// reminderTampering is what is done to the kept letter, each found by a check.
var reminderTampering = map[*db.Stmt]string{
	db.Q("paper.test.tamper.reminder.data", `update paper set data = replace(data, '136,80', '136,81') where kind = 'notice'`):                             "paper.amounts",
	db.Q("paper.test.tamper.reminder.words", `update paper set data = replace(data, 'mettons en demeure', 'prions') where kind = 'notice'`):                "paper.amounts",
	db.Q("paper.test.tamper.reminder.amount", `update dunning_action set amount = amount + 1 where id = (select object from paper where kind = 'notice')`): "paper.amounts",
	db.Q("paper.test.tamper.reminder.object", `update paper set object = object + 1 where kind = 'notice'`):                                                "paper.hash",
	db.Q("paper.test.tamper.reminder.bytes", `update file set bytes = hash`):                                                                               "paper.hash",
	db.Q("paper.test.tamper.reminder.customer", `update paper set customer = customer + 1 where kind = 'notice'`):                                          "paper.hash",
}
