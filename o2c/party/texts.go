package party

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"party.legal_id_format": {
		FR: "Ce numéro n’a la forme d’aucun identifiant d’entreprise du pays.",
		EN: "This number has the form of no company identifier of the country."},
	"party.siren_check": {
		FR: "La clé de contrôle du SIREN est fausse.",
		EN: "The check digit of the SIREN is wrong."},
	"party.siret_check": {
		FR: "La clé de contrôle du SIRET est fausse.",
		EN: "The check digit of the SIRET is wrong."},
	"party.neq_prefix": {
		FR: "Un NEQ commence par 11, 22, 33 ou 88.",
		EN: "A Québec enterprise number begins with 11, 22, 33 or 88."},
	"party.bn_check": {
		FR: "La clé de contrôle du numéro d’entreprise (NE) est fausse.",
		EN: "The check digit of the business number (BN) is wrong."},
	"party.ein_format": {
		FR: "Un EIN compte neuf chiffres.",
		EN: "An EIN has nine digits."},
	"party.ein_prefix": {
		FR: "L’administration américaine n’attribue pas ce préfixe d’EIN.",
		EN: "The IRS does not give out this EIN prefix."},
	"party.vat_format": {
		FR: "Ce numéro n’a pas la forme d’un numéro de TVA du pays.",
		EN: "This number does not have the form of a VAT number of the country."},
	"party.vat_check": {
		FR: "La clé de contrôle du numéro de TVA est fausse.",
		EN: "The check digit of the VAT number is wrong."},
	"party.vat_country": {
		FR: "Ce numéro de TVA est celui d’un autre pays.",
		EN: "This VAT number belongs to another country."},
	"party.gst_format": {
		FR: "Un numéro de TPS compte neuf chiffres, RT et quatre chiffres.",
		EN: "A GST number has nine digits, RT and four digits."},
	"party.qst_format": {
		FR: "Un numéro de TVQ compte dix chiffres, TQ et quatre chiffres.",
		EN: "A QST number has ten digits, TQ and four digits."},
}
