package web

import "maps"

func allActions(sets ...map[string]action) map[string]action {
	out := map[string]action{}
	for _, s := range sets {
		maps.Copy(out, s)
	}
	return out
}

// deskActions are those of items and prices, of credit and of the warehouse.
var deskActions = map[string]action{
	"item.floor":       {icon: "lock", fields: []string{"id", "floor_price"}, takes: about{"id": "item"}, back: "item"},
	"price.set":        {icon: "plus", fields: []string{"list", "sku", "price", "min_quantity", "currency", "valid_from", "valid_to", "customer", "group", "tax_included"}, takes: about{"sku": "item"}, back: "item", home: "/prices"},
	"promotion.create": {icon: "plus", fields: []string{"code", "sku", "list", "percent", "amount", "valid_from", "valid_to"}, back: "promotion", home: "/promotions"},

	"order.refuse":    {icon: "x", key: "R", fields: []string{"id", "reason"}, takes: about{"id": "order"}, back: "order"},
	"order.authorise": {icon: "check", key: "A", fields: []string{"id"}, takes: about{"id": "order"}, back: "order"},
	"group.limit":     {icon: "gauge", fields: []string{"group", "limit"}, takes: about{"group": "group"}, back: "group", home: "/credit/exposures?view=groups"},
	"credit.line":     {icon: "plus", fields: []string{"customer", "amount", "from", "to"}, takes: about{"customer": "customer"}, back: "customer"},

	"stock.receive": {icon: "box", key: "R", fields: []string{"sku", "quantity", "unit_cost", "warehouse", "expected"}, takes: about{"sku": "item", "quantity": "quantity", "unit_cost": "unit_cost", "warehouse": "warehouse", "expected": "expected"}, back: "item", home: "/stock"},
	"stock.minimum": {icon: "flag", fields: []string{"sku", "minimum", "warehouse"}, takes: about{"sku": "item"}, back: "item"},
	"stock.bin":     {icon: "flag", fields: []string{"sku", "bin", "warehouse"}, takes: about{"sku": "item"}, back: "item"},
	"stock.adjust":  {icon: "pen", fields: []string{"sku", "quantity", "reason", "warehouse", "unit_cost", "blocked"}, takes: about{"sku": "item"}, back: "item"},
	"stock.block":   {icon: "lock", fields: []string{"sku", "quantity", "reason", "warehouse"}, takes: about{"sku": "item"}, back: "item"},
	"stock.unblock": {icon: "undo", fields: []string{"sku", "quantity", "warehouse"}, takes: about{"sku": "item"}, back: "item"},

	"expected.announce": {icon: "plus", fields: []string{"sku", "quantity", "expected_on", "unit_cost", "warehouse", "reference"}, takes: about{"sku": "item", "quantity": "quantity", "expected_on": "on", "warehouse": "warehouse"}, back: "expected", home: "/expected"},
	"expected.change":   {icon: "pen", fields: []string{"id", "expected_on", "quantity", "unit_cost", "reference"}, takes: about{"id": "expected", "expected_on": "on", "quantity": "announced", "unit_cost": "unit_cost", "reference": "reference"}, back: "expected", home: "/expected"},
	"expected.cancel":   {icon: "x", fields: []string{"id"}, takes: about{"id": "expected"}, back: "expected", home: "/expected"},

	"shipping.pack":    {icon: "box", key: "E", fields: []string{"id"}, takes: about{"id": "shipment"}, back: "shipment"},
	"shipping.ship":    {icon: "truck", key: "X", fields: []string{"id"}, takes: about{"id": "shipment"}, back: "shipment"},
	"shipping.deliver": {icon: "done", key: "L", fields: []string{"id", "on", "name", "note"}, takes: about{"id": "shipment"}, back: "shipment"},
	"shipping.return":  {icon: "undo", fields: []string{"id", "reason"}, takes: about{"id": "shipment"}, back: "shipment"},
	"rma.request":      {icon: "undo", fields: []string{"shipment", "reason"}, takes: about{"shipment": "shipment"}, back: "shipment"},

	"rma.authorise": {icon: "check", key: "A", fields: []string{"id", "reason"}, takes: about{"id": "return"}, back: "return"},
	"rma.refuse":    {icon: "x", fields: []string{"id", "reason"}, takes: about{"id": "return"}, back: "return"},
	"rma.accept":    {icon: "check", key: "A", fields: []string{"id"}, takes: about{"id": "return"}, back: "return"},
	"rma.replace":   {icon: "refresh", fields: []string{"id"}, takes: about{"id": "return"}, back: "return"},
	"rma.reject":    {icon: "x", fields: []string{"id", "reason"}, takes: about{"id": "return"}, back: "return"},
	"rma.close":     {icon: "done", key: "C", fields: []string{"id"}, takes: about{"id": "return"}, back: "return"},

	"count.start":  {icon: "plus", fields: []string{"warehouse", "skus"}, back: "count", home: "/counts"},
	"count.post":   {icon: "check", key: "P", fields: []string{"id"}, takes: about{"id": "count"}, back: "count"},
	"count.cancel": {icon: "x", fields: []string{"id"}, takes: about{"id": "count"}, back: "count"},
}
