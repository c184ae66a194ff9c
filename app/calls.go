package app

import "encaisse/base/words"

// calls say in a line what a command or question does, for the reference and
// for --help; one that is not here is shown by its name.
var calls = words.Texts{
	"call.user.add":      {FR: "Ajoute un utilisateur.", EN: "Adds a user."},
	"call.user.list":     {FR: "Liste les utilisateurs.", EN: "Lists the users."},
	"call.apikey.create": {FR: "Crée une clé d’API ; son secret n’est montré qu’ici.", EN: "Creates an API key; its secret is shown here only."},
	"call.apikey.revoke": {FR: "Révoque une clé d’API, sur-le-champ.", EN: "Revokes an API key, at once."},
	"call.facts.list":    {FR: "Liste les faits qu’une demande a causés.", EN: "Lists the facts that a request caused."},
	"call.flow.stuck":    {FR: "Liste les étapes qui ont échoué et attendent.", EN: "Lists the steps that failed and wait."},
	"call.flow.retry":    {FR: "Remet une étape bloquée en route.", EN: "Lets a stuck step be tried again."},
}

// Summary says in a line what an entry does; its name when nobody wrote that.
func (a *App) Summary(l words.Language, e *Entry) string {
	if key := "call." + e.Name; a.Texts.Has(key) {
		return a.Texts.Say(l, key)
	}
	return e.Name
}
