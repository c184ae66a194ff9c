package access

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"access.name":          {FR: "L’utilisateur doit avoir un nom, qui ne commence pas par usr_.", EN: "The user must have a name, not beginning with usr_."},
	"access.user":          {FR: "Aucun utilisateur « {user} ».", EN: "There is no user “{user}”."},
	"access.role":          {FR: "Aucun rôle ne s’appelle « {role} ».", EN: "No role is called “{role}”."},
	"access.customer":      {FR: "Une clé du rôle client, et elle seule, nomme un client.", EN: "A key of the role customer, and only such a key, names a customer."},
	"unique.app_user_name": {FR: "Un utilisateur porte déjà ce nom.", EN: "A user has this name already."},
	"access.password":      {FR: "Un mot de passe a de {min} à {max} caractères, pas tous les mêmes et pas votre nom.", EN: "A password has {min} to {max} characters, not all the same and not your name."},
	"access.old_password":  {FR: "Ce n’est pas votre mot de passe actuel.", EN: "This is not your current password."},
	"access.signin":        {FR: "Nom ou mot de passe inexact.", EN: "Wrong name or password."},
	"access.wait":          {FR: "Trop d’essais. Réessayez dans {seconds} s.", EN: "Too many tries. Try again in {seconds} s."},
	"access.no_role":       {FR: "Aucun rôle ne vous est donné pour entrer. Demandez à l’administrateur.", EN: "You have no role to sign in with. Ask the administrator."},
	"access.email":         {FR: "Il faut une adresse de courriel, comme nom@exemple.fr.", EN: "This must be an e-mail address, such as name@example.com."},
	"access.invitation":    {FR: "Ce lien d’invitation a déjà servi ou n’est plus valable. Demandez-en un autre.", EN: "This invitation was used already or is over. Ask for another one."},
	"user.invited":         {FR: "Utilisateur invité à choisir un mot de passe", EN: "User invited to choose a password"},
	"user.password_set":    {FR: "Mot de passe choisi", EN: "Password chosen"},
	"user.role_given":      {FR: "Rôle donné", EN: "Role given"},
	"user.role_ended":      {FR: "Rôle retiré", EN: "Role taken away"},
	"session.opened":       {FR: "Session ouverte", EN: "Session opened"},
	"session.ended":        {FR: "Session fermée", EN: "Session ended"},
	"access.self":          {FR: "On ne se suspend pas soi-même : demandez à un autre administrateur.", EN: "Nobody suspends himself: ask another administrator."},
	"user.suspended":       {FR: "Utilisateur suspendu", EN: "User suspended"},
	"user.restored":        {FR: "Utilisateur rétabli", EN: "User restored"},
	"user.added":           {FR: "Utilisateur ajouté", EN: "User added"},
	"apikey.created":       {FR: "Clé d’API créée", EN: "API key created"},
	"apikey.revoked":       {FR: "Clé d’API révoquée", EN: "API key revoked"},
}
