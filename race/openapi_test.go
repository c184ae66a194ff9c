package race

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// operation is a route as /openapi.json describes it.
type operation struct {
	Method, Path string
	ID           string   `json:"operationId"`
	Roles        []string `json:"x-roles"`
	Parameters   []parameter
	RequestBody  content
	Responses    map[string]content
}

type content struct {
	Content map[string]struct{ Schema schema }
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
	Additional any `json:"additionalProperties"`
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

// conforms says what of an answer is not as its schema has it; "" is nothing.
func (d openAPI) conforms(o operation, a answer) string {
	var v any
	if json.Unmarshal(a.body, &v) != nil {
		return "no JSON"
	}
	return d.fault(o.Responses[strconv.Itoa(a.status)].Content["application/json"].Schema, v, "")
}

// kinds are the types a schema allows; none is every one.
func (s schema) kinds() []string {
	if one := s.kind(); one != "" && !strings.HasPrefix(string(s.Type), "[") {
		return []string{one}
	}
	var several []string
	_ = json.Unmarshal(s.Type, &several) // none
	return several
}

func (d openAPI) fault(s schema, v any, at string) string {
	s = d.resolved(s)
	is := map[bool]string{true: "null"}[v == nil]
	switch v := v.(type) {
	case string:
		is = "string"
	case bool:
		is = "boolean"
	case float64:
		if is = "number"; v == float64(int64(v)) && slices.Contains(s.kinds(), "integer") {
			is = "integer"
		}
	case []any:
		is = "array"
		for i, part := range v {
			if s.Items != nil {
				if f := d.fault(*s.Items, part, at+"/"+strconv.Itoa(i)); f != "" {
					return f
				}
			}
		}
	case map[string]any:
		is = "object"
		if f := d.objectFault(s, v, at); f != "" {
			return f
		}
	}
	if k := s.kinds(); len(k) > 0 && !slices.Contains(k, is) {
		return at + " is " + is + ", not " + strings.Join(k, " or ")
	}
	if len(s.Enum) > 0 && v != nil && !slices.Contains(s.Enum, v) {
		return at + " is none of the values"
	}
	return ""
}

func (d openAPI) objectFault(s schema, v map[string]any, at string) string {
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			return at + "/" + name + " is missing"
		}
	}
	for name, part := range v {
		p, ok := s.Properties[name]
		if !ok && s.Additional == false {
			return at + "/" + name + " is not documented"
		}
		if f := d.fault(p, part, at+"/"+name); f != "" {
			return f
		}
	}
	return ""
}
