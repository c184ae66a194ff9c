package party

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

const addressColumns = `id, customer, code, country, region, name, street, postcode, city, version`

var (
	qAddress     = db.Q("party.address.find", `select `+addressColumns+` from customer_address where customer = $1 and code = $2`)
	qAddressByID = db.Q("party.address.by_id", `select `+addressColumns+` from customer_address where id = $1`)
	qAddresses   = db.Q("party.addresses", `select `+addressColumns+` from customer_address where customer = $1 order by code`)
	qNewAddress  = db.Q("party.address.insert", `insert into customer_address (`+addressColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)`)
	qSaveAddress = db.Q("party.address.update", `update customer_address set country=$2, region=$3, name=$4, street=$5, postcode=$6, city=$7, version=version+1
		where id=$1 and version=$8`)
)

var places = db.NewCache[db.ID, Address]("party.address")

// PutAddress adds a delivery address to a customer, or changes the one of that
// code. Orders keep the country and region they were taken with.
func PutAddress(w *db.Write, in NewAddress) (AddressView, error) {
	c, err := Find(w.Read, in.Customer)
	if err != nil {
		return AddressView{}, err
	}
	a, err := in.address(c)
	if err != nil {
		return AddressView{}, err
	}
	old, err := db.One[Address](w.Read, qAddress, c.ID, a.Code)
	switch {
	case err == db.ErrNone:
		a.ID = w.NewID()
		w.Exec(qNewAddress, a.ID, a.Customer, a.Code, a.Country, a.Region, a.Name, a.Street, a.Postcode, a.City)
		w.Emit("party.address_added", placed{a.Country, a.Region}, db.Obj("address", a.ID), db.Obj("customer", c.ID))
	case err != nil:
		return AddressView{}, err
	default:
		if a.ID, a.Version = old.ID, old.Version; a != old {
			places.Drop(w)
			w.Exec1(qSaveAddress, a.ID, a.Country, a.Region, a.Name, a.Street, a.Postcode, a.City, a.Version)
			w.Emit("party.address_changed", placed{a.Country, a.Region}, db.Obj("address", a.ID), db.Obj("customer", c.ID))
		}
	}
	return a.view(), w.Err()
}

// AddressOf returns the delivery address of a customer by its code.
func AddressOf(r *db.Read, c Customer, code string) (Address, error) {
	a, err := db.One[Address](r, qAddress, c.ID, code)
	if err == db.ErrNone {
		err = refuse.New(refuse.Invalid, "party.address", "customer", c.Number, "address", code)
	}
	return a, err
}

// AddressByID returns a delivery address.
func AddressByID(r *db.Read, id db.ID) (Address, error) {
	return places.Find(r, id, func() (Address, error) { return db.One[Address](r, qAddressByID, id) })
}

// AddressCode is the code of a delivery address, "" of none.
func AddressCode(r *db.Read, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	a, err := db.One[Address](r, qAddressByID, id)
	return a.Code, err
}

// AddressView is a delivery address as doors show it.
type AddressView struct {
	ID       string `json:"id"`
	Code     string `json:"code"`
	Name     string `json:"name"`
	Street   string `json:"street"`
	Postcode string `json:"postcode"`
	City     string `json:"city"`
	Country  string `json:"country"`
	Region   string `json:"region"`
}

// Address is where it lies.
func (a AddressView) Address() words.Address {
	return words.Address{Street: a.Street, Postcode: a.Postcode, City: a.City, Region: a.Region, Country: a.Country}
}

func (a Address) view() AddressView {
	return AddressView{a.ID.Text(AddressPrefix), a.Code, a.Name, a.Street, a.Postcode, a.City, a.Country, a.Region}
}

// OfCustomer names one customer.
type OfCustomer struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
}

// Addresses lists the delivery addresses of a customer.
func Addresses(r *db.Read, in OfCustomer) ([]AddressView, error) {
	out := []AddressView{}
	c, err := Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	list, err := db.All[Address](r, qAddresses, c.ID)
	for _, a := range list {
		out = append(out, a.view())
	}
	return out, err
}
