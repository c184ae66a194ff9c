package web

import (
	"encaisse/base/words"
)

// Texts are the sentences of the pages: a set for each family of them.
var Texts = together(gateTexts, signInTexts, frameTexts, homeTexts, designTexts, listTexts, recordTexts, formTexts,
	entryTexts, creditTexts, itemTexts, warehouseTexts, deskFormTexts, collectTexts, portfolioTexts, cashTexts, billingTexts, kitTexts, steerTexts, bookTexts, bridgeTexts, targetTexts, settingsTexts, mailTexts, quoteTexts, chargeTexts, masterTexts, availabilityTexts)

func together(sets ...words.Texts) words.Texts {
	out := words.Texts{}
	for _, s := range sets {
		for key, text := range s {
			if _, there := out[key]; there {
				panic("web: two sentences are called " + key)
			}
			out[key] = text
		}
	}
	return out
}

var gateTexts = words.Texts{
	"web.signin":          {FR: "Connexion", EN: "Sign in"},
	"web.signin.what":     {FR: "De la commande à l’encaissement.", EN: "From the order to the cash."},
	"web.signin.demo":     {FR: "Entrer dans la démonstration en tant que…", EN: "Enter the demonstration as…"},
	"web.or":              {FR: "ou", EN: "or"},
	"web.name":            {FR: "Nom d’utilisateur", EN: "User name"},
	"web.password":        {FR: "Mot de passe", EN: "Password"},
	"web.enter":           {FR: "Entrer", EN: "Sign in"},
	"web.resend.enter":    {FR: "Connectez-vous dans un autre onglet.", EN: "Sign in in another tab."},
	"web.resend.stays":    {FR: "Votre session est terminée ; ce que vous avez saisi reste ici.", EN: "Your session has ended; what you typed stays here."},
	"web.forgotten":       {FR: "Mot de passe oublié, ou pas encore de mot de passe : demandez un lien à l’administrateur.", EN: "Password forgotten, or none yet: ask the administrator for a link."},
	"web.invited":         {FR: "Choisir un mot de passe", EN: "Choose a password"},
	"web.invited.what":    {FR: "Vous êtes {name}. Ce lien ne sert qu’une fois.", EN: "You are {name}. This link is good once."},
	"web.invited.do":      {FR: "Choisir et entrer", EN: "Choose and sign in"},
	"web.new_password":    {FR: "Nouveau mot de passe", EN: "New password"},
	"web.again":           {FR: "Le même encore une fois", EN: "The same once more"},
	"web.password.hint":   {FR: "12 caractères au moins ; une phrase se retient mieux qu’un code.", EN: "At least 12 characters; a sentence is easier to keep in mind than a code."},
	"web.old_password":    {FR: "Mot de passe actuel", EN: "Current password"},
	"web.change_password": {FR: "Changer de mot de passe", EN: "Change password"},

	"web.account":       {FR: "Mon compte", EN: "My account"},
	"web.seats":         {FR: "Entrer en tant que", EN: "Work as"},
	"web.seat.now":      {FR: "en ce moment", EN: "now"},
	"web.seat.take":     {FR: "Changer", EN: "Switch"},
	"web.look":          {FR: "Affichage", EN: "Display"},
	"web.keys.on":       {FR: "Activer les touches d’une lettre", EN: "Turn single-letter keys on"},
	"web.keys.off":      {FR: "Couper les touches d’une lettre", EN: "Turn single-letter keys off"},
	"web.sessions":      {FR: "Sessions ouvertes", EN: "Open sessions"},
	"web.session.this":  {FR: "celle-ci", EN: "this one"},
	"web.session.end":   {FR: "Fermer", EN: "End"},
	"web.session.seen":  {FR: "Vue à {when}, depuis {where}", EN: "Seen at {when}, from {where}"},
	"web.done.password": {FR: "Mot de passe changé ; les autres sessions sont fermées.", EN: "Password changed; the other sessions have ended."},
	"web.done.session":  {FR: "Session fermée.", EN: "Session ended."},

	"role.does.sales":          {FR: "commandes, clients", EN: "orders, customers"},
	"role.does.credit":         {FR: "commandes bloquées", EN: "held orders"},
	"role.does.credit_manager": {FR: "limites, accords", EN: "limits, approvals"},
	"role.does.warehouse":      {FR: "préparation, stock", EN: "picking, stock"},
	"role.does.billing":        {FR: "factures, avoirs", EN: "invoices, credit notes"},
	"role.does.cash":           {FR: "règlements", EN: "payments"},
	"role.does.collections":    {FR: "relances, promesses", EN: "reminders, promises"},
	"role.does.finance":        {FR: "balance âgée, clôture", EN: "aging, closing"},
	"role.does.auditor":        {FR: "tout lire, ne rien changer", EN: "reads all, changes nothing"},
	"role.does.admin":          {FR: "tout, à quatre yeux", EN: "everything, under four eyes"},
}

var frameTexts = words.Texts{
	"web.home":            {FR: "Accueil", EN: "Home"},
	"web.back_home":       {FR: "Revenir à l’accueil", EN: "Back to home"},
	"web.not_done":        {FR: "Rien n’a été fait. À corriger :", EN: "Nothing was done. To be corrected:"},
	"web.error.forbidden": {FR: "Ce n’est pas permis", EN: "This is not allowed"},
	"web.error.missing":   {FR: "Introuvable", EN: "Not found"},
	"web.error.refused":   {FR: "Refusé", EN: "Refused"},
	"web.error.broken":    {FR: "Quelque chose a échoué", EN: "Something failed"},
	"web.total":           {FR: "Total", EN: "Total"},
	"web.days":            {FR: "jours", EN: "days"},
	"web.by":              {FR: "par {who}", EN: "by {who}"},
	"web.machine":         {FR: "par la chaîne", EN: "by the chain"},
	"web.views":           {FR: "Vues", EN: "Views"},
	"web.clear":           {FR: "Effacer le filtre", EN: "Clear the filter"},
	"web.facts":           {FR: "Faits", EN: "Facts"},

	"web.col.number":   {FR: "Numéro", EN: "Number"},
	"web.col.customer": {FR: "Client", EN: "Customer"},
	"web.col.due":      {FR: "Échéance", EN: "Due"},
	"web.col.state":    {FR: "État", EN: "State"},
	"web.col.amount":   {FR: "Montant", EN: "Amount"},
	"web.col.count":    {FR: "Nombre", EN: "Count"},
	"web.col.po":       {FR: "Référence client", EN: "Customer’s reference"},
}

var homeTexts = words.Texts{
	"web.taxed":                {FR: "montants TTC", EN: "amounts including tax"},
	"web.figures":              {FR: "Chiffres clés", EN: "Key figures"},
	"web.receivables":          {FR: "Encours clients", EN: "Receivables"},
	"web.net":                  {FR: "factures ouvertes, acomptes et avoirs déduits", EN: "open invoices, less credits on account"},
	"web.overdue":              {FR: "Échu", EN: "Overdue"},
	"web.of_receivables":       {FR: "{share} de l’encours", EN: "{share} of receivables"},
	"web.unapplied":            {FR: "Non affecté", EN: "Unapplied"},
	"web.credits":              {FR: "paiements et avoirs à rapprocher, payeurs inconnus compris", EN: "payments and credit notes to match, unknown payers’ too"},
	"web.dso":                  {FR: "DSO sur 90 jours", EN: "DSO over 90 days"},
	"web.dso_how":              {FR: "encours ÷ ventes × 90", EN: "receivables ÷ sales × 90"},
	"web.count_back":           {FR: "DSO par épuisement", EN: "Count-back DSO"},
	"web.count_back_how":       {FR: "jours de ventes que vaut l’encours", EN: "days of sales the receivables make"},
	"web.aging":                {FR: "Balance âgée", EN: "Aging"},
	"web.aging_share":          {FR: "part de l’encours", EN: "share of receivables"},
	"web.orders_by_state":      {FR: "Commandes par état", EN: "Orders by state"},
	"web.no_facts":             {FR: "Rien ne s’est encore passé.", EN: "Nothing has happened yet."},
	"web.waiting":              {FR: "Ce qui vous attend", EN: "Waiting for you"},
	"web.waits.approvals":      {FR: "À approuver", EN: "To approve"},
	"web.waits.incomplete":     {FR: "Commandes à compléter", EN: "Orders to complete"},
	"web.waits.holds":          {FR: "Commandes bloquées", EN: "Orders on hold"},
	"web.waits.picking":        {FR: "À préparer", EN: "To pick"},
	"web.waits.packed":         {FR: "À expédier", EN: "To ship"},
	"web.waits.returns":        {FR: "Retours à contrôler", EN: "Returns to inspect"},
	"web.waits.to_invoice":     {FR: "Expéditions à facturer", EN: "Shipments to invoice"},
	"web.waits.day":            {FR: "Comptes à suivre aujourd’hui", EN: "Accounts to follow today"},
	"web.waits.disputes":       {FR: "Litiges à traiter", EN: "Disputes to settle"},
	"web.waits.disputes.first": {FR: "les plus anciens", EN: "the oldest"},
	"web.waits.apply":          {FR: "Paiements à affecter", EN: "Payments to apply"},
	"web.waits.unknown":        {FR: "Payeurs à identifier", EN: "Payers to identify"},
	"web.waits.refunds":        {FR: "Remboursements à payer", EN: "Refunds to pay"},
	"web.empty.home":           {FR: "Rien à voir ici pour votre rôle", EN: "Nothing to see here for your role"},
	"web.empty.home.why":       {FR: "Demandez à l’administrateur le rôle qu’il vous faut.", EN: "Ask the administrator for the role you need."},

	"state.draft":       {FR: "Brouillon", EN: "Draft"},
	"state.credit_hold": {FR: "Bloquée, crédit", EN: "On credit hold"},
	"state.confirmed":   {FR: "Confirmée", EN: "Confirmed"},
	"state.released":    {FR: "En préparation", EN: "In the warehouse"},
	"state.closed":      {FR: "Soldée", EN: "Closed"},
	"state.cancelled":   {FR: "Annulée", EN: "Cancelled"},

	"age.not_due":   {FR: "À échoir", EN: "Not due"},
	"age.1-30":      {FR: "1 à 30 j", EN: "1–30 d"},
	"age.31-60":     {FR: "31 à 60 j", EN: "31–60 d"},
	"age.61-90":     {FR: "61 à 90 j", EN: "61–90 d"},
	"age.91-120":    {FR: "91 à 120 j", EN: "91–120 d"},
	"age.over_120":  {FR: "Plus de 120 j", EN: "Over 120 d"},
	"age.unapplied": {FR: "Non affecté", EN: "Unapplied"},

	"object.order":    {FR: "Commande", EN: "Order"},
	"object.quote":    {FR: "Devis", EN: "Quote"},
	"object.shipment": {FR: "Expédition", EN: "Shipment"},
	"object.invoice":  {FR: "Facture", EN: "Invoice"},
	"object.opening":  {FR: "Créance reprise", EN: "Claim taken over"},
	"object.customer": {FR: "Client", EN: "Customer"},
}

var designTexts = words.Texts{
	"web.design":             {FR: "Composants", EN: "Components"},
	"web.design.what":        {FR: "Chaque pièce des pages, dans ses états.", EN: "Each piece of the pages, in its states."},
	"web.design.colours":     {FR: "Encre et papier", EN: "Ink and paper"},
	"web.design.buttons":     {FR: "Boutons et états", EN: "Buttons and states"},
	"web.design.primary":     {FR: "Principal", EN: "Primary"},
	"web.design.plain":       {FR: "Ordinaire", EN: "Plain"},
	"web.design.quiet":       {FR: "Discret", EN: "Quiet"},
	"web.design.danger":      {FR: "Refuser…", EN: "Refuse…"},
	"web.design.off":         {FR: "Indisponible", EN: "Not available"},
	"web.design.small":       {FR: "Petit", EN: "Small"},
	"web.design.large":       {FR: "Grand, en cours", EN: "Large, busy"},
	"web.design.fields":      {FR: "Champs", EN: "Fields"},
	"web.design.hint":        {FR: "Reprise sur la facture.", EN: "Taken over on the invoice."},
	"web.design.error":       {FR: "Plus que le reste dû, 4 812,60 €.", EN: "More than what is left, €4,812.60."},
	"web.design.check":       {FR: "Accepter le paiement partiel", EN: "Accept a payment in part"},
	"web.design.table":       {FR: "Table", EN: "Table"},
	"web.design.rule":        {FR: "Un trait au-dessus d’un sous-total, deux sous un total", EN: "One line above a subtotal, two under a total"},
	"web.design.figures":     {FR: "Chiffres et barres", EN: "Figures and bars"},
	"web.design.messages":    {FR: "Messages et pages vides", EN: "Messages and empty pages"},
	"web.design.icons":       {FR: "Icônes", EN: "Icons"},
	"web.light.ok":           {FR: "Crédit accordé", EN: "Credit granted"},
	"web.light.warn":         {FR: "À surveiller", EN: "To be watched"},
	"web.light.alert":        {FR: "Bloqué", EN: "Blocked"},
	"web.late":               {FR: "Échue", EN: "Overdue"},
	"web.not_due":            {FR: "À échoir", EN: "Not due"},
	"web.to_do":              {FR: "À faire", EN: "To do"},
	"web.thread":             {FR: "Fil de la commande", EN: "Thread of the order"},
	"web.stage.order":        {FR: "Commande", EN: "Order"},
	"web.stage.credit":       {FR: "Crédit", EN: "Credit"},
	"web.stage.shipment":     {FR: "Expédition", EN: "Shipment"},
	"web.stage.invoice":      {FR: "Facture", EN: "Invoice"},
	"web.stage.payment":      {FR: "Encaissement", EN: "Payment"},
	"web.payment.paid":       {FR: "Payée", EN: "Paid"},
	"web.credit.open":        {FR: "Ouvert", EN: "Open"},
	"web.credit.unbilled":    {FR: "Expédié non facturé", EN: "Shipped, not invoiced"},
	"web.credit.ordered":     {FR: "Commandé", EN: "Ordered"},
	"web.credit.over":        {FR: "Dépassement", EN: "Over the limit"},
	"web.net_total":          {FR: "Total HT", EN: "Net total"},
	"web.empty.invoices":     {FR: "Aucune facture pour l’instant", EN: "No invoice yet"},
	"web.empty.invoices.why": {FR: "Une facture naît d’une expédition. Elle apparaîtra ici.", EN: "An invoice comes from a shipment. It will appear here."},
	"web.empty.filter":       {FR: "Rien ne répond au filtre", EN: "Nothing answers the filter"},
	"web.empty.filter.why":   {FR: "Il y a des lignes, mais pas avec ces conditions.", EN: "There are rows, but none with these conditions."},
	"web.empty.done":         {FR: "Tout est fait", EN: "Everything is done"},
	"web.empty.done.why":     {FR: "Rien n’attend ici.", EN: "Nothing waits here."},
}
