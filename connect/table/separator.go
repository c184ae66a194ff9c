package table

// separators in the order they are preferred in when nothing tells.
const separators = ",;\t"

func knownSeparator(r rune) bool { return r == ',' || r == ';' || r == '\t' || r == '|' }

func separatorName(c byte) string {
	if c == '\t' {
		return "tab"
	}
	return string(rune(c))
}

// fit is how well a separator cuts a text.
type fit struct {
	sep     byte
	columns int  // of the header
	known   int  // headers that the caller asked for
	even    int  // records as wide as the header
	records int  // not blank
	broken  bool // a record that cannot be read
}

func (f fit) better(g fit) bool {
	switch {
	case f.known != g.known:
		return f.known > g.known
	case f.clean() != g.clean():
		return f.clean()
	case f.even*g.records != g.even*f.records: // the greater share
		return f.even*g.records > g.even*f.records
	}
	return g.records > 0 && f.columns > g.columns
}

func (f fit) clean() bool { return !f.broken && f.even == f.records }

// findSeparator takes the one that cuts the header; if several do, the one that
// finds most headers asked for, then the one that cuts all records alike. wanted
// tells whether a header is asked for.
func findSeparator(text string, wanted func(header string) bool) (byte, Finding) {
	var cutting []byte
	for i := range len(separators) {
		if f := measure(text, separators[i], wanted, 1); f.columns > 1 {
			cutting = append(cutting, separators[i])
		}
	}
	switch len(cutting) {
	case 1:
		return cutting[0], Finding{Value: separatorName(cutting[0]), Sure: Certain}
	case 0:
		// One column: any separator that no record uses will do.
		best := bestFit(text, []byte(separators), wanted)
		return best.sep, Finding{Value: separatorName(best.sep), Sure: Assumed}
	}
	best := bestFit(text, cutting, wanted)
	return best.sep, Finding{Value: separatorName(best.sep), Sure: Likely}
}

func bestFit(text string, candidates []byte, wanted func(string) bool) fit {
	best := measure(text, candidates[0], wanted, maxRows)
	for _, c := range candidates[1:] {
		if f := measure(text, c, wanted, maxRows); f.better(best) {
			best = f
		}
	}
	return best
}

// measure cuts at most so many records of the text.
func measure(text string, sep byte, wanted func(string) bool, records int) fit {
	f := fit{sep: sep}
	s := newScanner(text, sep)
	for f.records < records {
		line, err := s.next()
		if err != nil {
			if f.broken = true; f.records == 0 {
				f.columns = len(s.cells)
			}
			return f
		}
		if line == 0 {
			return f
		}
		if s.blank() {
			continue
		}
		if f.records++; f.records == 1 {
			f.columns = len(s.cells)
			for _, h := range s.cells {
				if wanted(h) {
					f.known++
				}
			}
		}
		if len(s.cells) == f.columns {
			f.even++
		}
	}
	return f
}
