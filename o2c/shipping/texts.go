package shipping

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"shipping.insolvent":      {FR: "Livraisons arrêtées pour le client {customer} : une procédure collective est ouverte.", EN: "Deliveries to customer {customer} are stopped: insolvency proceedings are open."},
	"shipping.progress":       {FR: "L'avancement se dit de 0 à 100 %, en tout : {percent} n'en est pas un.", EN: "Progress is said from 0 to 100 %, in all: {percent} is not one."},
	"shipping.no_progress":    {FR: "Les travaux de la commande {number} sont déjà à {percent} : rien de plus à facturer.", EN: "The works of order {number} are at {percent} already: nothing more is to be invoiced."},
	"shipping.no_milestones":  {FR: "La commande {number} ne se facture pas à l'avancement (elle se facture : {policy}).", EN: "Order {number} is not billed by its progress (its policy is {policy})."},
	"shipping.unknown":        {FR: "Aucune expédition « {shipment} ».", EN: "There is no shipment “{shipment}”."},
	"shipping.state":          {FR: "L’expédition {number} est {state} : ce que vous demandez n’y est pas possible.", EN: "Shipment {number} is {state}: what you ask for is not possible."},
	"shipping.is.to_pick":     {FR: "à préparer", EN: "to be picked"},
	"shipping.is.picking":     {FR: "préparée", EN: "picked"},
	"shipping.is.packed":      {FR: "emballée", EN: "packed"},
	"shipping.is.shipped":     {FR: "partie", EN: "shipped"},
	"shipping.is.delivered":   {FR: "livrée", EN: "delivered"},
	"shipping.is.returned":    {FR: "rapportée", EN: "brought back"},
	"shipping.is.cancelled":   {FR: "annulée", EN: "cancelled"},
	"shipping.line":           {FR: "La ligne {line} n'existe pas.", EN: "There is no line {line}."},
	"shipping.pick":           {FR: "Ligne {line} : {quantity} prélevé, {planned} prévu.", EN: "Line {line}: {quantity} picked, {planned} planned."},
	"shipping.pick_line":      {FR: "Dites ce qui a été prélevé de chaque ligne : la ligne {line} manque (0 si rien).", EN: "Say what was picked of every line: line {line} is missing (0 for nothing)."},
	"shipping.stopped":        {FR: "Livraisons arrêtées pour le client {customer} : {late} trop en retard. Encaissez d'abord.", EN: "Deliveries to customer {customer} are stopped: {late} is too late. Collect first."},
	"shipping.credit":         {FR: "Le crédit ne laisse plus partir la commande {number} ({failed}) : faites-la débloquer.", EN: "Credit no longer lets order {number} go ({failed}): have it released."},
	"shipping.warehouse":      {FR: "La commande {number} est réservée dans un autre entrepôt que {warehouse}.", EN: "Order {number} is reserved in another warehouse than {warehouse}."},
	"shipping.not_reserved":   {FR: "{sku} : {reserved} à expédier, {wanted} demandé.", EN: "{sku}: {reserved} to ship, {wanted} asked for."},
	"shipping.not_whole":      {FR: "La commande {number} part en une fois : il manque encore {missing} de {sku}.", EN: "Order {number} ships whole: {missing} of {sku} is still missing."},
	"shipping.nothing":        {FR: "Rien à expédier pour la commande {number} : rien de réservé, ou tout est déjà prévu.", EN: "There is nothing to ship for order {number}: nothing is reserved, or all of it is planned."},
	"shipping.not_taken_over": {FR: "La commande {number} n'est pas une commande reprise : préparez son expédition.", EN: "Order {number} was not taken over: plan a shipment of it."},
	"shipping.empty":          {FR: "Rien n'a été prélevé pour l'expédition {number} : annulez-la.", EN: "Nothing was picked for shipment {number}: cancel it."},

	"shipping.several_warehouses": {FR: "La commande {number} est réservée dans plusieurs entrepôts ({warehouses}) : dites de lequel l'expédier.", EN: "Order {number} is reserved in several warehouses ({warehouses}): say which one to ship from."},
	"shipping.planned_line":       {FR: "{sku} : {left} à annuler seulement, {wanted} demandé. Le reste est prélevé ou prévu en expédition.", EN: "{sku}: only {left} may be cancelled, {wanted} asked for. The rest is picked or planned in a shipment."},
	"shipping.delivered_on":       {FR: "La livraison du {on} ne peut pas précéder l'expédition ({shipped}) ni être à venir.", EN: "The delivery on {on} can not come before the shipment ({shipped}) nor be in the future."},
	"shipping.proof_file":         {FR: "L'empreinte du fichier est un SHA-256 : 64 chiffres hexadécimaux.", EN: "The file's hash is a SHA-256: 64 hexadecimal digits."},
	"shipping.returned":           {FR: "Marchandise rapportée par le transporteur", EN: "Goods brought back by the carrier"},

	"shipping.planned":   {FR: "Expédition prévue", EN: "Shipment planned"},
	"shipping.picked":    {FR: "Articles prélevés", EN: "Items picked"},
	"shipping.short":     {FR: "Manquant au prélèvement", EN: "Short pick"},
	"shipping.packed":    {FR: "Colis fermé", EN: "Packed"},
	"shipping.shipped":   {FR: "Marchandise expédiée", EN: "Goods shipped"},
	"shipping.delivered": {FR: "Marchandise livrée", EN: "Goods delivered"},
	"shipping.cancelled": {FR: "Expédition annulée", EN: "Shipment cancelled"},
}
