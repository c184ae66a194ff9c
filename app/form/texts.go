package form

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"form.field": {
		FR: "Il n’y a pas de champ « {name} » ici ; il y a : {known}.",
		EN: "There is no field “{name}” here; there are: {known}."},
	"form.value": {
		FR: "Le champ {name} ne comprend pas « {text} ».",
		EN: "The field {name} cannot read “{text}”."},
	"form.unread": { // at its place, which the field's own name says
		FR: "« {text} » ne se lit pas ici : corrigez-le, ou laissez le champ vide.",
		EN: "“{text}” can not be read here: correct it, or leave the field empty."},
	"form.line": {
		FR: "« {text} » n’est pas une ligne de cette sorte (exemple : vis-10:2.5@0.80-10%).",
		EN: "“{text}” is not a line of this kind (example: vis-10:2.5@0.80-10%)."},
	"form.legible": {FR: "Le texte contient un caractère de commande ou n’est pas en UTF-8 : retirez ce qui ne se lit pas.", EN: "The text holds a control character or is not UTF-8: remove what can not be read."},
	"form.one_line": {
		FR: "Ce texte tient sur une ligne : retirez-en le retour à la ligne, la tabulation ou l’autre caractère de commande.",
		EN: "This text stays on one line: remove the line end, the tab or the other control character from it."},
	"form.turned": {
		FR: "Ce texte contient un caractère invisible qui retourne le sens de l’écriture (U+202A à U+202E, U+2066 à U+2069) : tapez-le à nouveau au lieu de le coller.",
		EN: "This text holds an invisible character that turns the direction of writing (U+202A to U+202E, U+2066 to U+2069): type it instead of pasting it."},
}
