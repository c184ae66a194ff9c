package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"encaisse/base/refuse"
)

// maxFaults told in one refusal.
const maxFaults = 50

// nothing is the schema of a body that has no field.
var nothing = &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false}

// check adds to wrong what is wrong with v by its schema.
func (s *spec) check(schema *huma.Schema, at string, v any, wrong *refuse.Refusal) {
	var res huma.ValidateResult
	huma.Validate(s.schemas, schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, v, &res)
	for _, err := range res.Errors {
		var d *huma.ErrorDetail
		if !errors.As(err, &d) {
			continue
		}
		f := translated(d.Message)
		f.Pointer = at + pointer(d.Location)
		if f.Code == "input.required" {
			f.Pointer += "/" + f.Args[0].Value.(string)
		}
		wrong.Fields = append(wrong.Fields, f)
	}
	order(wrong)
}

// order sorts the faults and keeps the first ones.
func order(wrong *refuse.Refusal) {
	slices.SortStableFunc(wrong.Fields, func(a, b refuse.Field) int { return cmp.Compare(a.Pointer, b.Pointer) })
	wrong.Fields = wrong.Fields[:min(len(wrong.Fields), maxFaults)]
}

// pointer turns "lines[0].sku" into "/lines/0/sku" (RFC 6901).
func pointer(location string) string {
	if location == "" {
		return ""
	}
	escaped := strings.NewReplacer("~", "~0", "/", "~1", ".", "/", "[", "/", "]", "").Replace(location)
	return "/" + strings.TrimPrefix(escaped, "/")
}

// sentence is one message of huma's validation and our code for it.
type sentence struct {
	re   *regexp.Regexp
	code string
	args []string
}

// sentences are those that our tags can cause; what is not here is input.value.
var sentences = compile([][]string{
	{validation.MsgUnexpectedProperty, "input.unknown"},
	{validation.MsgExpectedRequiredProperty, "input.required", "name"},
	{validation.MsgExpectedBoolean, "input.boolean"},
	{validation.MsgExpectedNumber, "input.number"},
	{validation.MsgExpectedInteger, "input.integer"},
	{validation.MsgExpectedString, "input.string"},
	{validation.MsgExpectedArray, "input.array"},
	{validation.MsgExpectedObject, "input.object"},
	{validation.MsgExpectedOneOf, "input.enum", "values"},
	{validation.MsgExpectedMinimumNumber, "input.min", "min"},
	{validation.MsgExpectedExclusiveMinimumNumber, "input.above", "min"},
	{validation.MsgExpectedMaximumNumber, "input.max", "max"},
	{validation.MsgExpectedExclusiveMaximumNumber, "input.below", "max"},
	{validation.MsgExpectedMinLength, "input.short", "min"},
	{validation.MsgExpectedMaxLength, "input.long", "max"},
	{validation.MsgExpectedMinItems, "input.few", "min"},
	{validation.MsgExpectedMaxItems, "input.many", "max"},
	{validation.MsgExpectedArrayItemsUnique, "input.unique"},
	{validation.MsgExpectedRFC3339Date, "input.date"},
	{validation.MsgExpectedRFC3339DateTime, "input.instant"},
	{validation.MsgExpectedRFC5322Email, "input.email"},
	{validation.MsgExpectedBase64String, "input.base64"},
	{validation.MsgExpectedMatchPattern, "input.pattern", "pattern"},
	{validation.MsgExpectedBePattern, "input.pattern", "pattern"}, // last: it looks like many
})

var verb = regexp.MustCompile(`%[svd]`)

func compile(table [][]string) []sentence {
	out := make([]sentence, len(table))
	for i, row := range table {
		text := verb.ReplaceAllString(regexp.QuoteMeta(row[0]), "(.*)")
		out[i] = sentence{regexp.MustCompile("^" + text + "$"), row[1], row[2:]}
	}
	return out
}

// translated is a message of huma's as a code with its arguments.
func translated(message string) refuse.Field {
	for _, s := range sentences {
		m := s.re.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		f := refuse.Field{Code: s.code}
		for i, name := range s.args {
			f.Args = append(f.Args, refuse.Arg{Name: name, Value: strings.TrimSuffix(m[i+1], ", ")}) // an enum may end with nothing
		}
		return f
	}
	return refuse.Field{Code: "input.value"}
}

// locate finds the places of a body whose types could not read them: the JSON
// package says what is wrong, but not where.
func locate(t reflect.Type, body json.RawMessage, at string, wrong *refuse.Refusal) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	err := json.Unmarshal(body, reflect.New(t).Interface())
	if err == nil || len(wrong.Fields) >= maxFaults {
		return
	}
	before := len(wrong.Fields)
	switch t.Kind() {
	case reflect.Struct:
		var parts map[string]json.RawMessage
		if json.Unmarshal(body, &parts) == nil {
			for _, f := range reflect.VisibleFields(t) {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if part, ok := parts[name]; ok && name != "-" {
					locate(f.Type, part, at+"/"+name, wrong)
				}
			}
		}
	case reflect.Slice:
		var parts []json.RawMessage
		if json.Unmarshal(body, &parts) == nil {
			for i, part := range parts {
				locate(t.Elem(), part, at+"/"+strconv.Itoa(i), wrong)
			}
		}
	}
	if len(wrong.Fields) > before {
		return
	}
	f := refuse.Field{Pointer: at, Code: "input.value"}
	if r, ok := refuse.As(err); ok {
		f.Code, f.Args = r.Code, r.Args
	}
	wrong.Fields = append(wrong.Fields, f)
}
