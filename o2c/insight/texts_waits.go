package insight

import "encaisse/base/words"

// WaitTexts name the stages an order comes through, who is to act in them, and
// the ages of money not applied.
var WaitTexts = words.Texts{
	"insight.stage":        {FR: "Aucune étape « {stage} » : la liste est donnée par insight.waits.", EN: "There is no stage “{stage}”: insight.waits lists them."},
	"insight.period_after": {FR: "La période finit le {to}, après le {as_of}, date de la question.", EN: "The period ends on {to}, after {as_of}, the day the question is about."},

	"wait.exceptions":  {FR: "Anomalies à corriger", EN: "Exceptions to repair"},
	"wait.draft":       {FR: "Brouillon à confirmer", EN: "Draft to confirm"},
	"wait.approval":    {FR: "Accord d'une seconde personne", EN: "Approval by a second person"},
	"wait.credit_hold": {FR: "Blocage crédit", EN: "Credit hold"},
	"wait.manual_hold": {FR: "Blocage manuel", EN: "Manual hold"},
	"wait.stock":       {FR: "Attente de stock", EN: "Waiting for stock"},
	"wait.to_plan":     {FR: "À planifier", EN: "To plan"},
	"wait.to_pick":     {FR: "À prélever", EN: "To pick"},
	"wait.to_pack":     {FR: "À emballer", EN: "To pack"},
	"wait.to_ship":     {FR: "À expédier", EN: "To ship"},
	"wait.on_way":      {FR: "En cours d'acheminement", EN: "On its way"},
	"wait.to_invoice":  {FR: "À facturer", EN: "To invoice"},
	"wait.not_due":     {FR: "Non échu", EN: "Not due yet"},
	"wait.overdue":     {FR: "Échu", EN: "Overdue"},
	"wait.disputed":    {FR: "En litige", EN: "Disputed"},
	"wait.unapplied":   {FR: "Encaissé, non affecté", EN: "Received, not applied"},

	"wait.owner.sales":          {FR: "Ventes", EN: "Sales"},
	"wait.owner.credit":         {FR: "Crédit", EN: "Credit"},
	"wait.owner.credit_manager": {FR: "Responsable crédit", EN: "Credit manager"},
	"wait.owner.warehouse":      {FR: "Entrepôt, achats", EN: "Warehouse, purchasing"},
	"wait.owner.carrier":        {FR: "Transporteur", EN: "Carrier"},
	"wait.owner.billing":        {FR: "Facturation", EN: "Billing"},
	"wait.owner.customer":       {FR: "Client, selon ses conditions", EN: "Customer, by his terms"},
	"wait.owner.collections":    {FR: "Recouvrement", EN: "Collections"},
	"wait.owner.cash":           {FR: "Encaissements", EN: "Cash application"},
	"wait.owner.finance":        {FR: "Direction financière", EN: "Finance"},
	"wait.owner.admin":          {FR: "Administration", EN: "Administration"},

	"wait.column.documents":   {FR: "Documents", EN: "Documents"},
	"wait.column.owner":       {FR: "À qui d'agir", EN: "Whose task"},
	"wait.column.days":        {FR: "Jours", EN: "Days"},
	"wait.column.median":      {FR: "Jours par document, médiane", EN: "Days a document, median"},
	"wait.column.p90":         {FR: "Jours par document, 9 sur 10", EN: "Days a document, 9 of 10"},
	"wait.column.amount_days": {FR: "Montant × jours", EN: "Amount × days"},
	"wait.column.waiting":     {FR: "En attente", EN: "Still waiting"},
	"wait.column.amount":      {FR: "Montant en attente", EN: "Amount still waiting"},
	"wait.column.since":       {FR: "Depuis le", EN: "Since"},

	"unapplied.bucket.today":    {FR: "Du jour", EN: "Of the day"},
	"unapplied.bucket.1-30":     {FR: "1 à 30 jours", EN: "1 to 30 days"},
	"unapplied.bucket.31-60":    {FR: "31 à 60 jours", EN: "31 to 60 days"},
	"unapplied.bucket.61-90":    {FR: "61 à 90 jours", EN: "61 to 90 days"},
	"unapplied.bucket.91-120":   {FR: "91 à 120 jours", EN: "91 to 120 days"},
	"unapplied.bucket.over_120": {FR: "Plus de 120 jours", EN: "Over 120 days"},
}
