package web

import "encaisse/base/words"

// Texts are the sentences of the pages.
var Texts = words.Texts{
	"page.skip":      {FR: "Aller au contenu", EN: "Skip to content"},
	"page.demo":      {FR: "Démonstration : société, clients et montants sont inventés.", EN: "Demonstration: company, customers and amounts are made up."},
	"page.updated":   {FR: "à jour à", EN: "up to date at"},
	"page.taxed":     {FR: "montants TTC", EN: "amounts including tax"},
	"page.reference": {FR: "Référence de l’API", EN: "API reference"},
	"page.menu":      {FR: "Menu principal", EN: "Main menu"},
	"page.language":  {FR: "Langue", EN: "Language"},
	"page.none":      {FR: "n. d.", EN: "n/a"},
	"page.home":      {FR: "Encaisse, accueil", EN: "Encaisse, home"},

	"page.figures":        {FR: "Chiffres clés", EN: "Key figures"},
	"page.receivables":    {FR: "Encours clients", EN: "Receivables"},
	"page.net":            {FR: "factures ouvertes, acomptes et avoirs déduits", EN: "open invoices, less credits on account"},
	"page.overdue":        {FR: "Dont échu", EN: "Of which overdue"},
	"page.of_receivables": {FR: "de l’encours", EN: "of receivables"},
	"page.unapplied":      {FR: "Non affecté", EN: "Unapplied"},
	"page.credits":        {FR: "paiements et avoirs pas encore rapprochés, payeurs inconnus compris", EN: "payments and credit notes not matched yet, unknown payers included"},
	"page.dso":            {FR: "DSO sur 90 jours", EN: "DSO over 90 days"},
	"page.dso_how":        {FR: "encours ÷ ventes × 90", EN: "receivables ÷ sales × 90"},
	"page.count_back":     {FR: "DSO par épuisement", EN: "Count-back DSO"},
	"page.count_back_how": {FR: "jours de ventes que vaut l’encours", EN: "days of sales the receivables make"},
	"page.days":           {FR: "jours", EN: "days"},

	"page.aging":  {FR: "Balance âgée", EN: "Aging"},
	"page.age":    {FR: "Échéance", EN: "Due"},
	"page.bar":    {FR: "Taille", EN: "Size"},
	"page.amount": {FR: "Montant", EN: "Amount"},
	"page.share":  {FR: "Part", EN: "Share"},
	"page.total":  {FR: "Total", EN: "Total"},

	"page.orders": {FR: "Commandes par état", EN: "Orders by state"},
	"page.state":  {FR: "État", EN: "State"},
	"page.count":  {FR: "Nombre", EN: "Orders"},

	"page.facts":   {FR: "Derniers faits", EN: "Recent facts"},
	"page.by":      {FR: "par", EN: "by"},
	"page.machine": {FR: "par la chaîne", EN: "by the chain"},
	"page.nothing": {FR: "Rien ne s’est encore passé.", EN: "Nothing has happened yet."},
	"page.all":     {FR: "Tout ce que montre cette page se lit aussi par l’API.", EN: "All that this page shows can be read through the API too."},

	"page.welcome":   {FR: "Encaisse est en marche.", EN: "Encaisse is running."},
	"page.welcome_2": {FR: "De la commande à l’encaissement. Tout se fait par l’API, avec la clé de votre rôle, ou par la ligne de commande.", EN: "From the order to the cash. Everything is done through the API, with the key of your role, or by the command line."},
	"page.elsewhere": {FR: "Les chiffres de la démonstration ne se montrent sans clé que sur la machine qui la sert (127.0.0.1).", EN: "The demonstration’s figures are shown without a key only on the machine that serves it (127.0.0.1)."},
	"page.broken":    {FR: "Les chiffres ne sont pas lisibles pour l’instant. Réessayez dans un moment.", EN: "The figures can not be read for now. Try again in a moment."},

	"state.draft":       {FR: "Brouillon", EN: "Draft"},
	"state.credit_hold": {FR: "Bloquée, crédit", EN: "On credit hold"},
	"state.confirmed":   {FR: "Confirmée", EN: "Confirmed"},
	"state.released":    {FR: "En préparation", EN: "In the warehouse"},
	"state.closed":      {FR: "Soldée", EN: "Closed"},
	"state.cancelled":   {FR: "Annulée", EN: "Cancelled"},

	"age.not_due":   {FR: "À échoir", EN: "Not due"},
	"age.1-30":      {FR: "1 à 30 j", EN: "1–30 d"},
	"age.31-60":     {FR: "31 à 60 j", EN: "31–60 d"},
	"age.61-90":     {FR: "61 à 90 j", EN: "61–90 d"},
	"age.91-120":    {FR: "91 à 120 j", EN: "91–120 d"},
	"age.over_120":  {FR: "Plus de 120 j", EN: "Over 120 d"},
	"age.unapplied": {FR: "Non affecté", EN: "Unapplied"},

	"object.order":    {FR: "commande", EN: "order"},
	"object.shipment": {FR: "expédition", EN: "shipment"},
	"object.invoice":  {FR: "facture", EN: "invoice"},
	"object.customer": {FR: "client", EN: "customer"},

	"month.1":  {FR: "janvier", EN: "January"},
	"month.2":  {FR: "février", EN: "February"},
	"month.3":  {FR: "mars", EN: "March"},
	"month.4":  {FR: "avril", EN: "April"},
	"month.5":  {FR: "mai", EN: "May"},
	"month.6":  {FR: "juin", EN: "June"},
	"month.7":  {FR: "juillet", EN: "July"},
	"month.8":  {FR: "août", EN: "August"},
	"month.9":  {FR: "septembre", EN: "September"},
	"month.10": {FR: "octobre", EN: "October"},
	"month.11": {FR: "novembre", EN: "November"},
	"month.12": {FR: "décembre", EN: "December"},
}
