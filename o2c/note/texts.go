package note

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"note.empty":   {FR: "Écrivez la note.", EN: "Write the note."},
	"note.kind":    {FR: "On ne met pas de note sur « {kind} ».", EN: "There are no notes on “{kind}”."},
	"note.user":    {FR: "Personne ne s’appelle « {name} » ici.", EN: "Nobody here is called “{name}”."},
	"note.missing": {FR: "Cette note n’existe pas.", EN: "There is no such note."},
	"note.added":   {FR: "Note", EN: "Note"},
}
