package dunning

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"dunning.promise":        {FR: "Cette promesse ne peut pas être notée : voyez chaque champ.", EN: "This promise can not be noted: see each field."},
	"dunning.past_day":       {FR: "Le {day} est passé.", EN: "{day} is past."},
	"dunning.promise_amount": {FR: "{owed} sont dus : on ne peut pas en promettre {amount}.", EN: "{owed} are owed: {amount} can not be promised."},
	"dunning.promise_open":   {FR: "Le client {customer} a déjà une promesse en cours ({promise}) : annulez-la d’abord.", EN: "Customer {customer} has an open promise already ({promise}): cancel it first."},
	"dunning.not_owed":       {FR: "Le client {customer} ne doit rien sur {number}.", EN: "Customer {customer} owes nothing of {number}."},
	"dunning.nothing_owed":   {FR: "Le client {customer} ne doit rien.", EN: "Customer {customer} owes nothing."},
	"dunning.planned":        {FR: "{number} est déjà dans un échéancier en cours.", EN: "{number} is in a payment plan already."},
	"dunning.plan_what":      {FR: "Dites les échéances, ou le nombre de parts égales et le jour de la première.", EN: "Say the instalments, or the number of equal parts and the day of the first."},
	"dunning.plan_changed":   {FR: "L’échéancier porte sur {total}, {owed} sont dus à présent : proposez-en un autre.", EN: "The plan is about {total}, {owed} are owed now: propose another."},

	"promise.made":           {FR: "Promesse de paiement notée", EN: "Promise to pay noted"},
	"promise.kept":           {FR: "Promesse tenue", EN: "Promise kept"},
	"promise.partially_kept": {FR: "Promesse tenue en partie", EN: "Promise kept in part"},
	"promise.broken":         {FR: "Promesse non tenue", EN: "Promise broken"},
	"promise.cancelled":      {FR: "Promesse annulée", EN: "Promise cancelled"},
	"plan.proposed":          {FR: "Échéancier proposé", EN: "Payment plan proposed"},
	"plan.accepted":          {FR: "Échéancier accepté", EN: "Payment plan accepted"},
	"plan.activated":         {FR: "Échéancier en cours", EN: "Payment plan under way"},
	"plan.completed":         {FR: "Échéancier terminé", EN: "Payment plan completed"},
	"plan.broken":            {FR: "Échéancier rompu", EN: "Payment plan broken"},
	"plan.cancelled":         {FR: "Échéancier annulé", EN: "Payment plan cancelled"},
}
