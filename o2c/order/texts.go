package order

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"order.unknown":        {FR: "Aucune commande « {order} ».", EN: "There is no order “{order}”."},
	"order.invalid":        {FR: "La commande n'est pas correcte : voyez chaque champ.", EN: "The order is not right: see each field."},
	"order.no_lines":       {FR: "La commande doit avoir au moins une ligne.", EN: "The order needs at least one line."},
	"order.sku_missing":    {FR: "La référence de l'article est obligatoire.", EN: "The item's SKU is required."},
	"order.quantity":       {FR: "La quantité doit être positive (reçu : {quantity}).", EN: "The quantity must be positive (got {quantity})."},
	"order.price_negative": {FR: "Le prix ne peut pas être négatif.", EN: "The price can not be negative."},
	"order.currency":       {FR: "La commande est en {currency}, la société tient ses comptes en {home} : commandez en {home}.", EN: "The order is in {currency}, the company keeps its books in {home}: order in {home}."},
	"order.po_missing":     {FR: "Le client {customer} exige son numéro de commande : demandez-le-lui.", EN: "Customer {customer} requires his purchase order number: ask him for it."},
	"order.duplicate":      {FR: "La commande {other} de ce client porte déjà le numéro {po} : annulez l'une des deux ou changez le numéro.", EN: "Order {other} of this customer already has the number {po}: cancel one of them or change the number."},
	"order.no_price":       {FR: "Aucun prix pour {sku} en {currency} : donnez un prix ou complétez le tarif.", EN: "There is no price for {sku} in {currency}: give a price or complete the price list."},
	"order.state":          {FR: "La commande {number} est à l'état « {state} » : cette opération ({event}) n'y est pas possible.", EN: "Order {number} is in state “{state}”: {event} is not possible there."},
	"order.four_eyes":      {FR: "La commande {number} doit être libérée par une autre personne que celle qui l'a saisie.", EN: "Order {number} must be released by somebody other than the person who entered it."},
	"order.incomplete":     {FR: "La commande {number} n'est pas terminée (expédition : {shipping}, facturation : {billing}).", EN: "Order {number} is not complete (shipping: {shipping}, billing: {billing})."},
	"order.picked":         {FR: "Des articles de la commande {number} sont déjà prélevés : reposez-les d'abord.", EN: "Items of order {number} are already picked: put them back first."},
	"order.nothing_left":   {FR: "La commande {number} n'a plus rien à livrer : il n'y a rien à rappeler. Facturez ce qui est livré, puis soldez-la.", EN: "Order {number} has nothing left to ship: there is nothing to recall. Invoice what was shipped, then close it."},
	"order.amend_left":     {FR: "Il ne resterait rien à livrer de la commande {number}, qui est rappelée de l'entrepôt : annulez plutôt son reste.", EN: "Nothing would be left to ship of order {number}, which was recalled from the warehouse: cancel its remainder instead."},
	"order.started":        {FR: "Une partie de la commande {number} est expédiée : annulez seulement le reste.", EN: "Part of order {number} is shipped: cancel only the remainder."},
	"order.not_left":       {FR: "{sku} : il ne reste que {left} à livrer, {wanted} expédié. Modifiez la commande ou annulez l'expédition.", EN: "{sku}: only {left} is left to deliver, {wanted} shipped. Amend the order or cancel the shipment."},
	"order.not_reserved":   {FR: "{sku} : {reserved} réservé seulement.", EN: "{sku}: only {reserved} reserved."},
	"order.line":           {FR: "La ligne {line} n'existe pas.", EN: "There is no line {line}."},
	"order.line_invoiced":  {FR: "La ligne {line} est déjà facturée en partie : ajoutez une ligne.", EN: "Line {line} is already partly invoiced: add a line."},
	"order.below_picked":   {FR: "La quantité {quantity} est trop petite : {least} déjà prélevé, expédié ou annulé.", EN: "The quantity {quantity} is too small: {least} already picked, shipped or cancelled."},
	"order.credit_picked":  {FR: "La commande {number} est en préparation et le crédit refuse l'augmentation ({failed}).", EN: "Order {number} is being picked and credit refuses the increase ({failed})."},

	"order.captured":            {FR: "Commande saisie", EN: "Order captured"},
	"order.confirmed":           {FR: "Commande confirmée", EN: "Order confirmed"},
	"order.held":                {FR: "Commande bloquée par le crédit", EN: "Order held by credit"},
	"order.held_by_person":      {FR: "Commande bloquée par une personne", EN: "Order held by a person"},
	"order.released_by_person":  {FR: "Commande débloquée par une personne", EN: "Order released by a person"},
	"order.released":            {FR: "Commande lancée en préparation", EN: "Order released to the warehouse"},
	"order.recalled":            {FR: "Commande rappelée de l'entrepôt", EN: "Order recalled from the warehouse"},
	"order.amended":             {FR: "Commande modifiée", EN: "Order amended"},
	"order.allocated":           {FR: "Stock attribué à la commande", EN: "Stock allocated to the order"},
	"order.cancelled":           {FR: "Commande annulée", EN: "Order cancelled"},
	"order.remainder_cancelled": {FR: "Reste de la commande annulé", EN: "Remainder of the order cancelled"},
	"order.closed":              {FR: "Commande soldée", EN: "Order closed"},
	"order.taken_over":          {FR: "Commande reprise", EN: "Order taken over"},

	"unique.sales_order_number": {FR: "Une commande porte déjà ce numéro.", EN: "An order already has this number."},
}
