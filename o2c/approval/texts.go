package approval

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"approval.unknown":      {FR: "Aucune demande d’accord « {approval} » : prenez son identifiant dans la liste.", EN: "There is no request for approval “{approval}”: take its id from the list."},
	"approval.kind":         {FR: "Aucune décision ne s’appelle « {kind} ».", EN: "No decision is called “{kind}”."},
	"approval.needed":       {FR: "{number} : cette décision ({kind}) demande l’accord d’une seconde personne.", EN: "{number}: this decision ({kind}) needs the approval of a second person."},
	"approval.waiting":      {FR: "{number} : la demande {approval} attend déjà une décision ; retirez-la ou attendez.", EN: "{number}: request {approval} is waiting for a decision already; withdraw it or wait."},
	"approval.state":        {FR: "La demande {approval} n’est plus ouverte : elle est {state}.", EN: "Request {approval} is not open any more: it is {state}."},
	"approval.is.open":      {FR: "ouverte", EN: "open"},
	"approval.is.granted":   {FR: "accordée", EN: "granted"},
	"approval.is.refused":   {FR: "refusée", EN: "refused"},
	"approval.is.withdrawn": {FR: "retirée", EN: "withdrawn"},
	"approval.is.expired":   {FR: "échue", EN: "expired"},
	"approval.is.voided":    {FR: "annulée par un changement", EN: "voided by a change"},
	"approval.expired":      {FR: "La demande {approval} est périmée : demandez à nouveau.", EN: "Request {approval} has expired: ask again."},
	"approval.changed":      {FR: "{number} a été modifié depuis la demande : demandez à nouveau.", EN: "{number} was changed since the request: ask again."},
	"approval.system":       {FR: "Une décision est prise par une personne, jamais par le système.", EN: "A decision is taken by a person, never by the system."},
	"approval.reason":       {FR: "Dites pourquoi vous refusez : le demandeur le lira.", EN: "Say why you refuse: the requester will read it."},
	"approval.own":          {FR: "Celui qui demande ne donne pas l’accord.", EN: "Whoever asks does not approve."},
	"approval.made":         {FR: "Celui qui a saisi {number} ne donne pas l’accord.", EN: "Whoever entered {number} does not approve."},
	"approval.authority":    {FR: "Votre délégation ne couvre pas {amount} ({kind}) : adressez-vous à une personne habilitée.", EN: "Your authority does not cover {amount} ({kind}): turn to somebody who has it."},
	"approval.not_own":      {FR: "Seul celui qui a fait la demande la retire.", EN: "Only the person who asked withdraws the request."},
	"approval.rule":         {FR: "Le délai est d’au moins une heure.", EN: "The time limit is one hour at least."},
	"approval.up_to":        {FR: "Le plafond est un montant positif dans une devise ; sans devise, il est absent ou nul.", EN: "The ceiling is a positive amount in a currency; without a currency it is absent or zero."},
	"approval.holder":       {FR: "« {holder} » n’est ni un rôle ni un utilisateur (usr_…).", EN: "“{holder}” is neither a role nor a user (usr_…)."},
	"approval.no_authority": {FR: "{holder} n’a pas de délégation propre ({kind}).", EN: "{holder} has no authority of his own ({kind})."},

	"approval.asked":         {FR: "Accord demandé", EN: "Approval asked for"},
	"approval.granted":       {FR: "Accord donné", EN: "Approval granted"},
	"approval.refused":       {FR: "Accord refusé", EN: "Approval refused"},
	"approval.withdrawn":     {FR: "Demande d’accord retirée", EN: "Request for approval withdrawn"},
	"approval.voided":        {FR: "Demande d’accord caduque", EN: "Request for approval voided"},
	"approval.lapsed":        {FR: "Demande d’accord périmée", EN: "Request for approval expired"},
	"approval.waived":        {FR: "Second accord levé : une seule personne", EN: "Second approval waived: there is one person only"},
	"approval.rule_set":      {FR: "Règle d’accord modifiée", EN: "Rule of approval changed"},
	"approval.authority_set": {FR: "Délégation modifiée", EN: "Authority changed"},
	"unique.approval_open":   {FR: "Une demande attend déjà une décision à ce sujet.", EN: "A request about this is waiting for a decision already."},
}
