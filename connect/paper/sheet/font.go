package sheet

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Face is one of the fonts of a sheet. All figures of a face are equally wide.
type Face string

// The faces: a sans for the text, a book serif for names and titles.
const (
	Regular Face = "sans"
	Bold    Face = "bold"
	Serif   Face = "serif"
)

// Liberation is under the SIL Open Font License 1.1, which allows embedding in
// any document.
var faces = []struct {
	face Face
	file []byte
}{
	{Regular, liberationsansregular.TTF},
	{Bold, liberationsansbold.TTF},
	{Serif, liberationserifregular.TTF},
}

// metrics are what a layout asks of a font: how wide each letter is that it
// has, in thousandths of the size.
type metrics map[rune]int

// known reads the fonts once.
var known = sync.OnceValue(func() map[Face]metrics {
	all := map[Face]metrics{}
	for _, f := range faces {
		m, err := measure(f.file)
		if err != nil {
			panic("sheet: font " + string(f.face) + ": " + err.Error()) // they are part of the program
		}
		all[f.face] = m
	}
	return all
})

var errFont = errors.New("not understood")

// measure reads the widths of a TrueType font: its tables head, hhea, hmtx and
// the Unicode map of cmap (format 4).
func measure(ttf []byte) (metrics, error) {
	tables := map[string][]byte{}
	for i := range int(u16(ttf, 4)) {
		entry := 12 + 16*i
		from, size := u32(ttf, entry+8), u32(ttf, entry+12)
		tables[string(ttf[entry:entry+4])] = ttf[from : from+size]
	}
	hmtx, cmap := tables["hmtx"], tables["cmap"]
	if hmtx == nil || cmap == nil || tables["head"] == nil || tables["hhea"] == nil {
		return nil, errFont
	}
	unit, count := int(u16(tables["head"], 18)), int(u16(tables["hhea"], 34))
	for i := range int(u16(cmap, 2)) {
		platform, encoding, at := u16(cmap, 4+8*i), u16(cmap, 6+8*i), u32(cmap, 8+8*i)
		if platform != 3 || encoding != 1 || u16(cmap[at:], 0) != 4 {
			continue
		}
		out := metrics{}
		segments(cmap[at:], func(r rune, glyph int) {
			wide := int(u16(hmtx, 4*min(glyph, count-1)))
			out[r] = (wide*1000 + unit/2) / unit
		})
		return out, nil
	}
	return nil, errFont
}

// segments calls f for every letter of a map of format 4 and its glyph.
func segments(t []byte, f func(r rune, glyph int)) {
	n := int(u16(t, 6)) / 2
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	for i := range n {
		first, last := int(u16(t, starts+2*i)), int(u16(t, ends+2*i))
		delta, offset := int(u16(t, deltas+2*i)), int(u16(t, offsets+2*i))
		for c := first; c <= last && c < 0xffff; c++ {
			glyph := c
			if offset != 0 {
				if glyph = int(u16(t, offsets+2*i+offset+2*(c-first))); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xffff; glyph != 0 {
				f(rune(c), glyph)
			}
		}
	}
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
