package closing

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"closing.unknown": {
		FR: "Aucune période « {period} ».",
		EN: "There is no period “{period}”."},
	"closing.state": {
		FR: "La période qui finit le {period} est {state} : cette opération n’y est pas possible.",
		EN: "The period that ends on {period} is {state}: this can not be done to it."},
	"closing.is.closed":    {FR: "close", EN: "closed"},
	"closing.is.reopening": {FR: "en réouverture", EN: "being reopened"},
	"closing.is.reopened":  {FR: "rouverte", EN: "reopened"},
	"closing.not_over": {
		FR: "La période court jusqu’au {last} : elle ne peut être clôturée qu’ensuite.",
		EN: "The period runs until {last}: it can be closed only after that."},
	"closing.closed": {
		FR: "Les jours jusqu’au {last} sont déjà clôturés.",
		EN: "The days up to {last} are closed already."},
	"closing.later": {
		FR: "Une période qui finit le {last} reste clôturée : rouvrez-la d’abord.",
		EN: "A period that ends on {last} is still closed: reopen that one first."},
	"closing.reason": {
		FR: "Dites pourquoi la période doit être rouverte.",
		EN: "Say why the period should be opened again."},
	"closing.four_eyes": {
		FR: "Qui demande une réouverture ne peut pas l’accorder : une autre personne doit le faire.",
		EN: "Who asks for a reopening may not grant it: another person must."},
	"closing.month": {
		FR: "« {month} » n’est pas un mois : de 1 à 12.",
		EN: "“{month}” is no month: 1 to 12."},
	"closing.year_used": {
		FR: "Des écritures sont validées, numérotées par exercice : le début de l’exercice ne change plus.",
		EN: "Entries are validated, numbered by fiscal year: the beginning of the year no longer changes."},

	"closing.chart": {
		FR: "« {entity} » ne suit pas le plan comptable général : le FEC ne concerne que les sociétés françaises.",
		EN: "“{entity}” is not on the French chart: the FEC is for French companies only."},
	"closing.siren": {
		FR: "« {entity} » n’a pas de SIREN : complétez le numéro légal de la société, le nom du FEC commence par lui.",
		EN: "“{entity}” has no SIREN: complete the company's legal number, the name of the FEC begins with it."},
	"closing.unvalidated": {
		FR: "{count} écriture(s) de l’exercice ne sont pas validées : lancez la validation, ou clôturez la période.",
		EN: "{count} entries of the year are not validated: validate them, or close the period."},
	"closing.future": {
		FR: "L’exercice ne commence que le {first} : demandez un exercice commencé.",
		EN: "The fiscal year only begins on {first}: ask for one that has begun."},
	"closing.nothing": {
		FR: "Aucune écriture du {first} au {last}.",
		EN: "There is no entry from {first} to {last}."},
	"closing.account": {
		FR: "Le plan de comptes n’a pas de compte « {account} ».",
		EN: "The chart has no account “{account}”."},
	"closing.journal": {
		FR: "Aucun journal « {journal} » : VE, BQ, ST, OD ou RE.",
		EN: "There is no journal “{journal}”: VE, BQ, ST, OD or RE."},

	"closing.entry": {
		FR: "Aucune écriture « {fact} » dans ces livres.",
		EN: "There is no entry “{fact}” in these books."},

	"closing.day": {
		FR: "Donnez un jour de la période.",
		EN: "Give a day of the period."},

	"cutoff.booked":            {FR: "Écriture de fin de période", EN: "Entry of the end of a period"},
	"cutoff.reversed":          {FR: "Écriture de fin de période extournée", EN: "Entry of the end of a period reversed"},
	"period.closed":            {FR: "Période clôturée", EN: "Period closed"},
	"period.reopening_asked":   {FR: "Réouverture demandée", EN: "Reopening asked for"},
	"period.reopening_refused": {FR: "Réouverture refusée", EN: "Reopening refused"},
	"period.reopened":          {FR: "Période rouverte", EN: "Period reopened"},
	"period.year_set":          {FR: "Début d’exercice fixé", EN: "Beginning of the fiscal year set"},
}
