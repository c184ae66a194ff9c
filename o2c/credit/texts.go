package credit

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"credit.no_line":        {FR: "Le client {customer} n'a pas de ligne de crédit : enregistrez-le à nouveau.", EN: "Customer {customer} has no credit line: save him again."},
	"credit.limit_negative": {FR: "La limite de crédit ne peut pas être négative ; laissez vide pour aucune limite, 0 pour paiement d'avance.", EN: "The credit limit can not be negative; leave it empty for no limit, 0 for prepayment."},
	"credit.rule.limit":     {FR: "encours au-delà de la limite", EN: "exposure above the limit"},
	"credit.rule.overdue":   {FR: "factures en retard de plus de 15 jours", EN: "invoices more than 15 days late"},
	"credit.rule.blocked":   {FR: "client bloqué", EN: "customer blocked"},
	"credit.rule.manual":    {FR: "commande retenue par une personne", EN: "order held by a person"},
	"credit.rule.currency":  {FR: "encours dans une autre devise, sans cours de change", EN: "exposure in another currency, without a rate"},
	"credit.eased":          {FR: "Crédit desserré", EN: "Credit eased"},
	"credit.regrouped":      {FR: "Groupe du client modifié", EN: "Customer's group changed"},
	"credit.limit_set":      {FR: "Limite de crédit modifiée", EN: "Credit limit changed"},
	"credit.blocked":        {FR: "Blocage du client modifié", EN: "Customer block changed"},
}
