package api

import "encaisse/base/words"

// Texts are the sentences of the reference.
var Texts = words.Texts{
	"docs.title":    {FR: "Encaisse : référence de l’API", EN: "Encaisse: API reference"},
	"docs.intro":    {FR: "Tout ce que fait le produit, par HTTP et JSON. Chaque opération est aussi un verbe de la ligne de commande, du même nom.", EN: "Everything the product does, over HTTP and JSON. Each operation is also a verb of the command line, by the same name."},
	"docs.key":      {FR: "Authorization: Bearer enc_… : la clé d’API d’un utilisateur, qui a un rôle. Encaisse-Entity nomme la société quand il y en a plusieurs.", EN: "Authorization: Bearer enc_…: the API key of a user, which has a role. Encaisse-Entity names the company where there are several."},
	"docs.once":     {FR: "Idempotency-Key est obligatoire sur tout ce qui modifie : une même clé n’a qu’un effet, pendant 30 jours, et rend la même réponse. Un refus ne consomme pas la clé.", EN: "Idempotency-Key is required on whatever changes something: the same key has one effect, for 30 days, and gives the same answer. A refusal does not use up the key."},
	"docs.preview":  {FR: "?preview=true : la réponse qu’on aurait, sans rien garder.", EN: "?preview=true: the answer one would get, and nothing is kept."},
	"docs.wait":     {FR: "Prefer: wait=5 : répond quand tout ce que la demande entraîne est fait. Encaisse-Request, dans la réponse, est la cause des faits : GET /v1/facts?cause=…", EN: "Prefer: wait=5: answers when all that the request causes is done. Encaisse-Request, in the answer, is the cause of the facts: GET /v1/facts?cause=…"},
	"docs.lists":    {FR: "Les listes rendent items et next ; next est le cursor de la page suivante, ou null.", EN: "Lists give items and next; next is the cursor of the next page, or null."},
	"docs.values":   {FR: "Montants, prix et quantités sont des textes (\"1200.00\") ; une demande peut aussi donner un nombre. Une date s’écrit 2026-11-21. Ce qui manque est null.", EN: "Amounts, prices and quantities are texts (\"1200.00\"); a request may also give a number. A day is written 2026-11-21. What is absent is null."},
	"docs.no":       {FR: "Un refus est un application/problem+json avec un code stable, dans la langue d’Accept-Language :", EN: "A refusal is an application/problem+json with a stable code, in the language of Accept-Language:"},
	"docs.problems": {FR: "Codes et phrases", EN: "Codes and sentences"},
	"docs.codes":    {FR: "Le code est stable ; la phrase peut changer. Entre accolades, ce que la demande y met.", EN: "The code is stable; the sentence may change. In braces, what the request puts there."},
	"docs.back":     {FR: "Retour à la référence", EN: "Back to the reference"},
	"docs.groups":   {FR: "Groupes", EN: "Groups"},
	"docs.roles":    {FR: "Rôles", EN: "Roles"},
	"docs.params":   {FR: "Chemin et paramètres", EN: "Path and parameters"},
	"docs.body":     {FR: "Corps", EN: "Body"},
	"docs.answer":   {FR: "Réponse", EN: "Answer"},
	"docs.example":  {FR: "Exemple", EN: "Example"},
	"docs.must":     {FR: "obligatoire", EN: "required"},

	"kind.text":    {FR: "texte", EN: "text"},
	"kind.amount":  {FR: "montant", EN: "amount"},
	"kind.number":  {FR: "nombre exact", EN: "exact number"},
	"kind.integer": {FR: "entier", EN: "integer"},
	"kind.boolean": {FR: "oui ou non", EN: "yes or no"},
	"kind.date":    {FR: "date", EN: "date"},
	"kind.instant": {FR: "instant", EN: "instant"},
	"kind.object":  {FR: "objet", EN: "object"},
	"kind.json":    {FR: "JSON", EN: "JSON"},
	"kind.list":    {FR: "liste", EN: "list"},
}

var catalog = words.NewCatalog(Texts)
