package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// document is the OpenAPI text, the same for the same registry. What huma's
// schemas cannot say is added here: which fields may be null.
func (s *spec) document() []byte {
	raw, err := json.Marshal(s.open)
	if err != nil {
		panic(fmt.Sprintf("api: openapi: %v", err))
	}
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		panic(fmt.Sprintf("api: openapi: %v", err))
	}
	components, _ := doc["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	for name, v := range schemas {
		s.nullables(name, v.(map[string]any))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(doc); err != nil {
		panic(fmt.Sprintf("api: openapi: %v", err))
	}
	return b.Bytes()
}

// nullables marks the fields of a schema that may be null: the optional ones,
// where null is the same as absent, and those that are pointers in Go.
func (s *spec) nullables(name string, schema map[string]any) {
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	pointers := pointerFields(s.schemas.TypeFromRef(schemaPrefix + name))
	for field, p := range properties {
		if !slices.Contains(required, any(field)) || pointers[field] {
			properties[field] = nullable(p.(map[string]any))
		}
	}
}

func pointerFields(t reflect.Type) map[string]bool {
	out := map[string]bool{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() == reflect.Pointer && name != "" && name != "-" {
			out[name] = true
		}
	}
	return out
}

func nullable(p map[string]any) map[string]any {
	switch t := p["type"].(type) {
	case string:
		p["type"] = []any{t, "null"}
	case []any:
		if !slices.Contains(t, any("null")) {
			p["type"] = append(t, "null")
		}
	default:
		if _, ref := p["$ref"]; ref {
			out := map[string]any{"anyOf": []any{map[string]any{"$ref": p["$ref"]}, map[string]any{"type": "null"}}}
			if d, ok := p["description"]; ok {
				out["description"] = d
			}
			return out
		}
	}
	if values, ok := p["enum"].([]any); ok && !slices.Contains(values, nil) {
		p["enum"] = append(values, nil)
	}
	return p
}
