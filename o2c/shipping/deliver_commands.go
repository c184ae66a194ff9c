package shipping

import (
	"encoding/hex"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
)

// Receipt is the proof that a shipment arrived.
type Receipt struct {
	ID   string  `path:"id" json:"-" doc:"id or number"`
	On   day.Day `json:"on,omitempty" doc:"the business day when left out"`
	Name string  `json:"name,omitempty" maxLength:"200" doc:"who took it"`
	Note string  `json:"note,omitempty" maxLength:"500"`
	File string  `json:"file_sha256,omitempty" maxLength:"64" doc:"SHA-256 of the signed delivery note, 64 hexadecimal digits"`
}

// Deliver notes that the goods arrived: when, who took them, what he noted.
func Deliver(w *db.Write, in Receipt) (View, error) {
	old, o, err := both(w, in.ID)
	if err != nil {
		return View{}, err
	}
	s, err := old.to("deliver")
	if err != nil {
		return View{}, err
	}
	if s.DeliveredOn = in.On; s.DeliveredOn.IsZero() {
		s.DeliveredOn = w.Day()
	}
	if s.DeliveredOn < s.ShippedOn || s.DeliveredOn > w.Today() {
		return View{}, refuse.New(refuse.Invalid, "shipping.delivered_on", "on", s.DeliveredOn, "shipped", s.ShippedOn)
	}
	file, err := hex.DecodeString(in.File)
	if err != nil || len(file) != 0 && len(file) != 32 {
		return View{}, refuse.New(refuse.Invalid, "shipping.proof_file")
	}
	proof := Proof{s.ID, strings.TrimSpace(in.Name), strings.TrimSpace(in.Note), file}
	emitOn(w, s.DeliveredOn, "shipping.delivered", s, arrived{s.DeliveredOn, in.File})
	save(w, old, s)
	if proof.Name != "" || proof.Note != "" || len(file) > 0 {
		w.Exec(qNewProof, s.ID, proof.Name, proof.Note, file)
	}
	return said(w, s, o)
}

// BroughtBack notes that the carrier could not deliver and brought the goods
// back. They wait to be inspected, like any return; the caller holds the locks
// of the order (both).
func BroughtBack(w *db.Write, old Shipment, reason string) (Shipment, error) {
	s, err := old.to("return")
	if err != nil {
		return old, err
	}
	emit(w, "shipping.returned", s, broughtBack{reason})
	save(w, old, s)
	s.Version++
	return s, nil
}

// Both locks the order of a shipment, then the shipment itself.
func Both(w *db.Write, ref string) (Shipment, order.Order, error) { return both(w, ref) }
