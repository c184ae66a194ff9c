package table

import (
	"slices"
	"strings"
)

// header finds the columns asked for in the first record.
func (l *loader) header(cells []string) error {
	s := l.sheet
	s.Headers = append([]string(nil), cells...)
	at, err := places(s.Headers)
	if err != nil {
		return err
	}
	if len(s.columns) == 0 {
		s.columns = preview(s.Headers)
	}
	s.index = make(map[string]int, len(s.columns))
	s.source = make([]int, len(s.columns))
	s.fixed = make([]bool, len(s.columns))
	l.values = make([]map[string]string, len(s.columns))
	var missing []string
	used := make([]bool, len(s.Headers))
	for i, c := range s.columns {
		s.index[c.Name], s.source[i] = i, absent
		l.values[i] = l.options.Map.translation(c.Name)
		if _, s.fixed[i] = s.constants[c.Name]; s.fixed[i] {
			continue
		}
		want, renamed := l.options.Map.Headers[c.Name]
		from, ok := at[fold(either(want, c.Name))]
		switch {
		case ok:
			s.source[i], used[from] = from, true
		case renamed, c.Required:
			missing = append(missing, either(want, c.Name))
		}
	}
	if missing != nil {
		return no("table.header_missing", "headers", clipAll(missing), "found", clipAll(s.Headers))
	}
	s.leaveOut(used)
	if slices.Contains(s.Headers, "") {
		l.unnamed = make([]bool, len(s.Headers))
	}
	return nil
}

// leaveOut warns of the headers that nothing asked for.
func (s *Sheet) leaveOut(used []bool) {
	for i, h := range s.Headers {
		if !used[i] && h != "" {
			s.Unknown = append(s.Unknown, h)
		}
	}
	if s.Unknown != nil {
		s.Shape.warn("table.header_unknown", "headers", clipAll(s.Unknown))
	}
}

// wanted tells whether a header is one that the columns or the map ask for.
func (l *loader) wanted() func(string) bool {
	names := map[string]bool{}
	for _, c := range l.sheet.columns {
		names[fold(either(l.options.Map.Headers[c.Name], c.Name))] = true
	}
	return func(header string) bool { return names[fold(header)] }
}

// places finds each header; two alike are refused, for neither could be meant.
func places(headers []string) (map[string]int, error) {
	at := make(map[string]int, len(headers))
	var twice []string
	for i, h := range headers {
		if h == "" {
			continue
		}
		if _, ok := at[fold(h)]; ok {
			twice = append(twice, h)
			continue
		}
		at[fold(h)] = i
	}
	if twice != nil {
		return nil, no("table.header_duplicate", "headers", clipAll(twice))
	}
	return at, nil
}

// preview makes a Text column of every header.
func preview(headers []string) []Column {
	var columns []Column
	for _, h := range headers {
		if h != "" {
			columns = append(columns, Column{Name: h})
		}
	}
	return columns
}

// fold is a header or a value without what does not matter.
func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// watchUnnamed notes cells under a blank header, which nobody can ask for.
func (l *loader) watchUnnamed(cells []string) {
	for i := range l.unnamed {
		if l.sheet.Headers[i] == "" && cells[i] != "" {
			l.unnamed[i] = true
		}
	}
}
