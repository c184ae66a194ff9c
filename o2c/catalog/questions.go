package catalog

import (
	"encaisse/base/db"
	"encaisse/base/money"
)

// View is an item as doors show it.
type View struct {
	ID       string         `json:"id"`
	SKU      string         `json:"sku"`
	Name     string         `json:"name"`
	Kind     string         `json:"kind"`
	Unit     string         `json:"unit"`
	Price    *money.Price   `json:"price"`
	Currency money.Currency `json:"currency"`
	TaxClass string         `json:"tax_class"`
	Weight   money.Quantity `json:"weight_kg"`
	Length   money.Quantity `json:"length_cm"`
	Width    money.Quantity `json:"width_cm"`
	Height   money.Quantity `json:"height_cm"`
	Floor    *money.Price   `json:"floor_price" doc:"below it a line needs authority"`
	GTIN     string         `json:"gtin" doc:"number of the bar code; empty: none"`
	Version  int64          `json:"version" doc:"given back to item.put as seen, a change of somebody else is not overwritten"`
}

func view(i Item) View {
	v := View{i.ID.Text(Prefix), i.SKU, i.Name, i.Kind, i.Unit, nil, i.Currency, i.TaxClass, i.Weight, i.Length, i.Width, i.Height, nil, i.GTIN, i.Version}
	if i.Priced {
		v.Price = &i.Price
	}
	if i.Floored {
		v.Floor = &i.Floor
	}
	return v
}

// BySKU asks for one item.
type BySKU struct {
	ID string `path:"id" json:"-" doc:"id or SKU"`
}

// Show returns one item.
func Show(r *db.Read, in BySKU) (View, error) {
	i, err := Find(r, in.ID)
	return view(i), err
}

// List pages through the items.
func List(r *db.Read, in db.Paging) (db.Page[View], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[View]{}, err
	}
	rows, err := db.All[Item](r, qList, after, in.Rows()+1)
	page := db.Paged(in, rows, func(i Item) db.ID { return i.ID })
	out := db.Page[View]{Items: []View{}, Next: page.Next}
	for _, i := range page.Items {
		out.Items = append(out.Items, view(i))
	}
	return out, err
}
