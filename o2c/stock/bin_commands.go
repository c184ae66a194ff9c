package stock

import (
	"encaisse/base/db"
)

// NewBin is where an item stands in a warehouse.
type NewBin struct {
	Warehouse string `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string `json:"sku"`
	Bin       string `json:"bin,omitempty" maxLength:"20" doc:"aisle, rack and level as the house names them: A-03-2; empty: no place of its own"`
}

// BinView is a bin as doors show it.
type BinView struct {
	SKU       string `json:"sku"`
	Warehouse string `json:"warehouse"`
	Bin       string `json:"bin"`
}

// SetBin says where an item stands in a warehouse: who picks is led there, from
// bin to bin in their order.
func SetBin(w *db.Write, in NewBin) (BinView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return BinView{}, err
	}
	if in.Bin, err = BinName(in.Bin); err != nil {
		return BinView{}, err
	}
	if _, err := lockOne(w, i.ID, h.ID); err != nil {
		return BinView{}, err
	}
	old, err := db.One[string](w.Read, qBin, i.ID, h.ID)
	if err != nil && err != db.ErrNone {
		return BinView{}, err
	}
	if in.Bin != old {
		if in.Bin == "" {
			w.Exec1(qNoBin, i.ID, h.ID)
		} else {
			w.Exec(qPutBin, i.ID, h.ID, in.Bin)
		}
		w.Emit("stock.bin_set", binSet{in.Bin}, place{i.ID, h.ID}.objects()...)
	}
	return BinView{i.SKU, h.Code, in.Bin}, w.Err()
}
