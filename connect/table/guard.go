package table

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// Limits of a workbook, which is a zip of XML: what inflates from little to
// much, or nests, is refused before anything is built from it.
const (
	maxEntries   = 1_000
	maxInflated  = 50 << 20
	maxRatio     = 100
	ratioFloor   = 1 << 20 // below this size a ratio says nothing
	maxDepth     = 64
	maxBookCells = 500_000 // the library takes some 600 bytes and 7 µs for each
	excelColumns = 16_384
	excelRows    = 1_048_576
)

// guard opens the zip of a workbook and hands out only the parts that are read,
// each inflated and looked through once. It refuses with table.xlsx_bomb (too
// many, too big, inflates too much), table.xlsx_unsafe (a DOCTYPE, nesting,
// figures that would cost without bound), table.xlsx_layout (cells that do not
// say where they are, or not in order: the library would lose them in silence)
// and table.xlsx (no workbook).
func guard(data []byte) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, no("table.xlsx")
	}
	if err := weigh(archive.File, uint64(len(data))); err != nil {
		return nil, err
	}
	var parts []*zip.File
	budget := int64(maxInflated)
	look := &inspector{}
	for _, f := range archive.File {
		err := error(nil)
		switch read := role(f.Name); {
		case strings.HasSuffix(f.Name, "/"):
		case read == "":
			err = inflate(f, &budget, nil)
		default:
			err = inflate(f, &budget, look.part(read))
			parts = append(parts, f)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := look.sum(); err != nil {
		return nil, err
	}
	archive.File = parts
	return archive, nil
}

// weigh checks what the directory of the zip says of itself.
func weigh(files []*zip.File, size uint64) error {
	var inflated uint64
	for _, f := range files {
		if inflated += f.UncompressedSize64; inflated > maxInflated || f.UncompressedSize64 > maxInflated {
			return no("table.xlsx_bomb")
		}
	}
	if len(files) > maxEntries || inflated > ratioFloor && inflated > maxRatio*size {
		return no("table.xlsx_bomb")
	}
	return nil
}

// role is what the library takes a part for, by the last word of its name; ""
// for one that is not needed (themes, pictures, links, macros).
func role(name string) string {
	switch base := path.Base(strings.ReplaceAll(name, `\`, "/")); {
	case base == "workbook.xml", base == "workbook.xml.rels", base == "sharedStrings.xml", base == "styles.xml":
		return base
	case strings.HasPrefix(name, "xl/worksheets/") && strings.Count(name, "/") == 2 && path.Ext(base) == ".xml":
		return "sheet"
	}
	return ""
}

// inflate reads a part to its end, whatever its size is said to be, and lets
// look read it on the way.
func inflate(f *zip.File, budget *int64, look func(io.Reader) error) error {
	r, err := f.Open()
	if err != nil {
		return no("table.xlsx")
	}
	defer r.Close()
	most := max(int64(f.CompressedSize64)*maxRatio, ratioFloor)
	c := &counter{r: r, left: min(*budget, most)}
	if look != nil {
		err = look(c)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, c)
	}
	*budget -= c.read
	switch {
	case c.over:
		return no("table.xlsx_bomb")
	case err != nil && !coded(err):
		return no("table.xlsx")
	}
	return err
}

// counter stops a reader that gives more than it may.
type counter struct {
	r    io.Reader
	left int64
	read int64
	over bool
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	if c.read > c.left {
		c.over = true
		return 0, no("table.xlsx_bomb")
	}
	return n, err
}
