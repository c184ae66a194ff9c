package access

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"access.name":          {FR: "L’utilisateur doit avoir un nom, qui ne commence pas par usr_.", EN: "The user must have a name, not beginning with usr_."},
	"access.user":          {FR: "Aucun utilisateur « {user} ».", EN: "There is no user “{user}”."},
	"access.role":          {FR: "Aucun rôle ne s’appelle « {role} ».", EN: "No role is called “{role}”."},
	"access.customer":      {FR: "Une clé du rôle client, et elle seule, nomme un client.", EN: "A key of the role customer, and only such a key, names a customer."},
	"unique.app_user_name": {FR: "Un utilisateur porte déjà ce nom.", EN: "A user has this name already."},
	"user.added":           {FR: "Utilisateur ajouté", EN: "User added"},
	"apikey.created":       {FR: "Clé d’API créée", EN: "API key created"},
	"apikey.revoked":       {FR: "Clé d’API révoquée", EN: "API key revoked"},
}
