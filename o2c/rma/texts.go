package rma

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"rma.unknown":       {FR: "Aucun retour « {return} ».", EN: "There is no return “{return}”."},
	"rma.state":         {FR: "Le retour {number} est {state} : ce que vous demandez n’y est pas possible.", EN: "Return {number} is {state}: what you ask for is not possible."},
	"rma.is.requested":  {FR: "demandé", EN: "requested"},
	"rma.is.authorised": {FR: "autorisé", EN: "authorised"},
	"rma.is.refused":    {FR: "refusé", EN: "refused"},
	"rma.is.received":   {FR: "reçu", EN: "received"},
	"rma.is.inspected":  {FR: "examiné", EN: "inspected"},
	"rma.is.accepted":   {FR: "accepté", EN: "accepted"},
	"rma.is.replaced":   {FR: "remplacé", EN: "replaced"},
	"rma.is.rejected":   {FR: "rejeté", EN: "rejected"},
	"rma.is.closed":     {FR: "clos", EN: "closed"},
	"rma.not_shipped":   {FR: "L’expédition {shipment} n’est pas partie : rien ne peut en revenir.", EN: "Shipment {shipment} has not left: nothing of it can come back."},
	"rma.nothing":       {FR: "Tout ce qui peut revenir de l’expédition {shipment} est déjà revenu ou annoncé.", EN: "All that can come back of shipment {shipment} is back or announced already."},
	"rma.line":          {FR: "La ligne {line} n’existe pas.", EN: "There is no line {line}."},
	"rma.line_missing":  {FR: "Dites-le de chaque ligne : la ligne {line} manque (0 si rien).", EN: "Say it of every line: line {line} is missing (0 for nothing)."},
	"rma.service":       {FR: "La ligne {line} est un service : il ne se retourne pas, faites un avoir.", EN: "Line {line} is a service: it does not come back, issue a credit note."},
	"rma.more":          {FR: "Ligne {line} : {quantity} demandé, {most} au plus.", EN: "Line {line}: {quantity} asked for, {most} at most."},
	"rma.finding":       {FR: "Ligne {line} : {received} reçu, {found} constaté. Bon, bloqué et rebuté doivent faire le compte.", EN: "Line {line}: {received} received, {found} found. Good, blocked and scrapped must add up to it."},
	"rma.empty":         {FR: "Rien n’est revenu du retour {number} : rejetez-le.", EN: "Nothing came back of return {number}: reject it."},
	"rma.not_billed":    {FR: "L’expédition {shipment} n’est pas encore facturée : facturez-la, ou acceptez le retour sans avoir.", EN: "Shipment {shipment} is not invoiced yet: invoice it, or accept the return without a credit note."},
	"rma.no_credit":     {FR: "Rien à créditer du retour {number} : acceptez-le sans avoir.", EN: "There is nothing to credit of return {number}: accept it without a credit note."},

	"rma.requested":   {FR: "Retour demandé", EN: "Return requested"},
	"rma.authorised":  {FR: "Retour autorisé", EN: "Return authorised"},
	"rma.refused":     {FR: "Retour refusé", EN: "Return refused"},
	"rma.received":    {FR: "Retour reçu", EN: "Return received"},
	"rma.inspected":   {FR: "Retour inspecté", EN: "Return inspected"},
	"rma.accepted":    {FR: "Retour accepté", EN: "Return accepted"},
	"rma.replaced":    {FR: "Retour échangé", EN: "Return replaced"},
	"rma.replacement": {FR: "Commande d’échange passée", EN: "Replacement ordered"},
	"rma.rejected":    {FR: "Retour rejeté", EN: "Return rejected"},
	"rma.closed":      {FR: "Retour clos", EN: "Return closed"},
}
