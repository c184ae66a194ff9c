package outbox

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"outbox.status":   {FR: "« {status} » ne dit pas qu’un message est revenu : il faut 4 ou 5, un sujet et un détail, par exemple 5.1.1.", EN: "“{status}” does not say that a message came back: it takes 4 or 5, a subject and a detail, 5.1.1 for example."},
	"outbox.not_left": {FR: "Le message {message} n’est pas parti : rien ne peut en revenir. S’il part à l’instant, recommencez plus tard.", EN: "Message {message} has not left: nothing of it can come back. If it is leaving now, try again later."},
	"outbox.unknown":  {FR: "Aucun message « {message} » : prenez son identifiant dans la liste.", EN: "There is no message “{message}”: take its id from the list."},
}
