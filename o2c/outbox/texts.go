package outbox

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"outbox.unknown": {FR: "Aucun message « {message} ».", EN: "There is no message “{message}”."},
}
