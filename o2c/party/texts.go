package party

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"party.address":                {FR: "Le client {customer} n’a pas d’adresse de livraison « {address} ».", EN: "Customer {customer} has no delivery address “{address}”."},
	"party.address_code":           {FR: "Le code de l’adresse est obligatoire.", EN: "The code of the address is required."},
	"party.address_invalid":        {FR: "L’adresse de livraison n’est pas correcte : voyez chaque champ.", EN: "The delivery address is not right: see each field."},
	"party.address_added":          {FR: "Adresse de livraison ajoutée", EN: "Delivery address added"},
	"party.address_changed":        {FR: "Adresse de livraison modifiée", EN: "Delivery address changed"},
	"unique.customer_address_code": {FR: "Le client a déjà une adresse de ce code.", EN: "The customer already has an address of this code."},

	"party.iban": {
		FR: "« {iban} » n’est pas un IBAN : longueur ou clé de contrôle fausse.",
		EN: "“{iban}” is no IBAN: its length or its check digits are wrong."},
	"party.certificate":           {FR: "Le certificat n’est pas correct : voyez chaque champ.", EN: "The certificate is not right: see each field."},
	"party.certificate_state":     {FR: "« {state} » n’est pas un État américain (NY, US-NY) ; vide pour tous.", EN: "“{state}” is not a state of the United States (NY, US-NY); empty for all."},
	"party.certificate_number":    {FR: "Le numéro du certificat est obligatoire.", EN: "The number of the certificate is required."},
	"party.certificate_kind":      {FR: "« {kind} » n’est pas un certificat : resale (revente) ou exempt (exonéré).", EN: "“{kind}” is not a certificate: resale or exempt."},
	"party.certificate_days":      {FR: "Le certificat doit commencer un jour ({from}) et ne pas finir avant ({to}).", EN: "The certificate must begin on a day ({from}) and not end before it ({to})."},
	"party.certificate_soon":      {FR: "Le nombre de jours doit être entre 0 et 3650, pas {days}.", EN: "The number of days must be between 0 and 3650, not {days}."},
	"party.certified":             {FR: "Certificat d’exonération enregistré", EN: "Exemption certificate recorded"},
	"party.certificate_changed":   {FR: "Certificat d’exonération modifié", EN: "Exemption certificate changed"},
	"unique.tax_exemption_number": {FR: "Le client a déjà un certificat de ce numéro.", EN: "The customer already has a certificate of this number."},

	"party.vat_none":     {FR: "Le client {customer} n’a pas de numéro de TVA : complétez sa fiche.", EN: "Customer {customer} has no VAT number: complete the customer."},
	"party.vat_checking": {FR: "La vérification n’est pas correcte : voyez chaque champ.", EN: "The check is not right: see each field."},
	"party.vat_result":   {FR: "« {result} » n’est pas un résultat : valid, invalid ou unknown.", EN: "“{result}” is not a result: valid, invalid or unknown."},
	"party.vat_future":   {FR: "Le {day} n’est pas encore passé : une vérification a eu lieu.", EN: "{day} is yet to come: a check has taken place."},
	"party.vat_source":   {FR: "Dites qui a répondu (VIES, une personne).", EN: "Say who answered (VIES, a person)."},
	"party.vat_checked":  {FR: "Numéro de TVA vérifié", EN: "VAT number checked"},

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
	"party.unknown": {
		FR: "Aucun client « {customer} » : vérifiez le numéro ou créez le client.",
		EN: "There is no customer “{customer}”: check the number or create the customer."},
	"party.changed_since": {
		FR: "Le client {customer} a été modifié entre-temps par quelqu’un d’autre : rien n’a été enregistré. Comparez avec la fiche d’aujourd’hui, puis enregistrez de nouveau.",
		EN: "Customer {customer} was changed meanwhile by somebody else: nothing was saved. Compare with the customer as he is now, then save again."},
	"party.group_unknown": {
		FR: "Aucun groupe « {group} » : un groupe naît avec le premier client qui le nomme.",
		EN: "There is no group “{group}”: a group begins with the first customer that names it."},
	"party.invalid": {
		FR: "La fiche client n'est pas complète.",
		EN: "The customer is not complete."},
	"party.number_missing": {
		FR: "Le numéro de client est obligatoire.",
		EN: "The customer number is required."},
	"party.name_missing": {
		FR: "Le nom est obligatoire.",
		EN: "The name is required."},
	"party.deposit_form": {FR: "« {choice} » n’est pas un choix : lines (lignes négatives), prepaid (déjà payé), ou rien, comme la société.", EN: "“{choice}” is not a choice: lines (below zero), prepaid (already paid), or nothing, as the company does."},
	"party.send_by":      {FR: "« {choice} » n’est pas un choix : mail (par mail) ou none (aucun envoi).", EN: "“{choice}” is not a choice: mail or none."},
	"party.billing": {
		FR: "« {text} » n’est pas une façon de facturer : shipment (à l’expédition), manual (à la main, depuis « À facturer »), month (une fois par mois), order (à la commande), deposit30 (acompte de 30 %), milestone5 (à l’avancement, retenue de 5 %, au plus 5 %).",
		EN: "“{text}” is not a billing policy: shipment (when goods leave), manual (by hand, from “To invoice”), month (once a month), order (when ordered), deposit30 (a deposit of 30%), milestone5 (by progress, 5% retained, at most 5%)."},
	"party.country": {
		FR: "« {country} » n'est pas le code d'un pays (deux lettres d'ISO 3166 : FR, CA, US…).",
		EN: "“{country}” is not the code of a country (two letters of ISO 3166: FR, CA, US…)."},
	"party.currency_missing": {
		FR: "La devise est obligatoire.",
		EN: "The currency is required."},
	"party.legal_id_missing": {
		FR: "La facture ne porte pas le SIREN du client : complétez la fiche client.",
		EN: "The invoice lacks the customer's SIREN: complete the customer."},
	"party.address_missing": {
		FR: "La facture ne porte pas l'adresse du client : complétez la fiche client.",
		EN: "The invoice lacks the customer's address: complete the customer."},
	"party.created":          {FR: "Client créé", EN: "Customer created"},
	"party.changed":          {FR: "Client modifié", EN: "Customer changed"},
	"party.bounced":          {FR: "Adresse électronique : les messages reviennent", EN: "E-mail address: messages come back"},
	"party.reachable":        {FR: "Adresse électronique : bonne de nouveau", EN: "E-mail address: good again"},
	"unique.customer_number": {FR: "Un client porte déjà ce numéro.", EN: "A customer already has this number."},
}
