package loss

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"loss.retained": {FR: "La retenue de garantie de {number} n’est pas libérée : rien n’en est encore dû. Libérez-la d’abord.", EN: "What is retained of {number} is not released: nothing of it is due yet. Release it first."},
	"loss.not_doubtful": {
		FR: "Cette créance n’est pas classée douteuse : classez-la d’abord.",
		EN: "This claim is not called doubtful: do that first."},
	"loss.doubtful": {
		FR: "La facture {number} est déjà classée douteuse.",
		EN: "Invoice {number} is called doubtful already."},
	"loss.paid": {
		FR: "Il ne reste rien à payer de la facture {number}.",
		EN: "Nothing is left to pay of invoice {number}."},
	"loss.credit_note": {
		FR: "{number} est un avoir : seule une facture est une créance.",
		EN: "{number} is a credit note: only an invoice is a claim."},
	"loss.instalment": {
		FR: "La facture {number} se paie en {count} fois : dites de quelle échéance il s’agit.",
		EN: "Invoice {number} is to be paid in {count} parts: say which instalment."},
	"loss.rate": {
		FR: "Le taux de dépréciation {rate} n’est pas entre 0 et 100.",
		EN: "The rate of impairment {rate} is not between 0 and 100."},
	"loss.matrix": {
		FR: "Ces taux de perte ne peuvent pas être fixés : voyez chaque champ.",
		EN: "These loss rates can not be set: see each field."},
	"loss.matrix_size": {
		FR: "Donnez {rates} taux de perte, ou {rolls} taux de passage et le taux final, pas les deux.",
		EN: "Give {rates} loss rates, or {rolls} roll rates and the final one, not both."},
	"loss.adjustment": {
		FR: "L’ajustement {rate} n’est pas entre 0 et 1000 %.",
		EN: "The adjustment {rate} is not between 0 and 1000%."},
	"loss.amount": {
		FR: "{amount} n’est pas possible : il reste {open}.",
		EN: "{amount} can not be: {open} is left."},
	"loss.ground": {
		FR: "Le motif « {ground} » n’existe pas : failed_recovery (recouvrement épuisé), liquidation (jugement) ou goodwill (abandon).",
		EN: "There is no ground “{ground}”: failed_recovery, liquidation or goodwill."},
	"loss.duplicate": {
		FR: "Le duplicata ne peut pas avoir été envoyé le {day} : ce jour n’est pas venu.",
		EN: "The duplicate can not have been sent on {day}: that day has not come."},
	"loss.other_terms": {
		FR: "Une partie de cette créance a été passée en perte avec d’autres conditions de taxe : gardez les mêmes.",
		EN: "Part of this claim was given up on other terms of tax: keep the same."},
	"loss.four_eyes": {
		FR: "Qui a classé la créance douteuse ne peut pas la passer en perte : une autre personne doit le faire.",
		EN: "Who called the claim doubtful may not give it up: another person must."},

	"loss.doubtful_marked": {FR: "Créance classée douteuse", EN: "Claim called doubtful"},
	"loss.impaired":        {FR: "Créance dépréciée", EN: "Claim impaired"},
	"loss.followed":        {FR: "Créance douteuse ajustée", EN: "Doubtful claim adjusted"},
	"loss.rated":           {FR: "Taux de dépréciation fixé", EN: "Rate of impairment set"},
	"loss.written_off":     {FR: "Créance passée en perte", EN: "Claim written off"},
	"loss_rate.set":        {FR: "Taux de perte attendue fixés", EN: "Expected loss rates set"},
	"loss_rate.changed":    {FR: "Taux de perte attendue changés", EN: "Expected loss rates changed"},
	"loss.recovered":       {FR: "Créance amortie recouvrée", EN: "Written-off claim recovered"},
}
