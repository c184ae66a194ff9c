package scenario

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// answer is what a command or question gave, as its JSON says it: what a
// caller of the API would see is what a story sees.
type answer struct{ tree any }

func take(out any) (answer, error) {
	b, err := json.Marshal(out)
	if err != nil {
		return answer{}, err
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var a answer
	return a, d.Decode(&a.tree)
}

// text is the value at a dotted path: "state", "lines.0.net", "lines.sku" (of
// each line, joined by commas), "items.#" (how many). null is "".
func (a answer) text(path string) (string, error) {
	v, err := follow(a.tree, path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return write(v), nil
}

func follow(v any, path string) (any, error) {
	if path == "" {
		return v, nil
	}
	name, rest, _ := strings.Cut(path, ".")
	switch v := v.(type) {
	case map[string]any:
		inner, ok := v[name]
		if !ok {
			return nil, fmt.Errorf("the answer has no %q, it has %s", name, keys(v))
		}
		return follow(inner, rest)
	case []any:
		if name == "#" {
			return json.Number(strconv.Itoa(len(v))), nil
		}
		if i, err := strconv.Atoi(name); err == nil {
			if i < 0 || i >= len(v) {
				return nil, fmt.Errorf("there is no element %d, there are %d", i, len(v))
			}
			return follow(v[i], rest)
		}
		each := make([]any, len(v))
		for i := range v {
			var err error
			if each[i], err = follow(v[i], path); err != nil {
				return nil, err
			}
		}
		return each, nil
	}
	return nil, fmt.Errorf("%s has no parts, asked for %q", write(v), name)
}

// write is a value as a story writes it.
func write(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = write(v[i])
		}
		return strings.Join(parts, ",")
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func keys(m map[string]any) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
