package catalog

import (
	"encaisse/base/db"
	"encaisse/base/money"
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

// ToFloor is the least an item is sold for.
type ToFloor struct {
	ID    string       `path:"id" json:"-" doc:"id or SKU"`
	Floor *money.Price `json:"floor_price,omitempty" doc:"before tax, in the item's currency; left out: no floor"`
}

// SetFloor sets or takes away the floor price of an item: below it a line needs
// the authority of a person who has it.
func SetFloor(w *db.Write, in ToFloor) (View, error) {
	i, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	if i, err = db.Lock[Item](w, qLock, i.ID); err != nil {
		return View{}, err
	}
	old := i
	if i.Floored, i.Floor = in.Floor != nil, 0; i.Floored {
		i.Floor = *in.Floor
	}
	if i.Floor < 0 {
		return View{}, refuse.New(refuse.Invalid, "catalog.invalid").At("/floor_price", "catalog.price_negative")
	}
	if i != old {
		update(w, i)
		i.Version++
		w.Emit("catalog.floored", floored{in.Floor, i.Currency}, db.Obj("item", i.ID))
	}
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
	if old, err = db.Lock[Item](w, qLock, old.ID); err != nil { // not that of a cache
		return View{}, err
	}
	if in.Seen != 0 && in.Seen != old.Version {
		return View{}, refuse.New(refuse.Precondition, "catalog.changed_since", "sku", old.SKU)
	}
	i.ID, i.Version, i.Floored, i.Floor = old.ID, old.Version, old.Floored, old.Floor
	if i == old {
		return view(old), nil
	}
	if i.Kind != old.Kind {
		return View{}, refuse.New(refuse.Conflict, "catalog.kind_fixed", "sku", i.SKU)
	}
	update(w, i)
	i.Version++
	w.Emit("catalog.changed", priced{i.Price, i.Currency}, db.Obj("item", i.ID))
	return view(i), w.Err()
}
