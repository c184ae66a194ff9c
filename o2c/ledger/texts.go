package ledger

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"ledger.chart": {
		FR: "« {text} » n’est pas un plan de comptes (pcg ou generic).",
		EN: "“{text}” is not a chart of accounts (pcg or generic)."},
	"ledger.unbalanced": {
		FR: "L’écriture « {text} » n’est pas équilibrée : écart de {difference}.",
		EN: "The entry “{text}” does not balance: it is off by {difference}."},
	"ledger.legs": {
		FR: "L’écriture « {text} » doit avoir au moins deux lignes, aucune à zéro.",
		EN: "The entry “{text}” must have at least two lines, none of zero."},
	"ledger.account": {
		FR: "L’écriture « {text} » a une ligne sans compte.",
		EN: "The entry “{text}” has a line without an account."},

	"ledger.period": {
		FR: "« {kind} » n’est pas une période : choisissez month (mois) ou year (exercice).",
		EN: "“{kind}” is no period: choose month or year."},
	"ledger.validate_past": {
		FR: "Le {day} n’est pas passé : validez les écritures jusqu’à la veille au plus tard.",
		EN: "{day} is not over: validate the entries up to yesterday at most."},
	"ledger.validated": {FR: "Écritures validées", EN: "Entries validated"},

	"ledger.journal.AN": {FR: "À-nouveaux", EN: "Opening balances"},
	"ledger.journal.VE": {FR: "Ventes", EN: "Sales"},
	"ledger.journal.BQ": {FR: "Banque", EN: "Bank"},
	"ledger.journal.ST": {FR: "Stock", EN: "Stock"},
	"ledger.journal.OD": {FR: "Opérations diverses", EN: "General"},
	"ledger.journal.RE": {FR: "Reprise", EN: "Taken over"},
}
