// Package sheet draws the pages of a document: text, rules and a QR code, in
// embedded fonts. Places are points (1/72 inch) from the top left corner, the
// only floats outside base/stat: they reach the paper and never an amount. The
// same calls give the same bytes.
package sheet

import (
	"bytes"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Format is the size of the paper.
type Format string

// The formats of the world.
const (
	A4     Format = "A4"
	Letter Format = "Letter"
)

// Ink is a colour.
type Ink struct{ R, G, B int }

// Style is how a text is set.
type Style struct {
	Face Face
	Size float64
	Ink  Ink
}

// Info is what the file says of itself.
type Info struct {
	Title, Author, Subject, Language string
	Made                             time.Time
}

// Sheet is a document in the making.
type Sheet struct {
	Width, Height float64
	pdf           *fpdf.Fpdf
	style         Style // of the text before on this page
}

// New begins a document with its first page.
func New(f Format, i Info) *Sheet {
	pdf := fpdf.New("P", "pt", string(f), "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(i.Made)
	pdf.SetModificationDate(i.Made)
	pdf.SetProducer("Encaisse", true)
	pdf.SetCreator("Encaisse", true)
	pdf.SetTitle(Clean(i.Title), true)
	pdf.SetAuthor(Clean(i.Author), true)
	pdf.SetSubject(Clean(i.Subject), true)
	pdf.SetLang(i.Language)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	for _, x := range faces {
		pdf.AddUTF8FontFromBytes(string(x.face), "", x.file)
	}
	s := &Sheet{pdf: pdf}
	s.Width, s.Height = pdf.GetPageSize()
	s.Break()
	return s
}

// Break begins the next page.
func (s *Sheet) Break() {
	s.pdf.AddPage()
	s.style = Style{}
}

// Pages begun so far.
func (s *Sheet) Pages() int { return s.pdf.PageCount() }

// Back draws on a page begun before.
func (s *Sheet) Back(page int) {
	s.pdf.SetPage(page)
	s.style = Style{}
}

// Text sets a text from x on, its feet at y.
func (s *Sheet) Text(y Style, x, feet float64, text string) {
	if text == "" {
		return
	}
	if y.Face != s.style.Face || y.Size != s.style.Size {
		s.pdf.SetFont(string(y.Face), "", y.Size)
	}
	s.pdf.SetTextColor(y.Ink.R, y.Ink.G, y.Ink.B)
	s.pdf.Text(x, feet, text)
	s.style = y
}

// Right sets a text that ends at x.
func (s *Sheet) Right(y Style, x, feet float64, text string) {
	s.Text(y, x-y.Width(text), feet, text)
}

// Rule draws a level line.
func (s *Sheet) Rule(from, to, at, thick float64, ink Ink) {
	s.pdf.SetDrawColor(ink.R, ink.G, ink.B)
	s.pdf.SetLineWidth(thick)
	s.pdf.Line(from, at, to, at)
}

// Box fills a rectangle.
func (s *Sheet) Box(x, y, wide, high float64, ink Ink) {
	s.pdf.SetFillColor(ink.R, ink.G, ink.B)
	s.pdf.Rect(x, y, wide, high, "F")
}

// Bytes ends the document.
func (s *Sheet) Bytes() ([]byte, error) {
	s.pdf.SetPage(s.Pages()) // it writes the pages up to the one it is on
	var b bytes.Buffer
	err := s.pdf.Output(&b)
	return b.Bytes(), err
}
