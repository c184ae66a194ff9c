package db

import (
	"fmt"
	"reflect"
	"sync"
	"unsafe"

	"encaisse/base/day"
	"encaisse/base/money"
)

// cells is one row of an answer, as an engine gives it. A null cell reads as
// the zero value.
type cells interface {
	int(i int) int64
	text(i int) string
	bool(i int) bool
	bytes(i int) []byte
	width() int
}

type fieldKind uint8

const (
	intField fieldKind = iota
	textField
	boolField
	bytesField
)

type field struct {
	off  uintptr
	kind fieldKind
}

// plan maps the columns of a row, by position, to the fields of a type. It is
// made once a type; fields are written through their offset, which costs some
// nanoseconds where reflection would cost some hundred.
type plan []field

var plans sync.Map // reflect.Type → plan

func planOf(t reflect.Type) plan {
	if p, ok := plans.Load(t); ok {
		return p.(plan)
	}
	p := addFields(nil, t, 0)
	plans.Store(t, p)
	return p
}

func addFields(p plan, t reflect.Type, off uintptr) plan {
	switch t.Kind() {
	case reflect.Int64:
		return append(p, field{off, intField})
	case reflect.String:
		return append(p, field{off, textField})
	case reflect.Bool:
		return append(p, field{off, boolField})
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return append(p, field{off, bytesField})
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.Tag.Get("db") != "-" {
				p = addFields(p, f.Type, off+f.Offset)
			}
		}
		return p
	}
	panic(fmt.Sprintf("db: a row can not hold a %s; tag the field `db:\"-\"` or use int64, string, bool, []byte", t))
}

func (p plan) scan(dst unsafe.Pointer, c cells) error {
	if c.width() != len(p) {
		return fmt.Errorf("the row has %d columns, its type %d fields", c.width(), len(p))
	}
	for i, f := range p {
		at := unsafe.Add(dst, f.off)
		switch f.kind {
		case intField:
			*(*int64)(at) = c.int(i)
		case textField:
			*(*string)(at) = c.text(i)
		case boolField:
			*(*bool)(at) = c.bool(i)
		case bytesField:
			*(*[]byte)(at) = c.bytes(i)
		}
	}
	return nil
}

// Opt is v, or null when v is the zero value: for columns that may be empty.
func Opt[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// plain turns an argument into one of int64, string, bool, []byte, nil.
func plain(v any) any {
	switch x := v.(type) {
	case nil, int64, string, bool, []byte:
		return x
	case int:
		return int64(x)
	case ID:
		return int64(x)
	case money.Amount:
		return int64(x)
	case money.Quantity:
		return int64(x)
	case money.Price:
		return int64(x)
	case money.Currency:
		return string(x)
	case day.Day:
		return int64(x)
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int()
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Slice:
		if r.Type().Elem().Kind() == reflect.Uint8 {
			return r.Bytes()
		}
	}
	panic(fmt.Sprintf("db: %T can not be bound", v))
}
