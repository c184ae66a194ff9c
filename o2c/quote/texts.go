package quote

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"quote.unknown":        {FR: "Aucun devis « {quote} » : vérifiez son numéro.", EN: "There is no quote “{quote}”: check its number."},
	"quote.invalid":        {FR: "Le devis n’est pas correct : voyez chaque champ.", EN: "The quote is not right: see each field."},
	"quote.valid_until":    {FR: "Un devis vaut d’aujourd’hui à un an : du {from} au {to}.", EN: "A quote is good for up to a year: from {from} to {to}."},
	"quote.state":          {FR: "Le devis {number} est {state} : cela n’y est pas possible. Ce qui l’est : {allowed}.", EN: "Quote {number} is {state}: that is not possible then. What is: {allowed}."},
	"quote.may.change":     {FR: "le modifier", EN: "changing it"},
	"quote.may.send":       {FR: "l’envoyer", EN: "sending it"},
	"quote.may.accept":     {FR: "l’accepter", EN: "accepting it"},
	"quote.may.refuse":     {FR: "noter son refus", EN: "noting its refusal"},
	"quote.may.revalidate": {FR: "le prolonger", EN: "extending it"},
	"quote.may.nothing":    {FR: "le consulter seulement", EN: "looking at it only"},
	"quote.is.draft":       {FR: "à l’état de brouillon", EN: "a draft"},
	"quote.is.sent":        {FR: "chez le client", EN: "with the customer"},
	"quote.is.accepted":    {FR: "accepté", EN: "accepted"},
	"quote.is.refused":     {FR: "refusé", EN: "refused"},
	"quote.is.expired":     {FR: "échu", EN: "expired"},
	"quote.is.superseded":  {FR: "remplacé par une autre version", EN: "superseded by another version"},
	"quote.over":           {FR: "Le devis {number} valait jusqu’au {until}. Faites-le prolonger par une personne habilitée (quote.revalidate), ou faites-en un autre.", EN: "Quote {number} was good until {until}. Have it extended by a person who may (quote.revalidate), or make another."},

	"quote.made":        {FR: "Devis fait", EN: "Quote made"},
	"quote.changed":     {FR: "Devis modifié", EN: "Quote changed"},
	"quote.sent":        {FR: "Devis envoyé", EN: "Quote sent"},
	"quote.superseded":  {FR: "Devis remplacé", EN: "Quote superseded"},
	"quote.refused":     {FR: "Devis refusé par le client", EN: "Quote refused by the customer"},
	"quote.accepted":    {FR: "Devis accepté", EN: "Quote accepted"},
	"quote.expired":     {FR: "Devis échu", EN: "Quote expired"},
	"quote.revalidated": {FR: "Devis prolongé", EN: "Quote extended"},
}
