package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/draw"
	"image/png"

	"codeberg.org/go-pdf/fpdf"
)

// Picture draws a PNG into a rectangle. It is taken down to 8 bits a colour, the
// deepest that the pages hold.
func (s *Sheet) Picture(file []byte, x, y, wide, high float64) error {
	sum := sha256.Sum256(file)
	name := hex.EncodeToString(sum[:])
	options := fpdf.ImageOptions{ImageType: "PNG"}
	if s.pdf.GetImageInfo(name) == nil {
		seen, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			return err
		}
		flat := image.NewNRGBA(image.Rectangle{Max: seen.Bounds().Size()})
		draw.Draw(flat, flat.Bounds(), seen, seen.Bounds().Min, draw.Src)
		var b bytes.Buffer
		if err := png.Encode(&b, flat); err != nil {
			return err
		}
		s.pdf.RegisterImageOptionsReader(name, options, &b)
	}
	s.pdf.ImageOptions(name, x, y, wide, high, false, options, 0, "")
	return s.pdf.Error()
}
