package app

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// imports are the kinds of files that people may import, and who may.
var imports = map[string][]string{
	"customers": {sales, finance}, "items": {sales, warehouse, finance}, "stock": {warehouse, finance}, "expected": {warehouse}, "orders": {sales, finance}, "payments": {cash, finance},
	"open-items": {finance}, "prices": {finance}, "rates": {cash, finance}, "tax-rates": {finance},
}

// ImportKinds are the kinds of files, in the order they are taken over.
func ImportKinds() []string {
	return []string{"customers", "items", "stock", "expected", "prices", "rates", "tax-rates", "open-items", "orders", "payments"}
}

// MayImport tells whether a role may import a kind of file.
func MayImport(role, kind string) bool {
	roles, ok := imports[kind]
	return ok && (role == Admin || role == System || slices.Contains(roles, role))
}

// ToImport is a file to be imported.
type ToImport struct {
	Kind      string  `json:"kind" enum:"customers,items,stock,expected,prices,rates,tax-rates,open-items,orders,payments"`
	Name      string  `json:"name" maxLength:"200" doc:"of the file"`
	Data      []byte  `json:"data" doc:"the file, as base64"`
	Encoding  string  `json:"encoding,omitempty" doc:"utf-8, latin-1, cp1252, utf-16le, utf-16be; found when left out"`
	Separator string  `json:"separator,omitempty" doc:", ; | or tab; found when left out"`
	Decimal   string  `json:"decimal,omitempty" enum:"comma,point," doc:"found when left out"`
	Dates     string  `json:"dates,omitempty" enum:"iso,fr,us," doc:"found when left out"`
	Cutover   day.Day `json:"cutover,omitempty" doc:"what is before it is history; today when left out"`
	Dry       bool    `json:"dry,omitempty" doc:"check the file only; run.apply then imports it"`
}

// ReadAs is what is kept of it beside the file.
type ReadAs struct {
	Encoding  string  `json:"encoding,omitempty"`
	Separator string  `json:"separator,omitempty"`
	Decimal   string  `json:"decimal,omitempty"`
	Dates     string  `json:"dates,omitempty"`
	Cutover   day.Day `json:"cutover,omitempty"`
}

// beginImport keeps a file to be imported by the next who does work.
func beginImport(w *db.Write, in ToImport) (work.View, error) {
	if _, ok := imports[in.Kind]; !ok {
		return work.View{}, refuse.New(refuse.Invalid, "work.kind", "kind", in.Kind)
	}
	if !MayImport(w.Role, in.Kind) {
		return work.View{}, roleRefused(w.Role, "import.begin", func(role string) bool { return MayImport(role, in.Kind) })
	}
	if len(in.Data) == 0 {
		return work.View{}, refuse.New(refuse.Invalid, "input.invalid").At("/data", "work.empty")
	}
	sum := sha256.Sum256(in.Data)
	as := ReadAs{in.Encoding, in.Separator, in.Decimal, in.Dates, in.Cutover}
	row, fresh, err := work.Begin(w, work.New{Kind: work.Import, Command: in.Kind, Input: as, Stamp: stampOf(w, "import", in.Kind, hex.EncodeToString(sum[:]), as), Preview: in.Dry})
	if err != nil {
		return work.View{}, err
	}
	if fresh {
		work.PutFile(w, row.ID, "file", in.Name, in.Data)
	}
	return work.ViewOf(w.Read, row)
}
