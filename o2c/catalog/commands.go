package catalog

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// Create adds an item.
func Create(w *db.Write, in New) (View, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	i, err := in.item(e.Currency)
	if err != nil {
		return View{}, err
	}
	i.ID, i.Version = w.NewID(), 1
	insert(w, i)
	w.Emit("catalog.created", priced{i.Price, i.Currency}, db.Obj("item", i.ID))
	return view(i), w.Err()
}

// Put creates the item or changes the one of that SKU; what an item is (goods
// or service) does not change, documents rest on it.
func Put(w *db.Write, in New) (View, error) {
	old, err := Find(w.Read, in.SKU)
	if refuse.Code(err) == "catalog.unknown" {
		return Create(w, in)
	}
	if err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	i, err := in.item(e.Currency)
	if err != nil {
		return View{}, err
	}
	i.ID, i.Version = old.ID, old.Version
	if i == old {
		return view(old), nil
	}
	if i.Kind != old.Kind {
		return View{}, refuse.New(refuse.Conflict, "catalog.kind_fixed", "sku", i.SKU)
	}
	update(w, i)
	w.Emit("catalog.changed", priced{i.Price, i.Currency}, db.Obj("item", i.ID))
	return view(i), w.Err()
}
