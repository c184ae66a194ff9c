package stock

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"stock.no_warehouse":       {FR: "La société n'a pas d'entrepôt : créez-en un.", EN: "The company has no warehouse: create one."},
	"stock.warehouse":          {FR: "Aucun entrepôt « {warehouse} » dans cette société.", EN: "There is no warehouse “{warehouse}” in this company."},
	"stock.warehouse_code":     {FR: "Le code de l'entrepôt est obligatoire.", EN: "The warehouse code is required."},
	"stock.quantity":           {FR: "La quantité doit être positive (reçu : {quantity}).", EN: "The quantity must be positive (got {quantity})."},
	"stock.cost":               {FR: "Le coût unitaire ne peut pas être négatif.", EN: "The unit cost can not be negative."},
	"stock.not_blocked":        {FR: "{sku} : {blocked} bloqué, {quantity} demandé.", EN: "{sku}: {blocked} blocked, {quantity} asked for."},
	"stock.service":            {FR: "{sku} est un service : il n'a pas de stock.", EN: "{sku} is a service: it has no stock."},
	"stock.short":              {FR: "Stock insuffisant pour {sku} : {available} disponible, {wanted} demandé. Réduisez la quantité ou acceptez un reliquat.", EN: "Not enough stock of {sku}: {available} available, {wanted} asked for. Lower the quantity or accept a backorder."},
	"stock.received":           {FR: "Marchandise reçue", EN: "Goods received"},
	"stock.missing":            {FR: "Article introuvable en rayon, bloqué jusqu'au comptage", EN: "Item not on its shelf, blocked until counted"},
	"stock.freed":              {FR: "Réservation libérée", EN: "Reservation released"},
	"stock.warehouse_added":    {FR: "Entrepôt créé", EN: "Warehouse added"},
	"unique.warehouse_code":    {FR: "Un entrepôt porte déjà ce code.", EN: "A warehouse already has this code."},
	"check.stock_not_oversold": {FR: "Le stock ne suffit pas : rien n'a été enregistré.", EN: "There is not enough stock: nothing was recorded."},
}
