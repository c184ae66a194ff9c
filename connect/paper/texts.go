package paper

import "encaisse/base/words"

// Texts are what documents say, and the sentences of this package. A label
// that ends in .sales is for where a sales tax is added to a price.
var Texts = words.Texts{
	"paper.invoice":       {FR: "Facture", EN: "Invoice"},
	"paper.credit_note":   {FR: "Avoir", EN: "Credit note"},
	"paper.delivery_note": {FR: "Bon de livraison", EN: "Delivery note"},
	"paper.confirmation":  {FR: "Confirmation de commande", EN: "Order confirmation"},
	"paper.statement":     {FR: "Relevé de compte", EN: "Statement of account"},

	"paper.buyer":     {FR: "Client", EN: "Bill to"},
	"paper.deliver":   {FR: "Livraison", EN: "Deliver to"},
	"paper.facts":     {FR: "Références", EN: "References"},
	"paper.settle":    {FR: "Règlement", EN: "Payment"},
	"paper.page":      {FR: "Page {page} sur {pages}", EN: "Page {page} of {pages}"},
	"paper.carried":   {FR: "À reporter", EN: "Carried forward"},
	"paper.brought":   {FR: "Report", EN: "Brought forward"},
	"paper.item":      {FR: "Désignation", EN: "Description"},
	"paper.quantity":  {FR: "Quantité", EN: "Quantity"},
	"paper.discount":  {FR: "Remise", EN: "Discount"},
	"paper.ordered":   {FR: "Commandé", EN: "Ordered"},
	"paper.delivered": {FR: "Livré", EN: "Delivered"},
	"paper.to_follow": {FR: "Reste à livrer", EN: "To follow"},

	"paper.unit_price":       {FR: "Prix unitaire HT", EN: "Unit price excl. VAT"},
	"paper.unit_price.sales": {FR: "Prix unitaire", EN: "Unit price"},
	"paper.rate":             {FR: "TVA", EN: "VAT"},
	"paper.rate.sales":       {FR: "Taxes", EN: "Taxes"},
	"paper.net":              {FR: "Montant HT ({currency})", EN: "Net amount ({currency})"},
	"paper.net.sales":        {FR: "Montant ({currency})", EN: "Amount ({currency})"},
	"paper.total_net":        {FR: "Total HT", EN: "Total excl. VAT"},
	"paper.total_net.sales":  {FR: "Sous-total", EN: "Subtotal"},
	"paper.on":               {FR: "{tax} sur {base}", EN: "{tax} on {base}"},
	"paper.total":            {FR: "Total TTC", EN: "Total incl. VAT"},
	"paper.total.sales":      {FR: "Total", EN: "Total"},
	"paper.to_pay":           {FR: "Net à payer", EN: "Amount due"},
	"paper.to_credit":        {FR: "Net à votre crédit", EN: "Amount credited"},

	"paper.movement": {FR: "Opération", EN: "Movement"},
	"paper.date":     {FR: "Date", EN: "Date"},
	"paper.due":      {FR: "Échéance", EN: "Due"},
	"paper.debit":    {FR: "Débit", EN: "Debit"},
	"paper.credit":   {FR: "Crédit", EN: "Credit"},
	"paper.balance":  {FR: "Solde ({currency})", EN: "Balance ({currency})"},
	"paper.opening":  {FR: "Solde précédent", EN: "Opening balance"},
	"paper.closing":  {FR: "Solde du compte", EN: "Balance of the account"},

	"paper.due_by":       {FR: "À régler au plus tard le {day}", EN: "Due by {day}"},
	"paper.due_in":       {FR: "À régler en {count} échéances", EN: "Due in {count} instalments"},
	"paper.due_part":     {FR: "{amount} le {day}", EN: "{amount} on {day}"},
	"paper.transfer":     {FR: "Virement au compte de {holder}", EN: "Bank transfer to {holder}"},
	"paper.reference":    {FR: "Référence à rappeler", EN: "Payment reference"},
	"paper.code":         {FR: "Code de virement SEPA", EN: "SEPA transfer code"},
	"paper.received":     {FR: "Marchandise reçue", EN: "Goods received"},
	"paper.received_on":  {FR: "Le", EN: "On"},
	"paper.received_by":  {FR: "Nom et signature", EN: "Name and signature"},
	"paper.remarks":      {FR: "Réserves", EN: "Remarks"},
	"paper.form.capital": {FR: "{form} au capital de {capital}", EN: "{form} with a capital of {capital}"},
	"paper.capital":      {FR: "capital de {capital}", EN: "capital of {capital}"},
}
