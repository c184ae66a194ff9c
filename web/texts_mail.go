package web

import "encaisse/base/words"

// mailTexts are the sentences of what is sent to customers.
var mailTexts = words.Texts{
	"web.do.invoice.send":            {FR: "Envoyer par mail", EN: "Send by mail"},
	"web.do.penalty.send":            {FR: "Envoyer la note par mail", EN: "Send the charge by mail"},
	"web.do.statement.send":          {FR: "Envoyer le relevé par mail", EN: "Send the statement by mail"},
	"object.message":                 {FR: "Message", EN: "Message"},
	"web.enum.none":                  {FR: "Aucun envoi automatique", EN: "Not by itself"},
	"web.field.deposit_form":         {FR: "Acomptes sur la facture", EN: "Deposits on the invoice"},
	"web.hint.deposit_form.own":      {FR: "Pour les factures émises dès aujourd’hui. Vide : comme la société, aujourd’hui « {form} ».", EN: "For invoices issued from today on. Empty: as the company does, today “{form}”."},
	"web.enum.lines":                 {FR: "En lignes négatives : les totaux sont ceux du solde", EN: "As lines below zero: the totals are those of the balance"},
	"web.enum.prepaid":               {FR: "Déjà payés : facture complète, seul le net à payer baisse", EN: "Already paid: the whole sale, only what is left to pay is less"},
	"web.field.send_by":              {FR: "Envoi des factures", EN: "Sending of invoices"},
	"web.enum.mail":                  {FR: "Par mail, dès l’émission", EN: "By mail, as soon as issued"},
	"web.template.quote":             {FR: "Devis", EN: "Quote"},
	"web.template.invoice":           {FR: "Facture", EN: "Invoice"},
	"web.template.credit_note":       {FR: "Avoir", EN: "Credit note"},
	"web.template.corrected_invoice": {FR: "Facture rectificative", EN: "Corrected invoice"},
	"web.template.deposit_invoice":   {FR: "Facture d’acompte", EN: "Deposit invoice"},
	"web.template.charge":            {FR: "Note de pénalités", EN: "Late payment charge"},
	"web.template.statement":         {FR: "Relevé de compte", EN: "Statement of account"},
	"web.filter.template":            {FR: "Genre", EN: "Kind"},
	"web.template.invitation":        {FR: "Invitation", EN: "Invitation"},
	"web.template.address_moved":     {FR: "Avis de changement d’adresse", EN: "Notice of a changed address"},
	"web.template.test":              {FR: "Essai", EN: "Test"},
	"web.mail.told":                  {FR: "{what} : {template}", EN: "{what}: {template}"},
	"web.mail.told_to":               {FR: "{what} à {to} : {template}", EN: "{what} to {to}: {template}"},
	"web.mail.papers":                {FR: "Pièces jointes", EN: "Attachments"},
}
