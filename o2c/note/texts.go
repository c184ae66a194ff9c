package note

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"note.empty":   {FR: "Écrivez la note.", EN: "Write the note."},
	"note.kind":    {FR: "On ne met pas de note sur « {kind} ».", EN: "There are no notes on “{kind}”."},
	"note.user":    {FR: "Personne ne s’appelle « {name} » ici.", EN: "Nobody here is called “{name}”."},
	"note.missing": {FR: "Cette note n’existe pas.", EN: "There is no such note."},
	"note.added":   {FR: "Note", EN: "Note"},
	"note.about":   {FR: "Dites ce qui est à corriger.", EN: "Say what is to be corrected."},

	// What a customer asks to be corrected: read by who looks after him.
	"note.correction":     {FR: "Correction demandée par le client ({about}) : {text}", EN: "The customer asks for a correction ({about}): {text}"},
	"note.about.email":    {FR: "adresse de courriel", EN: "e-mail address"},
	"note.about.people":   {FR: "personnes qui ont accès", EN: "people with access"},
	"note.about.address":  {FR: "adresse postale", EN: "postal address"},
	"note.about.delivery": {FR: "adresses de livraison", EN: "delivery addresses"},
	"note.about.identity": {FR: "nom ou immatriculation", EN: "name or registration"},
	"note.about.other":    {FR: "autre chose", EN: "something else"},
}
