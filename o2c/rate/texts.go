package rate

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"rate.invalid": {
		FR: "Le cours de change est incomplet ou faux.",
		EN: "The rate of exchange is incomplete or wrong."},
	"rate.day": {
		FR: "Un cours est celui d’un jour : donnez-le.",
		EN: "A rate is that of a day: give it."},
	"rate.currency": {
		FR: "Un cours va d’une devise à une autre : donnez les deux.",
		EN: "A rate goes from one currency to another: give both."},
	"rate.positive": {
		FR: "« {rate} » n’est pas un cours : il est positif, et au plus de dix millions.",
		EN: "“{rate}” is no rate: it is positive, and ten millions at most."},
	"rate.missing": {
		FR: "Aucun cours {from}/{to} au {day} : importez les cours (import rates) ou saisissez celui du jour (rate.put).",
		EN: "There is no {from}/{to} rate on {day}: import rates (import rates) or enter that of the day (rate.put)."},
	"rate.old": {
		FR: "Le dernier cours {from}/{to} avant le {day} est du {last}, de plus de {days} jours : importez les cours (import rates) ou saisissez-en un plus récent (rate.put).",
		EN: "The last {from}/{to} rate before {day} is of {last}, more than {days} days old: import rates (import rates) or enter a later one (rate.put)."},

	"rate.set":     {FR: "Cours de change saisi", EN: "Rate of exchange set"},
	"rate.changed": {FR: "Cours de change corrigé", EN: "Rate of exchange corrected"},
}
