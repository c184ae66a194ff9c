package verify

import "encaisse/base/words"

var said = words.NewCatalog(Texts)

// Texts are the sentences of this package: what each check promises.
var Texts = words.Texts{
	"verify.broken":  {FR: "{count} contrôle(s) ont trouvé une rupture : {checks}.", EN: "{count} check(s) found a breach: {checks}."},
	"verify.breach":  {FR: "RUPTURE", EN: "BREACH"},
	"verify.warning": {FR: "à voir", EN: "to look at"},
	"verify.head":    {FR: "tête de la chaîne :", EN: "head of the chain:"},

	"verify.check.ledger.balanced":          {FR: "chaque fait est une écriture équilibrée, donc chaque journal, chaque jour et tout le grand livre", EN: "each fact is one balanced entry, so is each journal, each day and the whole ledger"},
	"verify.check.ledger.facts":             {FR: "chaque écriture a son fait, du même jour et de la même société", EN: "each entry has its fact, of the same day and company"},
	"verify.check.ledger.numbered":          {FR: "les écritures validées sont numérotées 1..N par journal et exercice, dans l’ordre", EN: "validated entries are numbered 1..N by journal and year, in order"},
	"verify.check.closing.figures":          {FR: "les chiffres d’une période clôturée se réimpriment à l’identique : rien n’y est écrit après", EN: "the figures of a closed period print the same: nothing is posted into it later"},
	"verify.check.closing.states":           {FR: "les périodes ont suivi leurs états, rouvertes à deux, et les livres sont ouverts d’où les faits le disent", EN: "periods followed their states, reopened by two, and the books are open from where the facts say"},
	"verify.check.receivable.equals_ledger": {FR: "le compte client est la somme des postes ouverts, par client et devise, à toute date", EN: "the receivable account is the sum of the open items, by customer and currency, as of any day"},
	"verify.check.receivable.applied":       {FR: "ce qui reste ouvert est le total moins les affectations, dans les bornes, à toute date", EN: "what is open is the total less what is applied, within bounds, as of any day"},
	"verify.check.receivable.kept":          {FR: "les soldes tenus sont ceux des postes ouverts", EN: "the kept balances are those of the open items"},
	"verify.check.receivable.late":          {FR: "chaque seuil de retard franchi a son fait, une seule fois", EN: "each threshold of lateness has its fact, once"},
	"verify.check.credit.kept":              {FR: "les soldes tenus des commandes et expéditions sont leurs sommes", EN: "the kept balances of orders and shipments are their sums"},
	"verify.check.credit.decided":           {FR: "chaque commande confirmée a une réponse de crédit licite", EN: "each confirmed order has a lawful answer of credit"},
	"verify.check.credit.grouped":           {FR: "chaque client est dans le groupe où ses faits l’ont mené", EN: "each customer is of the group where his facts led"},
	"verify.check.credit.four_eyes":         {FR: "nul ne libère une commande qu’il a saisie", EN: "nobody releases an order he entered"},
	"verify.check.invoice.total":            {FR: "total = lignes + taxes, les taxes sont celles des lignes", EN: "total = lines + taxes, the taxes are those of the lines"},
	"verify.check.invoice.credited":         {FR: "les avoirs tiennent dans leur facture, par ligne, par taux et en tout", EN: "credit notes stay within their invoice, by line, by rate and in all"},
	"verify.check.invoice.hash":             {FR: "chaque pièce émise est celle dont l’empreinte a été prise", EN: "each issued document is the one that was hashed"},
	"verify.check.invoice.booked":           {FR: "l’écriture et le poste ouvert sont ceux de la pièce", EN: "the entry and the open item are those of the document"},
	"verify.check.invoice.told":             {FR: "commandes et expéditions savent ce qui est facturé", EN: "orders and shipments know what is invoiced"},
	"verify.check.invoice.entity":           {FR: "une pièce et sa commande sont de la même société", EN: "a document and its order are of one company"},
	"verify.check.payment.booked":           {FR: "chaque paiement a son fait, son écriture et son poste", EN: "each payment has its fact, its entry and its item"},
	"verify.check.payment.facts":            {FR: "chaque affectation, retour ou identification a son fait", EN: "each application, return or identification has its fact"},
	"verify.check.series.gapless":           {FR: "les numéros sont 1..N, sans trou, à des dates qui ne reculent pas", EN: "numbers are 1..N, without a gap, on days that never go back"},
	"verify.check.series.numbers":           {FR: "chaque numéro est celui de sa série, de son année et de sa société", EN: "each number is that of its series, year and company"},
	"verify.check.order.states":             {FR: "chaque commande a suivi le tableau des états, un fait par changement", EN: "each order followed the table of states, a fact a change"},
	"verify.check.order.lines":              {FR: "commandé = réservé + reliquat + expédié + annulé", EN: "ordered = reserved + backordered + shipped + cancelled"},
	"verify.check.order.total":              {FR: "le total d’une commande est celui de ses lignes", EN: "the total of an order is that of its lines"},
	"verify.check.order.trail":              {FR: "le net d’une ligne est celui de ses étapes de prix", EN: "the net of a line is that of the steps of its price"},
	"verify.check.order.remainder":          {FR: "le reste compté dans l’encours est celui des lignes", EN: "the remainder that counts in exposure is that of the lines"},
	"verify.check.shipment.states":          {FR: "chaque expédition a suivi le tableau des états", EN: "each shipment followed the table of states"},
	"verify.check.shipment.told":            {FR: "commandes et stock savent ce qui est parti", EN: "orders and stock know what left"},
	"verify.check.shipment.entity":          {FR: "expédition, commande et entrepôt sont de la même société", EN: "shipment, order and warehouse are of one company"},
	"verify.check.stock.levels":             {FR: "en stock = réservé + disponible + bloqué, la somme des mouvements", EN: "on hand = reserved + available + blocked, the sum of the movements"},
	"verify.check.stock.booked":             {FR: "le stock du grand livre est la valeur du stock", EN: "inventory in the ledger is the value of stock"},
	"verify.check.stock.facts":              {FR: "chaque mouvement de stock a son fait", EN: "each stock movement has its fact"},
	"verify.check.masters.facts":            {FR: "chaque fiche (client, article, entrepôt, société) a le fait de sa création et un par modification", EN: "each master record (customer, item, warehouse, company) has the fact of its making and one a change"},
	"verify.check.seal.chain":               {FR: "la chaîne des faits tient, du premier au dernier", EN: "the chain of facts holds, from the first to the last"},
	"verify.check.seal.current":             {FR: "chaque fait de plus d’une minute est scellé", EN: "each fact older than a minute is sealed"},
	"verify.check.seal.late":                {FR: "faits scellés longtemps après leur identifiant : horloge reculée, ou faits ajoutés", EN: "facts sealed long after their id: a clock set back, or facts written in"},
	"verify.check.seal.heads":               {FR: "la chaîne est encore celle des têtes exportées", EN: "the chain still is that of the exported heads"},
	"verify.check.flow.stuck":               {FR: "étapes qui ne se font pas d’elles-mêmes", EN: "steps that do not go on by themselves"},
}
