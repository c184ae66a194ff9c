package web

import "encaisse/base/words"

// chargeTexts are the words of charges for lateness.
var chargeTexts = words.Texts{
	"web.charges":             {FR: "Notes de pénalités", EN: "Late charges"},
	"web.charge_of":           {FR: "Note de pénalités {number}", EN: "Late charge {number}"},
	"object.charge":           {FR: "Note de pénalités", EN: "Late charge"},
	"web.charge.why.demand":   {FR: "à la demande", EN: "on demand"},
	"web.charge.why.month":    {FR: "du mois", EN: "of the month"},
	"web.charge.why.reminder": {FR: "avec la dernière relance", EN: "with the final reminder"},
	"web.charge.why.return":   {FR: "paiement revenu impayé", EN: "payment returned unpaid"},
	"web.charge.waived":       {FR: "Abandonnée", EN: "Waived"},
	"web.charge.up_to":        {FR: "Retards comptés jusqu’au", EN: "Lateness counted up to"},
	"web.charge.base":         {FR: "Impayé", EN: "Unpaid"},
	"web.charge.fees":         {FR: "Frais de banque", EN: "Bank fees"},
	"web.charge.total":        {FR: "Total, hors champ de TVA", EN: "Total, outside the scope of VAT"},
	"web.charge.proposed":     {FR: "Des avoirs ont repris des factures de cette note : {amount} de pénalités portent sur ce qui n’était pas dû.", EN: "Credit notes took back invoices of this charge: {amount} of penalties are on what was not owed."},
	"web.charge.to_pay":       {FR: "{amount} à payer pour le {day} : le relevé du compte le lui dit.", EN: "{amount} to be paid by {day}: the statement of account says so."},

	"web.view.h-all":     {FR: "Toutes", EN: "All"},
	"web.view.h-open":    {FR: "À payer", EN: "Open"},
	"web.view.h-settled": {FR: "Soldées", EN: "Settled"},
	"web.view.h-waived":  {FR: "Abandonnées, même en partie", EN: "Waived, in part too"},

	"web.empty.charges":       {FR: "Aucune note de pénalités pour l’instant", EN: "No late charge yet"},
	"web.empty.charges.why":   {FR: "Une note demande les intérêts de retard et les 40 € d’indemnité. Voyez ce qui peut être facturé sous « Pénalités à facturer ».", EN: "A charge asks for the interest of lateness and the fixed sum for recovery. See what can be charged under “Lateness to charge”."},
	"web.empty.waivers":       {FR: "Rien n’en a été abandonné", EN: "Nothing of it was waived"},
	"web.empty.waivers.why":   {FR: "Renoncer à une note, ou à une partie, demande un motif, qui est gardé ici.", EN: "Waiving a charge, or a part of it, takes a reason, which is kept here."},
	"web.empty.to_charge":     {FR: "Rien à facturer", EN: "Nothing to charge"},
	"web.empty.to_charge.why": {FR: "Aucun jour de retard qui ne soit déjà facturé, ou que la politique du client exclut.", EN: "No day of lateness that is not charged already, or that the customer’s policy excludes."},

	"web.to_charge":       {FR: "Pénalités à facturer", EN: "Lateness to charge"},
	"web.to_charge.of":    {FR: "Pénalités à facturer à {name}", EN: "Lateness to charge {name}"},
	"web.to_charge.up_to": {FR: "retards jusqu’au {day} compris", EN: "lateness up to {day} included"},
	"web.to_charge.sub":   {FR: "factures : {n}, en tout {amount}", EN: "invoices: {n}, {amount} in all"},
	"web.to_charge.do":    {FR: "Facturer {amount}", EN: "Charge {amount}"},

	"web.col.charged_for": {FR: "Factures", EN: "Invoices"},
	"web.col.penalties":   {FR: "Pénalités", EN: "Penalties"},
	"web.col.indemnities": {FR: "Indemnités", EN: "Fixed charges"},
	"web.col.waived":      {FR: "Abandonné", EN: "Waived"},
	"web.part.waivers":    {FR: "Abandons", EN: "Waivers"},
	"web.part.entries":    {FR: "Écritures", EN: "Entries"},

	"web.enum.penalty":   {FR: "Intérêts de retard", EN: "Interest"},
	"web.enum.indemnity": {FR: "Indemnité de recouvrement", EN: "Fixed charge for recovery"},
	"web.enum.fee":       {FR: "Frais de banque", EN: "Bank fee"},
	"web.enum.credited":  {FR: "Intérêts sur ce que des avoirs ont repris", EN: "Interest on what credit notes took back"},

	"web.field.part":              {FR: "Partie", EN: "Part"},
	"web.field.without_indemnity": {FR: "Intérêts seuls, sans l’indemnité", EN: "Interest alone, without the fixed charge"},

	"web.do.penalty.charge":  {FR: "Facturer les pénalités", EN: "Charge for lateness"},
	"web.do.penalty.waive":   {FR: "Renoncer", EN: "Waive"},
	"web.next.penalty.waive": {FR: "Renoncer à ce qui n’était pas dû", EN: "Waive what was not owed"},
	"web.next.penalty.send":  {FR: "Renvoyer la note au client", EN: "Send the charge to the customer again"},
}
