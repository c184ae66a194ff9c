package catalog

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"catalog.unknown":         {FR: "Aucun article « {sku} » : vérifiez la référence ou créez l'article.", EN: "There is no item “{sku}”: check the reference or create the item."},
	"catalog.invalid":         {FR: "L'article n'est pas complet.", EN: "The item is not complete."},
	"catalog.sku_missing":     {FR: "La référence est obligatoire.", EN: "The SKU is required."},
	"catalog.name_missing":    {FR: "La désignation est obligatoire.", EN: "The name is required."},
	"catalog.kind":            {FR: "« {kind} » n'est ni goods (bien) ni service.", EN: "“{kind}” is neither goods nor service."},
	"catalog.kind_fixed":      {FR: "L'article {sku} ne peut pas passer de bien à service : créez une autre référence.", EN: "Item {sku} can not turn from goods into a service: create another SKU."},
	"catalog.tax_class":       {FR: "La classe de taxe « {class} » n'existe pas (standard, intermediate, reduced, super_reduced, exempt, zero).", EN: "There is no tax class “{class}” (standard, intermediate, reduced, super_reduced, exempt, zero)."},
	"catalog.price_negative":  {FR: "Le prix ne peut pas être négatif.", EN: "The price can not be negative."},
	"catalog.weight_negative": {FR: "Le poids ne peut pas être négatif.", EN: "The weight can not be negative."},
	"catalog.created":         {FR: "Article créé", EN: "Item created"},
	"catalog.changed":         {FR: "Article modifié", EN: "Item changed"},
	"unique.item_sku":         {FR: "Un article porte déjà cette référence.", EN: "An item already has this SKU."},
}
