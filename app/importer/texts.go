package importer

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"import.row":            {FR: "Ligne {row}, {column}", EN: "Row {row}, {column}"},
	"import.kind":           {FR: "« {kind} » ne s’importe pas : {known}.", EN: "“{kind}” can not be imported: {known}."},
	"import.entity":         {FR: "Dites pour quelle société importer.", EN: "Say for which company to import."},
	"import.long":           {FR: "Ligne {row}, {column} : plus de {max} caractères.", EN: "Row {row}, {column}: more than {max} characters."},
	"import.future":         {FR: "Ligne {row}, {column} : le {day} n’est pas encore passé.", EN: "Row {row}, {column}: {day} is in the future."},
	"import.twice":          {FR: "Ligne {row}, {column} : « {value} » est déjà à la ligne {other}, avec d’autres données : gardez une seule des deux.", EN: "Row {row}, {column}: “{value}” is in row {other} already, with other data: keep one of them."},
	"import.currency":       {FR: "Ligne {row}, {column} : {currency} ; la société tient ses comptes en {home}, et aucun cours n’est connu au {day} : importez d’abord les cours (import rates).", EN: "Row {row}, {column}: {currency}; the company keeps its books in {home}, and no rate is known on {day}: import the rates first (import rates)."},
	"import.yes":            {FR: "Ligne {row}, {column} : « {text} » n’est ni oui ni non.", EN: "Row {row}, {column}: “{text}” is neither yes nor no."},
	"import.status":         {FR: "Ligne {row}, {column} : « {status} » n’est pas un statut (new, shipped, cancelled, on_hold).", EN: "Row {row}, {column}: “{status}” is no status (new, shipped, cancelled, on_hold)."},
	"import.shipped_before": {FR: "Ligne {row}, {column} : expédiée le {day}, avant d’être commandée le {ordered}.", EN: "Row {row}, {column}: shipped on {day}, before it was ordered on {ordered}."},
	"import.shipped_status": {FR: "Ligne {row}, {column} : une date d’expédition sur une commande au statut « {status} ».", EN: "Row {row}, {column}: a shipping date on an order with the status “{status}”."},
	"import.header_differs": {FR: "Ligne {row}, {column} : la commande {order} porte « {value} » ici et « {was} » à la ligne {other}.", EN: "Row {row}, {column}: order {order} says “{value}” here and “{was}” in row {other}."},
	"import.order_known":    {FR: "Ligne {row}, {column} : la commande {order} existe déjà avec d’autres données.", EN: "Row {row}, {column}: order {order} exists already with other data."},
}
