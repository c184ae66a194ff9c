package seller

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"seller.country":          {FR: "Le pays « {country} » n'est pas un code à deux lettres (FR, CA, US…).", EN: "The country “{country}” is not a two-letter code (FR, CA, US…)."},
	"seller.tax":              {FR: "Le régime de taxe « {tax} » n'existe pas : choisissez standard ou none.", EN: "There is no tax regime “{tax}”: choose standard or none."},
	"seller.name":             {FR: "La société doit avoir un nom.", EN: "The company must have a name."},
	"seller.unknown":          {FR: "Aucune société « {entity} ».", EN: "There is no company “{entity}”."},
	"seller.legal_id_missing": {FR: "La facture ne porte pas le numéro légal de la société (SIREN, NEQ, EIN) : complétez la société.", EN: "The invoice lacks the company's legal number (SIREN, NEQ, EIN): complete the company."},
	"seller.tax_id_missing":   {FR: "La facture ne porte pas le numéro de TVA ou de taxe de la société : complétez la société.", EN: "The invoice lacks the company's VAT or tax number: complete the company."},
	"seller.address_missing":  {FR: "La facture ne porte pas l'adresse de la société : complétez la société.", EN: "The invoice lacks the company's address: complete the company."},
	"seller.created":          {FR: "Société créée", EN: "Company created"},
	"seller.described":        {FR: "Société complétée", EN: "Company details changed"},
}
