package seller

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"seller.country":          {FR: "« {country} » n'est pas le code d'un pays (deux lettres d'ISO 3166 : FR, CA, US…).", EN: "“{country}” is not the code of a country (two letters of ISO 3166: FR, CA, US…)."},
	"seller.tax":              {FR: "Le régime de taxe « {tax} » n'existe pas : choisissez standard ou none.", EN: "There is no tax regime “{tax}”: choose standard or none."},
	"seller.name":             {FR: "La société doit avoir un nom.", EN: "The company must have a name."},
	"seller.unknown":          {FR: "Aucune société « {entity} » : vérifiez son nom dans la liste des sociétés.", EN: "There is no company “{entity}”: check its name in the list of companies."},
	"seller.legal_id_missing": {FR: "La facture ne porte pas le numéro légal de la société (SIREN, NEQ, EIN) : complétez la société.", EN: "The invoice lacks the company's legal number (SIREN, NEQ, EIN): complete the company."},
	"seller.tax_id_missing":   {FR: "La facture ne porte pas le numéro de TVA ou de taxe de la société : complétez la société.", EN: "The invoice lacks the company's VAT or tax number: complete the company."},
	"seller.address_missing":  {FR: "La facture ne porte pas l'adresse de la société : complétez la société.", EN: "The invoice lacks the company's address: complete the company."},
	"seller.rounding":         {FR: "La société n'est pas correcte : voyez chaque champ.", EN: "The company is not right: see each field."},
	"seller.caps_unknown":     {FR: "« {caps} » n'est pas un choix : off, warn ou refuse.", EN: "“{caps}” is not a choice: off, warn or refuse."},
	"seller.rounding_unknown": {FR: "L'arrondi « {rounding} » n'existe pas : apart, combined, streamlined ou streamlined_item.", EN: "There is no rounding “{rounding}”: apart, combined, streamlined or streamlined_item."},
	"seller.vat_days":         {FR: "Le nombre de jours doit être entre 0 et 3650, pas {days}.", EN: "The number of days must be between 0 and 3650, not {days}."},
	"seller.deposit_form":     {FR: "« {choice} » n’est pas un choix : lines (lignes négatives) ou prepaid (déjà payé).", EN: "“{choice}” is not a choice: lines (below zero) or prepaid (already paid)."},
	"seller.send_by":          {FR: "« {choice} » n’est pas un choix : mail (par mail) ou none (aucun envoi).", EN: "“{choice}” is not a choice: mail or none."},
	"seller.vat_unchecked":    {FR: "« {choice} » n'est pas un choix : tax (taxer) ou refuse (refuser).", EN: "“{choice}” is not a choice: tax or refuse."},
	"seller.registration":     {FR: "L'immatriculation n'est pas correcte : voyez chaque champ.", EN: "The registration is not right: see each field."},
	"seller.registration_kind": {
		FR: "« {kind} » n'est pas une immatriculation d'un vendeur de ce pays ({country}) : exempt, oss, debits (France), GST, QST, PST-BC (Canada), US-NY.",
		EN: "“{kind}” is not a registration of a seller of this country ({country}): exempt, oss, debits (France), GST, QST, PST-BC (Canada), US-NY."},
	"seller.registration_days": {FR: "L'immatriculation doit commencer un jour ({from}) et ne pas finir avant ({to}).", EN: "The registration must begin on a day ({from}) and not end before it ({to})."},
	"seller.registration_meets": {
		FR: "{kind} est déjà enregistré depuis le {from} : terminez d'abord cette période.",
		EN: "{kind} is registered already since {from}: end that period first."},
	"seller.tax_registered":           {FR: "Immatriculation fiscale enregistrée", EN: "Tax registration recorded"},
	"seller.tax_registration_changed": {FR: "Immatriculation fiscale modifiée", EN: "Tax registration changed"},
	"seller.rate":                     {FR: "Le taux n'est pas correct : voyez chaque champ.", EN: "The rate is not right: see each field."},
	"seller.rate_postcode":            {FR: "« {postcode} » n'est pas le début d'un code postal américain : neuf chiffres au plus, vide pour tout l'État.", EN: "“{postcode}” is not the beginning of a United States postcode: nine digits at most, empty for the whole state."},
	"seller.rate_percent":             {FR: "Le taux doit être entre 0 et 100 %, pas {rate}.", EN: "The rate must be between 0 and 100%, not {rate}."},
	"seller.rate_from":                {FR: "Indiquez le jour d'entrée en vigueur du taux.", EN: "Say the day from which the rate holds."},
	"seller.rate_set":                 {FR: "Taux de taxe de vente saisi", EN: "Sales tax rate set"},
	"seller.rate_changed":             {FR: "Taux de taxe de vente corrigé", EN: "Sales tax rate corrected"},
	"unique.tax_rate_from":            {FR: "Un taux est déjà saisi pour cet endroit et ce jour.", EN: "A rate is set already for this place and day."},
	"seller.bank_account": {
		FR: "« {account} » n’est pas un compte bancaire sans IBAN : établissement-transit-compte au Canada (815-30000-1234567), acheminement-compte aux États-Unis. Ailleurs, donnez l’IBAN.",
		EN: "“{account}” is no bank account without an IBAN: institution-transit-account in Canada (815-30000-1234567), routing-account in the United States. Elsewhere give the IBAN."},
	"seller.interac":             {FR: "« {email} » n’est pas l’adresse d’un virement Interac : il faut une adresse de courriel, et une société du Canada.", EN: "“{email}” is not the address of an Interac transfer: it takes a mail address, and a company of Canada."},
	"seller.cheques":             {FR: "« {choice} » n’est pas un choix : yes (chèques acceptés) ou no.", EN: "“{choice}” is not a choice: yes (cheques are taken) or no."},
	"seller.account.institution": {FR: "Établissement", EN: "Institution"},
	"seller.account.transit":     {FR: "Transit", EN: "Transit"},
	"seller.account.routing":     {FR: "Acheminement", EN: "Routing number"},
	"seller.account.account":     {FR: "Compte", EN: "Account"},
	"seller.way.iban":            {FR: "virement au compte {iban}", EN: "transfer to {iban}"},
	"seller.way.account":         {FR: "virement au compte ({account})", EN: "transfer to the account ({account})"},
	"seller.way.interac":         {FR: "virement Interac à {email}", EN: "Interac transfer to {email}"},
	"seller.way.next":            {FR: " ; ", EN: "; "},
	"seller.way.cheque":          {FR: "chèque à l’ordre de {to}", EN: "cheque payable to {to}"},

	"seller.created":   {FR: "Société créée", EN: "Company created"},
	"seller.described": {FR: "Société complétée", EN: "Company details changed"},
}
