package web

import "encaisse/base/words"

// quoteTexts are the words of quotes.
var quoteTexts = words.Texts{
	"web.quotes":           {FR: "Devis", EN: "Quotes"},
	"web.quote_of":         {FR: "Devis {number}", EN: "Quote {number}"},
	"web.change_quote":     {FR: "Modifier le devis {number}", EN: "Change quote {number}"},
	"web.new.quotes":       {FR: "Nouveau devis", EN: "New quote"},
	"web.quote.version":    {FR: "version {n}", EN: "version {n}"},
	"web.quote.anew":       {FR: "Il est déjà chez le client : le changer fait une nouvelle version, qui remplace celle-ci.", EN: "The customer has it already: changing it makes a new version that replaces this one."},
	"web.quote.over":       {FR: "Il valait jusqu’au {day} : prolongez-le, ou faites-en un autre.", EN: "It was good until {day}: extend it, or make another."},
	"web.quote.superseded": {FR: "La version {n} a remplacé celle-ci.", EN: "Version {n} replaced this one."},
	"web.quote.latest":     {FR: "Voir la dernière version", EN: "See the latest version"},
	"web.quote.reason":     {FR: "Le client a refusé", EN: "The customer refused"},

	"web.quote.state.draft":      {FR: "Brouillon", EN: "Draft"},
	"web.quote.state.sent":       {FR: "Chez le client", EN: "With the customer"},
	"web.quote.state.accepted":   {FR: "Accepté", EN: "Accepted"},
	"web.quote.state.refused":    {FR: "Refusé", EN: "Refused"},
	"web.quote.state.expired":    {FR: "Échu", EN: "Expired"},
	"web.quote.state.superseded": {FR: "Remplacé", EN: "Superseded"},

	"web.view.q-all":        {FR: "Tous", EN: "All"},
	"web.view.q-draft":      {FR: "Brouillons", EN: "Drafts"},
	"web.view.q-sent":       {FR: "Chez le client", EN: "With the customer"},
	"web.view.q-accepted":   {FR: "Acceptés", EN: "Accepted"},
	"web.view.q-refused":    {FR: "Refusés", EN: "Refused"},
	"web.view.q-expired":    {FR: "Échus", EN: "Expired"},
	"web.view.q-superseded": {FR: "Remplacés", EN: "Superseded"},

	"web.empty.quotes":     {FR: "Aucun devis pour l’instant", EN: "No quote yet"},
	"web.empty.quotes.why": {FR: "Un devis fixe les prix et les conditions d’un jour jusqu’à son dernier jour ; accepté, il devient une commande. Commencez par « Nouveau devis ».", EN: "A quote fixes the prices and terms of a day until its last day; accepted, it becomes an order. Begin with “New quote”."},

	"web.col.quoted":    {FR: "Fait le", EN: "Made on"},
	"web.col.valid":     {FR: "Valable jusqu’au", EN: "Good until"},
	"web.col.version":   {FR: "Version", EN: "Version"},
	"web.part.trail":    {FR: "Calcul des prix", EN: "How prices are made"},
	"web.part.versions": {FR: "Versions", EN: "Versions"},

	"web.field.valid_until": {FR: "Valable jusqu’au", EN: "Good until"},
	"web.hint.valid_until":  {FR: "Vide : 30 jours.", EN: "Empty: 30 days."},

	"web.do.quote.make":       {FR: "Faire et envoyer le devis", EN: "Make and send the quote"},
	"web.do.quote.keep":       {FR: "Garder en brouillon", EN: "Keep as a draft"},
	"web.do.quote.change":     {FR: "Changer et envoyer le devis", EN: "Change and send the quote"},
	"web.do.quote.send":       {FR: "Envoyer le devis", EN: "Send the quote"},
	"web.do.quote.resend":     {FR: "Renvoyer par mail", EN: "Send by mail again"},
	"web.do.quote.accept":     {FR: "Accepter pour le client", EN: "Accept for the customer"},
	"web.do.quote.refuse":     {FR: "Noter le refus du client", EN: "Record the customer’s refusal"},
	"web.do.quote.revalidate": {FR: "Prolonger le devis", EN: "Extend the quote"},

	"web.next.quote.send":       {FR: "Envoyer le devis au client", EN: "Send the quote to the customer"},
	"web.next.quote.accept":     {FR: "En faire une commande", EN: "Make an order of it"},
	"web.next.quote.revalidate": {FR: "Prolonger le devis", EN: "Extend the quote"},
	"web.done.quoted":           {FR: "Le devis est enregistré.", EN: "The quote is kept."},
}
