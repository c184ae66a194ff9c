package paper

import (
	"encoding/json"
	"reflect"

	"encaisse/connect/paper/sheet"
)

// clean is the document with every text as it can be printed: see sheet.Clean.
func (d Document) clean() Document {
	var out Document
	b, err := json.Marshal(d) // a copy that shares nothing
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		panic("paper: " + err.Error()) // texts and whole numbers only: cannot be
	}
	cleaned(reflect.ValueOf(&out).Elem())
	return out
}

// cleaned walks through a value and cleans its texts where they stand.
func cleaned(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(sheet.Clean(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			cleaned(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			cleaned(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			cleaned(v.Field(i))
		}
	}
}
