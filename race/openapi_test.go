package race

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// operation is a route as /openapi.json describes it.
type operation struct {
	Method, Path string
	ID           string   `json:"operationId"`
	Roles        []string `json:"x-roles"`
	Parameters   []parameter
	RequestBody  struct {
		Content map[string]struct{ Schema schema }
	}
	Responses map[string]json.RawMessage
}

type parameter struct {
	Name, In string
	Schema   schema
}

// schema is as much of a JSON Schema as a writer of bodies needs.
type schema struct {
	Ref        string          `json:"$ref"`
	Type       json.RawMessage // a text or a list of texts
	Properties map[string]schema
	Required   []string
	Items      *schema
	Enum       []any
}

type openAPI struct {
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

// operations reads the OpenAPI of the served program.
func (c *company) operations() []operation {
	c.Helper()
	var out []operation
	for path, methods := range c.openAPI().Paths {
		for method, o := range methods {
			o.Method, o.Path = strings.ToUpper(method), path
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b operation) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
	return out
}

func (c *company) openAPI() openAPI {
	c.Helper()
	return read[openAPI](c, c.do("GET", "/openapi.json", nil))
}

var placeholder = regexp.MustCompile(`\{[^}]+\}`)

// at is the path with a text, escaped already, in its places.
func (o operation) at(text string) string { return placeholder.ReplaceAllLiteralString(o.Path, text) }

// kind is the type of a schema, without null.
func (s schema) kind() string {
	var one string
	if json.Unmarshal(s.Type, &one) == nil {
		return one
	}
	var several []string
	if json.Unmarshal(s.Type, &several) == nil {
		for _, t := range several {
			if t != "null" {
				return t
			}
		}
	}
	return ""
}

// resolved follows a reference.
func (d openAPI) resolved(s schema) schema {
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return d.Components.Schemas[name]
	}
	return s
}
