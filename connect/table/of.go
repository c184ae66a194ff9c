package table

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// Of makes a table of rows, a slice of structs: a column for each plain field,
// by its name in JSON. Parts of a row have a file of their own; JSON inside a row
// is a text.
func Of(list any) (headers []string, rows [][]any) {
	value := reflect.ValueOf(list)
	t := value.Type().Elem()
	var fields []int
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		parts := f.Type.Kind() == reflect.Slice && f.Type != reflect.TypeFor[json.RawMessage]()
		if parts || f.Anonymous || name == "" || name == "-" {
			continue
		}
		headers, fields = append(headers, name), append(fields, i)
	}
	for n := range value.Len() {
		var row []any
		for _, i := range fields {
			row = append(row, plain(value.Index(n).Field(i)))
		}
		rows = append(rows, row)
	}
	return headers, rows
}

// plain is a field as a cell.
func plain(x reflect.Value) any {
	if x.Kind() == reflect.Pointer {
		if x.IsNil() {
			return ""
		}
		x = x.Elem()
	}
	switch v := x.Interface().(type) {
	case json.RawMessage:
		return string(v)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	default:
		return v
	}
}
