package app

import (
	"strconv"

	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/form"
	"encaisse/app/view"
	"encaisse/app/work"
	"encaisse/base/seal"
	"encaisse/base/words"
	"encaisse/connect/mail"
	"encaisse/connect/paper"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/charge"
	"encaisse/o2c/closing"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/letter"
	"encaisse/o2c/loss"
	"encaisse/o2c/note"
	"encaisse/o2c/order"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/portal"
	"encaisse/o2c/quote"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
	"encaisse/o2c/tax"
	"encaisse/verify"
)

// Texts are the sentences of every package: one line each.
var Texts = words.NewCatalog(
	words.Base,
	own,
	titles,
	inputTexts,
	calls,
	seal.Texts,
	access.Texts,
	view.Texts,
	work.Texts,
	verify.Texts,
	form.Texts,
	party.Texts,
	seller.Texts,
	rate.Texts,
	tax.Texts,
	tax.MentionTexts,
	catalog.Texts,
	ledger.Texts,
	ledger.FECTexts,
	receivable.Texts,
	approval.Texts,
	credit.Texts,
	stock.Texts,
	order.Texts,
	shipping.Texts,
	invoice.Texts,
	quote.Texts,
	rma.Texts,
	payment.Texts,
	portal.Texts,
	note.Texts,
	insight.Texts, insight.WaitTexts,
	loss.Texts,
	closing.Texts,
	dunning.Texts,
	charge.Texts,
	outbox.Texts,
	letter.Texts,
	mail.Texts,
	dunning.Letters,
	company.Texts,
	paper.Texts,
)

// own are the sentences of this package, and of base/db which has none.
var own = words.Texts{
	"app.role":             {FR: "Votre rôle ({role}) ne permet pas « {command} ». Qui le peut : {roles}.", EN: "Your role ({role}) does not allow “{command}”. Who may: {roles}."},
	"backup.made":          {FR: "Sauvegarde faite", EN: "Backup made"},
	"flow.retried":         {FR: "Étape reprise", EN: "Step tried again"},
	"app.signin":           {FR: "Connectez-vous pour continuer.", EN: "Sign in to go on."},
	"app.foreign":          {FR: "Ce formulaire vient d’un autre site : rien n’a été fait.", EN: "This form comes from another site: nothing was done."},
	"app.twice":            {FR: "Les deux mots de passe ne sont pas les mêmes.", EN: "The two passwords are not the same."},
	"app.seat":             {FR: "Vous ne pouvez pas entrer en tant que {role}.", EN: "You can not sign in as {role}."},
	"app.key_unknown":      {FR: "Cette clé d’API n’existe pas ou a été révoquée.", EN: "This API key does not exist or was revoked."},
	"app.key_needed":       {FR: "Une clé d’API est nécessaire : « Authorization: Bearer enc_… ».", EN: "An API key is needed: “Authorization: Bearer enc_…”."},
	"app.entity_needed":    {FR: "Il y a plusieurs sociétés : dites laquelle par l’en-tête {header}.", EN: "There are several companies: say which one in the header {header} or, on the command line, by --seller."},
	"app.entity_forbidden": {FR: "La société « {entity} » n’existe pas ou n’est pas ouverte à cette clé.", EN: "The company “{entity}” does not exist or is not open to this key."},
	"app.no_customer":      {FR: "Cette clé d’espace client n’est liée à aucun client.", EN: "This portal key is bound to no customer."},
	"app.link":             {FR: "Ce lien n’ouvre qu’une facture. Pour le reste, demandez un lien de compte ou connectez-vous.", EN: "This link opens one invoice only. For the rest, ask for a link to your account or sign in."},
	"till.signature":       {FR: "Ce message n’est pas signé par le prestataire de paiement, ou il est trop ancien.", EN: "This message is not signed by the payment provider, or is too old."},
	"app.not_found":        {FR: "Rien n’existe à cet endroit.", EN: "There is nothing here."},
	"app.internal":         {FR: "Une erreur inattendue s’est produite. Donnez ce numéro à l’assistance : {request}.", EN: "An unexpected error occurred. Give this number to support: {request}."},
	"app.gone":             {FR: "La demande a été interrompue avant sa réponse ; la même clé d’idempotence dira si elle est faite.", EN: "The request was cut off before its answer; the same idempotency key will tell whether it is done."},
	"app.unique":           {FR: "Cela existe déjà ({constraint}).", EN: "This exists already ({constraint})."},
	"app.check":            {FR: "Une règle de la base s’y oppose ({constraint}).", EN: "A rule of the database forbids it ({constraint})."},
	"app.request_text":     {FR: "« {text} » n’est pas un numéro de demande (req_…).", EN: "“{text}” is not the id of a request (req_…)."},

	"app.key_missing":   {FR: "L’en-tête Idempotency-Key est obligatoire.", EN: "The header Idempotency-Key is required."},
	"app.key_text":      {FR: "L’en-tête Idempotency-Key a une seule valeur, de 1 à {max} caractères.", EN: "The header Idempotency-Key has one value of 1 to {max} characters."},
	"app.key_reused":    {FR: "Cette clé d’idempotence a déjà servi à une autre demande.", EN: "This idempotency key was used for another request."},
	"app.key_in_flight": {FR: "Une demande avec cette clé d’idempotence est en cours ; réessayez dans un instant.", EN: "A request with this idempotency key is under way; try again in a moment."},

	"db.full":          {FR: "Il n’y a plus de place sur le disque : rien n’a été enregistré.", EN: "The disk is full: nothing was recorded."},
	"db.unknown":       {FR: "La base n’a pas confirmé ; la même clé d’idempotence dira si c’est fait.", EN: "The database did not confirm; the same idempotency key will tell whether it is done."},
	"db.stale":         {FR: "Quelqu’un d’autre vient de modifier cela ; relisez puis recommencez.", EN: "Somebody else has just changed this; read it again and retry."},
	"db.busy":          {FR: "Trop de demandes touchent la même chose ; réessayez.", EN: "Too many requests touch the same thing; try again."},
	"db.backup_there":  {FR: "Le fichier {file} existe déjà : une sauvegarde n’écrase rien.", EN: "The file {file} exists already: a backup overwrites nothing."},
	"db.backup_broken": {FR: "La sauvegarde {file} n’est pas entière ({why}) : rien n’a été restauré.", EN: "The backup {file} is not whole ({why}): nothing was restored."},
	"db.backup_newer":  {FR: "La sauvegarde est d’un format que ce programme ne connaît pas (étape {step}) : prenez un programme plus récent.", EN: "The backup has a format this program does not know (step {step}): take a newer program."},
	"db.not_empty":     {FR: "La base {database} n’est pas vide : une restauration n’écrase rien.", EN: "The database {database} is not empty: a restore overwrites nothing."},
	"db.newer": {
		FR: "La base est à l’étape {step}, ce programme s’arrête à la {known} : prenez le programme plus récent qui l’a mise à jour.",
		EN: "The database is at step {step}, this program ends at {known}: take the newer program that brought it there."},
	"db.migration_changed": {
		FR: "L’étape {step} de la base n’est pas celle que ce programme contient : l’une des deux a été modifiée après coup. Reprenez le programme qui a créé la base, ou restaurez une sauvegarde ; une étape publiée ne se modifie pas, on en ajoute une.",
		EN: "Step {step} of the database is not the one in this program: one of them was changed afterwards. Take the program that made the database, or restore a backup; a released step is not changed, a new one is added."},

	"db.cursor": {FR: "Ce curseur de page n’est pas lisible.", EN: "This page cursor cannot be read."},

	"role.sales":          {FR: "ventes", EN: "sales"},
	"role.credit":         {FR: "crédit", EN: "credit"},
	"role.credit_manager": {FR: "responsable du crédit", EN: "credit manager"},
	"role.warehouse":      {FR: "entrepôt", EN: "warehouse"},
	"role.billing":        {FR: "facturation", EN: "billing"},
	"role.collections":    {FR: "recouvrement", EN: "collections"},
	"role.cash":           {FR: "encaissement", EN: "cash application"},
	"role.finance":        {FR: "finance", EN: "finance"},
	"role.auditor":        {FR: "audit", EN: "auditor"},
	"role.admin":          {FR: "administration", EN: "admin"},
	"role.customer":       {FR: "client", EN: "customer"},
	"role.system":         {FR: "système", EN: "system"},
	"role.":               {FR: "aucun", EN: "none"},
}

// titles name the statuses a door answers a no with.
var titles = words.Texts{
	"status.400": {FR: "Demande illisible", EN: "Bad request"},
	"status.401": {FR: "Non identifié", EN: "Not authenticated"},
	"status.403": {FR: "Non autorisé", EN: "Not allowed"},
	"status.404": {FR: "Introuvable", EN: "Not found"},
	"status.405": {FR: "Méthode non permise", EN: "Method not allowed"},
	"status.409": {FR: "Impossible en l’état", EN: "Conflict"},
	"status.412": {FR: "Modifié entre-temps", EN: "Changed meanwhile"},
	"status.413": {FR: "Demande trop longue", EN: "Content too large"},
	"status.415": {FR: "Format non accepté", EN: "Unsupported media type"},
	"status.422": {FR: "Données refusées", EN: "Invalid data"},
	"status.428": {FR: "Précondition nécessaire", EN: "Precondition required"},
	"status.500": {FR: "Erreur inattendue", EN: "Unexpected error"},
	"status.503": {FR: "Indisponible pour l’instant", EN: "Unavailable for now"},
	"status.507": {FR: "Plus de place", EN: "Insufficient storage"},
}

// Title names a status in a language.
func (a *App) Title(l words.Language, status int) string {
	return a.Texts.Say(l, "status."+strconv.Itoa(status))
}
