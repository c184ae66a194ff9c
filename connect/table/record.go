package table

import "strings"

// scanner cuts a CSV text into records, by RFC 4180 with what the world adds:
// any of the separators, any line break, blanks around cells and quotes.
type scanner struct {
	text  string
	at    int
	line  int // of at, from 1
	sep   byte
	cells []string // of the current record, used again for the next one
}

func newScanner(text string, sep byte) *scanner { return &scanner{text: text, line: 1, sep: sep} }

// next reads one record into cells and gives the line it starts on; 0 at the
// end of the text.
func (s *scanner) next() (line int, err error) {
	s.cells = s.cells[:0]
	if s.at >= len(s.text) {
		return 0, nil
	}
	line = s.line
	for end := false; !end; {
		var cell string
		if cell, err = s.cell(line); err != nil {
			return line, err
		}
		if len(s.cells) == maxColumns {
			return line, no("table.columns", "row", line, "limit", maxColumns)
		}
		s.cells = append(s.cells, cell)
		end = s.delimiter()
	}
	return line, nil
}

// blank tells that the current record says nothing.
func (s *scanner) blank() bool { return allBlank(s.cells) }

func allBlank(cells []string) bool {
	for _, c := range cells {
		if c != "" {
			return false
		}
	}
	return true
}

// cell reads one cell up to its delimiter, without the blanks around it.
func (s *scanner) cell(line int) (string, error) {
	start := s.at
	s.skipBlanks()
	if s.at < len(s.text) && s.text[s.at] == '"' {
		return s.quoted(line)
	}
	for s.at < len(s.text) && !s.atDelimiter() {
		s.at++
	}
	return sized(s.text[start:s.at], line)
}

// quoted reads a cell in quotes, where a doubled quote is a quote.
func (s *scanner) quoted(line int) (string, error) {
	var doubled strings.Builder
	start := s.at + 1
	for {
		n := strings.IndexByte(s.text[start:], '"')
		if n < 0 {
			return "", no("table.quote_open", "row", line)
		}
		part := s.text[start : start+n]
		s.at = start + n + 1
		if s.at < len(s.text) && s.text[s.at] == '"' {
			doubled.WriteString(part)
			doubled.WriteByte('"')
			s.line += lines(part)
			start = s.at + 1
			continue
		}
		s.line += lines(part)
		if doubled.Len() > 0 {
			doubled.WriteString(part)
			part = doubled.String()
		}
		s.skipBlanks()
		if s.at < len(s.text) && !s.atDelimiter() {
			return "", no("table.quote", "row", line)
		}
		return sized(part, line)
	}
}

func sized(cell string, line int) (string, error) {
	if len(cell) > maxCell {
		return "", no("table.cell", "row", line, "limit", maxCell>>20)
	}
	return strings.TrimSpace(cell), nil
}

func (s *scanner) skipBlanks() {
	for s.at < len(s.text) && s.text[s.at] != s.sep && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

func (s *scanner) atDelimiter() bool {
	c := s.text[s.at]
	return c == s.sep || c == '\n' || c == '\r'
}

// delimiter steps over what stands behind a cell; end tells that the record
// ends there.
func (s *scanner) delimiter() (end bool) {
	if s.at >= len(s.text) {
		return true
	}
	c := s.text[s.at]
	s.at++
	if c == s.sep {
		return false
	}
	if c == '\r' && s.at < len(s.text) && s.text[s.at] == '\n' {
		s.at++
	}
	s.line++
	return true
}
