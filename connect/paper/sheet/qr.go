package sheet

import (
	"errors"
	"image/color"

	"github.com/boombuler/barcode/qr"
)

// mostModules is the side of a QR code of version 13, the largest that the EPC
// guideline allows (EPC069-12).
const mostModules = 69

var errLong = errors.New("too long for a QR code")

// QR draws a text as a QR code of error level M, in bytes of UTF-8.
func (s *Sheet) QR(x, y, side float64, ink Ink, text string) error {
	dark, err := Modules(text)
	if err != nil {
		return err
	}
	one := side / float64(len(dark))
	for row, line := range dark {
		for from := 0; from < len(line); from++ {
			to := from
			for to < len(line) && line[to] {
				to++
			}
			if to > from { // a run of dark ones at once: no hairline between them
				s.Box(x+float64(from)*one, y+float64(row)*one, float64(to-from)*one, one, ink)
				from = to
			}
		}
	}
	return nil
}

// Modules tells which fields of the code are dark, row by row.
func Modules(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, err
	}
	n := code.Bounds().Dx()
	if n > mostModules {
		return nil, errLong
	}
	dark := make([][]bool, n)
	for row := range dark {
		dark[row] = make([]bool, n)
		for column := range dark[row] {
			g, _ := color.GrayModel.Convert(code.At(column, row)).(color.Gray)
			dark[row][column] = g.Y < 128
		}
	}
	return dark, nil
}
