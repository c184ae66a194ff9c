package app

import "encaisse/base/words"

// calls say in a line what a command or question does, for the reference and
// for --help; one that is not here is shown by its name.
var calls = words.Texts{
	"call.user.add":        {FR: "Ajoute un utilisateur.", EN: "Adds a user."},
	"call.user.role":       {FR: "Donne à un utilisateur un rôle pour entrer.", EN: "Gives a user a role to sign in with."},
	"call.user.role_end":   {FR: "Retire un rôle ; qui est entré avec est déconnecté.", EN: "Takes a role away; who is signed in with it is signed out."},
	"call.user.invite":     {FR: "Donne le lien où un utilisateur choisit son mot de passe.", EN: "Gives the link where a user chooses his password."},
	"call.session.mine":    {FR: "Liste mes sessions ouvertes.", EN: "Lists my open sessions."},
	"call.session.list":    {FR: "Liste toutes les sessions ouvertes.", EN: "Lists all open sessions."},
	"call.session.end":     {FR: "Ferme une session, sur-le-champ.", EN: "Ends a session, at once."},
	"call.link.create":     {FR: "Crée un lien du portail, vers une facture ou un compte ; il n’est montré qu’ici.", EN: "Makes a portal link, to an invoice or an account; it is shown here only."},
	"call.link.revoke":     {FR: "Révoque un lien du portail, sur-le-champ.", EN: "Revokes a portal link, at once."},
	"call.link.list":       {FR: "Liste les liens du portail.", EN: "Lists the portal links."},
	"call.portal.invite":   {FR: "Invite quelqu’un d’un client au portail.", EN: "Invites somebody of a customer’s to the portal."},
	"call.portal.account":  {FR: "Ce qu’un client doit, et ce qui est en cours.", EN: "What a customer owes, and what goes on about it."},
	"call.portal.contact":  {FR: "Comment joindre la société.", EN: "How to reach the company."},
	"call.portal.invoices": {FR: "Les factures et avoirs d’un client, les derniers d’abord.", EN: "A customer’s invoices and credit notes, the latest first."},
	"call.portal.invoice":  {FR: "Une facture d’un client.", EN: "An invoice of a customer."},
	"call.portal.orders":   {FR: "Les commandes d’un client, les dernières d’abord.", EN: "A customer’s orders, the latest first."},
	"call.portal.order":    {FR: "Une commande d’un client, où elle en est, ce qui la débloque.", EN: "An order of a customer, how far it is, what frees it."},
	"call.portal.items":    {FR: "Ce qu’un client peut commander, à ses prix.", EN: "What a customer may order, at his prices."},
	"call.portal.place":    {FR: "Commande au nom du client, à ses prix.", EN: "Orders as the customer, at his prices."},
	"call.portal.dispute":  {FR: "Conteste une facture du client, ou ses lignes.", EN: "Contests an invoice of the customer, or lines of it."},
	"call.portal.promise":  {FR: "Promet de payer à une date.", EN: "Promises to pay by a day."},
	"call.portal.plan":     {FR: "Demande un échéancier.", EN: "Asks for a payment plan."},
	"call.checkout.begin":  {FR: "Commence un paiement chez le prestataire.", EN: "Begins a payment by the provider."},
	"call.checkout.show":   {FR: "Montre un paiement en ligne du client.", EN: "Shows an online payment of the customer."},
	"call.checkout.list":   {FR: "Liste les paiements en ligne.", EN: "Lists the online payments."},
	"call.user.list":       {FR: "Liste les utilisateurs.", EN: "Lists the users."},
	"call.apikey.create":   {FR: "Crée une clé d’API ; son secret n’est montré qu’ici.", EN: "Creates an API key; its secret is shown here only."},
	"call.apikey.revoke":   {FR: "Révoque une clé d’API, sur-le-champ.", EN: "Revokes an API key, at once."},
	"call.list.invoices":   {FR: "Lignes de factures, avoirs et acomptes par vue, avec leurs totaux.", EN: "Rows of invoices, credit notes and deposits by view, with their totals."},
	"call.list.orders":     {FR: "Lignes de commandes par état, avec leurs totaux.", EN: "Rows of orders by state, with their totals."},
	"call.list.customers":  {FR: "Lignes de clients par nom, avec ce qu’ils doivent.", EN: "Rows of customers by name, with what they owe."},
	"call.find":            {FR: "Cherche un numéro, un nom, un montant, une référence.", EN: "Finds a number, a name, an amount, a reference."},
	"call.invoice.facts":   {FR: "Ce qui est arrivé à une facture, le plus récent d’abord.", EN: "What happened to an invoice, the latest first."},
	"call.customer.facts":  {FR: "Ce qui est arrivé à un client, le plus récent d’abord.", EN: "What happened to a customer, the latest first."},
	"call.facts.list":      {FR: "Liste les faits qu’une demande a causés.", EN: "Lists the facts that a request caused."},
	"call.flow.stuck":      {FR: "Liste les étapes qui ont échoué et attendent.", EN: "Lists the steps that failed and wait."},
	"call.flow.retry":      {FR: "Remet une étape bloquée en route.", EN: "Lets a stuck step be tried again."},

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
