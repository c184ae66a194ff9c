package api

import (
	"fmt"
	"hash/fnv"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
	items "encaisse/o2c/catalog"
)

const schemaPrefix = "#/components/schemas/"

// newRegistry makes schemas of our types. Names carry the package, because
// order.View and invoice.View are two things; exact numbers are texts or
// numbers, days are texts or null.
func newRegistry() huma.Registry {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	r := huma.NewMapRegistry(schemaPrefix, schemaName)
	for _, t := range []reflect.Type{
		reflect.TypeFor[money.Decimal](), reflect.TypeFor[money.Price](),
		reflect.TypeFor[money.Quantity](), reflect.TypeFor[money.Percent](),
	} {
		r.RegisterTypeAlias(t, reflect.TypeFor[exactNumber]())
	}
	r.RegisterTypeAlias(reflect.TypeFor[items.Discounts](), reflect.TypeFor[discounts]())
	r.RegisterTypeAlias(reflect.TypeFor[money.Money](), reflect.TypeFor[amount]())
	r.RegisterTypeAlias(reflect.TypeFor[money.Currency](), reflect.TypeFor[currency]())
	r.RegisterTypeAlias(reflect.TypeFor[day.Day](), reflect.TypeFor[civilDay]())
	r.RegisterTypeAlias(reflect.TypeFor[words.Language](), reflect.TypeFor[string]())
	return r
}

const decimalPattern = `^-?[0-9]+(\.[0-9]+)?$`

type exactNumber struct{}

// Schema leaves the type to the reader of the number, which says more exactly
// what is wrong.
func (exactNumber) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Extensions: map[string]any{"type": []string{"string", "number"}}, Pattern: decimalPattern}
}

type discounts struct{}

// Schema is a percentage or a chain of them.
func (discounts) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Extensions: map[string]any{"type": []string{"string", "number"}}, Pattern: `^([0-9]+(\.[0-9]+)?(\+[0-9]+(\.[0-9]+)?)*)?$`,
		Examples: []any{"10+5"}}
}

type amount struct{}

func (amount) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: decimalPattern, Examples: []any{"1200.00"}}
}

type currency struct{}

func (currency) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "ISO 4217"}
}

type civilDay struct{}

func (civilDay) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
}

// schemaName is the package and the type, once where they are the same word:
// OrderView, Order, PageOrderView.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		h := fnv.New32a()
		h.Write([]byte(t.String()))
		return fmt.Sprintf("%s_%x", capital(hint), h.Sum32()&0xffff)
	}
	name, inner, generic := strings.Cut(t.Name(), "[")
	pkg := t.PkgPath()
	if !generic {
		return qualified(pkg, name)
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(inner, "]"), ",") {
		dot := strings.LastIndexByte(part, '.')
		if dot < 0 {
			name += capital(strings.Trim(part, "*[]"))
			continue
		}
		name += qualified(part[:dot], part[dot+1:])
	}
	return name
}

func qualified(pkg, name string) string {
	pkg = capital(pkg[strings.LastIndexByte(pkg, '/')+1:])
	name = capital(name)
	if strings.HasPrefix(name, pkg) {
		return name
	}
	return pkg + name
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
