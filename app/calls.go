package app

import "encaisse/base/words"

// calls say in a line what a command or question does, for the reference and
// for --help; one that is not here is shown by its name.
var calls = words.Texts{
	"call.user.add":            {FR: "Ajoute un utilisateur.", EN: "Adds a user."},
	"call.user.role":           {FR: "Donne à un utilisateur un rôle pour entrer.", EN: "Gives a user a role to sign in with."},
	"call.user.role_end":       {FR: "Retire un rôle ; qui est entré avec est déconnecté.", EN: "Takes a role away; who is signed in with it is signed out."},
	"call.user.invite":         {FR: "Donne le lien où un utilisateur choisit son mot de passe.", EN: "Gives the link where a user chooses his password."},
	"call.session.mine":        {FR: "Liste mes sessions ouvertes.", EN: "Lists my open sessions."},
	"call.session.list":        {FR: "Liste toutes les sessions ouvertes.", EN: "Lists all open sessions."},
	"call.session.end":         {FR: "Ferme une session, sur-le-champ.", EN: "Ends a session, at once."},
	"call.user.list":           {FR: "Liste les utilisateurs.", EN: "Lists the users."},
	"call.apikey.create":       {FR: "Crée une clé d’API ; son secret n’est montré qu’ici.", EN: "Creates an API key; its secret is shown here only."},
	"call.apikey.revoke":       {FR: "Révoque une clé d’API, sur-le-champ.", EN: "Revokes an API key, at once."},
	"call.list.invoices":       {FR: "Lignes de factures, avoirs et acomptes par vue, avec leurs totaux.", EN: "Rows of invoices, credit notes and deposits by view, with their totals."},
	"call.list.orders":         {FR: "Lignes de commandes par état, avec leurs totaux.", EN: "Rows of orders by state, with their totals."},
	"call.list.customers":      {FR: "Lignes de clients par nom, avec ce qu’ils doivent.", EN: "Rows of customers by name, with what they owe."},
	"call.list.order_groups":   {FR: "Ce que font les commandes par client, mois ou état.", EN: "What orders come to by customer, month or state."},
	"call.list.invoice_groups": {FR: "Ce que font les factures par client, mois ou type.", EN: "What invoices come to by customer, month or type."},
	"call.view.save":           {FR: "Enregistre ou modifie une vue d’une liste, pour soi, son rôle ou tous.", EN: "Keeps or changes a view of a list, for oneself, one’s role or everybody."},
	"call.view.forget":         {FR: "Supprime une vue.", EN: "Deletes a view."},
	"call.view.list":           {FR: "Liste les vues d’une liste que l’on voit.", EN: "Lists the views of a list that one sees."},
	"call.run.begin":           {FR: "Fait une commande à plusieurs documents, après un aperçu si on le demande.", EN: "Does one command to many documents, after a preview when asked."},
	"call.run.start":           {FR: "Lance un traitement : rapprochement, journée, relances…", EN: "Starts a run: matching, daily, dunning…"},
	"call.import.begin":        {FR: "Importe un fichier, après contrôle si on le demande.", EN: "Imports a file, after a check when asked."},
	"call.run.file":            {FR: "Donne le fichier des lignes à corriger d’un import.", EN: "Gives the file of rows to correct of an import."},
	"call.note.add":            {FR: "Ajoute une note à un document ; @nom prévient cette personne.", EN: "Adds a note to a document; @name tells that user."},
	"call.note.read":           {FR: "Note que l’on a lu une note où l’on est nommé.", EN: "Marks a note that names one as read."},
	"call.note.mentions":       {FR: "Liste les notes où l’on est nommé et que l’on n’a pas lues.", EN: "Lists the notes that name one and that one has not read."},
	"call.news":                {FR: "Compte ce qui m’attend : accords, traitements finis, mentions.", EN: "Counts what waits for me: approvals, ended runs, mentions."},
	"call.run.apply":           {FR: "Fait ce que l’aperçu d’un traitement a montré.", EN: "Does what the preview of a run showed."},
	"call.run.cancel":          {FR: "Arrête un traitement avant son prochain document.", EN: "Stops a run before its next document."},
	"call.run.retry":           {FR: "Reprend seulement les échecs et le reste d’un traitement.", EN: "Does only the failures and the rest of a run again."},
	"call.run.seen":            {FR: "Note que l’on a vu la fin de son traitement.", EN: "Marks the end of one’s run as seen."},
	"call.run.list":            {FR: "Liste les traitements, le plus récent d’abord.", EN: "Lists the runs, the latest first."},
	"call.run.show":            {FR: "Montre un traitement et où il en est.", EN: "Shows a run and how far it is."},
	"call.run.items":           {FR: "Liste les documents d’un traitement avec leur résultat.", EN: "Lists the documents of a run with their results."},
	"call.run.causes":          {FR: "Compte les échecs d’un traitement par cause.", EN: "Counts the failures of a run by cause."},
	"call.find":                {FR: "Cherche un numéro, un nom, un montant, une référence.", EN: "Finds a number, a name, an amount, a reference."},
	"call.invoice.facts":       {FR: "Ce qui est arrivé à une facture, le plus récent d’abord.", EN: "What happened to an invoice, the latest first."},
	"call.customer.facts":      {FR: "Ce qui est arrivé à un client, le plus récent d’abord.", EN: "What happened to a customer, the latest first."},
	"call.facts.list":          {FR: "Liste les faits qu’une demande a causés.", EN: "Lists the facts that a request caused."},
	"call.flow.stuck":          {FR: "Liste les étapes qui ont échoué et attendent.", EN: "Lists the steps that failed and wait."},
	"call.flow.retry":          {FR: "Remet une étape bloquée en route.", EN: "Lets a stuck step be tried again."},

	"call.approval.list":      {FR: "Liste les demandes d’accord.", EN: "Lists the requests for approval."},
	"call.approval.show":      {FR: "Montre une demande d’accord, avec ce qui était vrai quand elle a été faite.", EN: "Shows a request for approval, with what was true when it was made."},
	"call.approval.grant":     {FR: "Donne l’accord : la commande demandée s’exécute aussitôt.", EN: "Grants a request: the command that was asked runs at once."},
	"call.approval.refuse":    {FR: "Refuse une demande d’accord.", EN: "Refuses a request for approval."},
	"call.approval.withdraw":  {FR: "Retire sa propre demande d’accord.", EN: "Withdraws one’s own request for approval."},
	"call.approval.policy":    {FR: "Montre qui décide de quoi, et jusqu’à quel montant.", EN: "Shows who decides what, and up to which amount."},
	"call.approval.rule":      {FR: "Règle un genre de décision : à deux ou non, et dans quel délai.", EN: "Sets a kind of decision: by two people or not, and within how long."},
	"call.approval.authority": {FR: "Fixe ou retire une délégation.", EN: "Sets or ends an authority."},
	"call.credit.line":        {FR: "Ouvre une ligne temporaire, ou la limite d’une société.", EN: "Opens a temporary line, or the limit of a legal entity."},
	"call.credit.line_end":    {FR: "Termine une ligne de crédit.", EN: "Ends a credit line."},
	"call.credit.file":        {FR: "Montre le dossier de crédit d’un client.", EN: "Shows the credit file of a customer."},
	"call.credit.check":       {FR: "Note ce qui a été vérifié d’un nouveau client.", EN: "Records what was checked of a new customer."},
	"call.credit.insolvency":  {FR: "Enregistre une procédure collective, ou sa fin.", EN: "Records insolvency proceedings, or their end."},
	"call.credit.review":      {FR: "Note que le crédit d’un client a été revu.", EN: "Records that the credit of a customer was reviewed."},
	"call.credit.reviews":     {FR: "Liste les clients dont la revue est échue.", EN: "Lists the customers whose review is due."},
	"call.credit.score":       {FR: "Note un client et propose une limite.", EN: "Scores a customer and suggests a limit."},
	"call.credit.class":       {FR: "Met un client dans une classe.", EN: "Puts a customer into a class."},
	"call.credit.insure":      {FR: "Enregistre ce que l’assureur couvre d’un client.", EN: "Records what an insurer covers of a customer."},
	"call.credit.rule":        {FR: "Règle la politique de crédit.", EN: "Sets a rule of the credit policy."},
	"call.credit.policy":      {FR: "Montre les règles de crédit.", EN: "Shows the rules of credit."},
}

// Summary says in a line what an entry does; its name when nobody wrote that.
func (a *App) Summary(l words.Language, e *Entry) string {
	if key := "call." + e.Name; a.Texts.Has(key) {
		return a.Texts.Say(l, key)
	}
	return e.Name
}
