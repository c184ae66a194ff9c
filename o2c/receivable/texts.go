package receivable

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"receivable.late_rate":    {FR: "{rate} % par an n’est pas un taux de pénalité qu’un contrat peut demander : au moins {least} %, ou 0 pour aucun.", EN: "{rate} % a year is no rate of late payment that a contract may ask for: at least {least} %, or 0 for none."},
	"receivable.rate_agreed":  {FR: "Taux de pénalité convenu", EN: "Rate of late payment agreed"},
	"receivable.terms_amount": {FR: "{amount} n'est pas le total d'une facture : donnez un montant positif, avec au plus les décimales de la devise.", EN: "{amount} is no total of an invoice: give a positive amount, with no more decimals than the currency has."},
	"receivable.terms": {
		FR: "« {text} » n’est pas une condition de paiement (exemples : net30, eom30, eom30.10, eomB45, 2/10net30, 30%net0+70%net30).",
		EN: "“{text}” is not a payment term (examples: net30, eom30, eom30.10, eomB45, 2/10net30, 30%net0+70%net30)."},
	"receivable.terms.receipt": {
		FR: "à réception",
		EN: "due on receipt"},
	"receivable.terms.net": {
		FR: "{days} jours nets",
		EN: "net {days} days"},
	"receivable.terms.eom": {
		FR: "fin de mois",
		EN: "end of month"},
	"receivable.terms.eom_day": {
		FR: "fin de mois le {day}",
		EN: "end of month, then day {day}"},
	"receivable.terms.eomA": {
		FR: "{days} jours fin de mois",
		EN: "{days} days, then end of month"},
	"receivable.terms.eomA_day": {
		FR: "{days} jours fin de mois le {day}",
		EN: "{days} days, then end of month, then day {day}"},
	"receivable.terms.eomB": {
		FR: "fin de mois plus {days} jours",
		EN: "end of month plus {days} days"},
	"receivable.terms.discount": {
		FR: "{percent} d’escompte sous {days} jours, sinon {term}",
		EN: "{percent} discount within {days} days, otherwise {term}"},

	"receivable.terms.part": {
		FR: "{percent} : {term}",
		EN: "{percent}: {term}"},

	"receivable.terms_over": {
		FR: "« {terms} » dépasse le délai de paiement légal : une facture du {issue} serait due le {due}, au plus tard le {latest}.",
		EN: "“{terms}” is beyond the lawful payment term: an invoice of {issue} would be due on {due}, {latest} at the latest."},
	"receivable.terms_over_monthly_cap": {
		FR: "L’échéance dépasse le délai légal d’une facture périodique (45 jours après son émission).",
		EN: "The due day is beyond the lawful term of a periodic invoice (45 days after its issue)."},
	"receivable.terms_over_cap": {
		FR: "Les conditions de paiement dépassent le délai légal (60 jours, ou 45 jours fin de mois).",
		EN: "The payment terms are beyond the lawful term (60 days, or 45 days end of month)."},

	"receivable.bucket.0": {FR: "non échu", EN: "not due"},
	"receivable.bucket.1": {FR: "1 à 30 jours", EN: "1–30 days"},
	"receivable.bucket.2": {FR: "31 à 60 jours", EN: "31–60 days"},
	"receivable.bucket.3": {FR: "61 à 90 jours", EN: "61–90 days"},
	"receivable.bucket.4": {FR: "91 à 120 jours", EN: "91–120 days"},
	"receivable.bucket.5": {FR: "plus de 120 jours", EN: "over 120 days"},
	"receivable.bucket.unapplied": {
		FR: "non affecté",
		EN: "unapplied"},
	"receivable.transition":       {FR: "Impossible de passer de « {state} » à « {wanted} ».", EN: "“{state}” can not become “{wanted}”."},
	"receivable.dispute":          {FR: "Ce litige ne peut pas être ouvert : voyez chaque champ.", EN: "This dispute can not be opened: see each field."},
	"receivable.dispute_reason":   {FR: "« {reason} » n’est pas un motif de litige : {known}.", EN: "“{reason}” is not a reason of a dispute: {known}."},
	"receivable.dispute_amount":   {FR: "Il reste {open} à contester sur {number}, {amount} demandé.", EN: "{open} of {number} can be contested, {amount} asked for."},
	"receivable.dispute_credit":   {FR: "Rien n’a été crédité : rejetez plutôt le litige.", EN: "Nothing was credited: reject the dispute instead."},
	"receivable.dispute_unknown":  {FR: "Aucun litige « {dispute} » : prenez son identifiant dans la liste.", EN: "There is no dispute “{dispute}”: take its id from the list."},
	"receivable.promise_unknown":  {FR: "Aucune promesse « {promise} » : prenez son identifiant dans la liste.", EN: "There is no promise “{promise}”: take its id from the list."},
	"receivable.plan_unknown":     {FR: "Aucun échéancier « {plan} » : prenez son identifiant dans la liste.", EN: "There is no payment plan “{plan}”: take its id from the list."},
	"receivable.plan_sum":         {FR: "Les échéances font {sum}, il faut {total}.", EN: "The instalments come to {sum}, it must be {total}."},
	"receivable.plan_days":        {FR: "Échéance {n} : un montant positif et un jour à venir, après celui d’avant.", EN: "Instalment {n}: a positive amount and a day to come, after the one before."},
	"receivable.owner":            {FR: "Aucun utilisateur ne s’appelle « {name} ».", EN: "No user is called “{name}”."},
	"dispute.opened":              {FR: "Litige ouvert", EN: "Dispute opened"},
	"dispute.in_review":           {FR: "Litige mis en instruction", EN: "Dispute taken into review"},
	"dispute.accepted":            {FR: "Litige accepté", EN: "Dispute accepted"},
	"dispute.partially_accepted":  {FR: "Litige accepté en partie", EN: "Dispute accepted in part"},
	"dispute.rejected":            {FR: "Litige rejeté", EN: "Dispute rejected"},
	"dispute.closed":              {FR: "Litige clos", EN: "Dispute closed"},
	"dispute.assigned":            {FR: "Litige confié", EN: "Dispute assigned"},
	"receivable.target_set":       {FR: "Objectif de DSO fixé", EN: "DSO target set"},
	"receivable.target_changed":   {FR: "Objectif de DSO changé", EN: "DSO target changed"},
	"receivable.target":           {FR: "L’objectif est un nombre de jours de 0 à 3660, pas {days}.", EN: "The target is a number of days from 0 to 3660, not {days}."},
	"receivable.unknown":          {FR: "Ce poste n'existe pas.", EN: "There is no such open item."},
	"receivable.amount":           {FR: "Le montant doit être positif.", EN: "The amount must be positive."},
	"receivable.open_short":       {FR: "Il reste {open} à régler sur {number}, {amount} demandé.", EN: "{open} of {number} is left to settle, {amount} asked for."},
	"receivable.sides":            {FR: "On affecte un paiement ou un avoir à une facture de la même société.", EN: "A payment or a credit note is applied to an invoice of the same company."},
	"receivable.currency":         {FR: "{number} est en {currency} : la devise du paiement est autre.", EN: "{number} is in {currency}: the payment has another currency."},
	"receivable.assigned":         {FR: "Le client de ce paiement est déjà connu.", EN: "The customer of this payment is known already."},
	"receivable.opening":          {FR: "Ce poste ne peut pas être repris : voyez chaque champ.", EN: "This item can not be taken over: see each field."},
	"receivable.opening_number":   {FR: "Le numéro de facture est obligatoire.", EN: "The invoice number is required."},
	"receivable.opening_amount":   {FR: "Il ne peut pas rester {open} d’un total de {total}.", EN: "{open} can not be left of a total of {total}."},
	"receivable.opening_due":      {FR: "L’échéance ({due}) ne peut pas précéder l’émission ({issued}).", EN: "The due date ({due}) can not be before the issue date ({issued})."},
	"receivable.taken_over":       {FR: "Poste repris des comptes précédents", EN: "Open item taken over from the books before"},
	"receivable.exchanged":        {FR: "Différence de change constatée", EN: "Exchange difference realised"},
	"receivable.late":             {FR: "Retard de paiement constaté", EN: "Payment lateness recorded"},
	"receivable.replace_disputed": {FR: "{number} est contestée : décidez le litige avant de remplacer la facture.", EN: "{number} is disputed: settle the dispute before the invoice is replaced."},
	"receivable.replace_lost":     {FR: "{number} est passée en perte, au moins en partie : elle ne se remplace plus. Ce qui en rentre est une rentrée sur créance amortie.", EN: "{number} is written off, at least in part: it can not be replaced any more. What comes of it is a recovery."},
	"receivable.replace_planned":  {FR: "{number} est dans un échéancier en cours : annulez l’échéancier avant de remplacer la facture.", EN: "{number} is in a payment plan that goes on: cancel the plan before the invoice is replaced."},
}
