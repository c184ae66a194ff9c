package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime/debug"

	"encaisse/base/day"
	"encaisse/base/id"
)

// Media is what the files are.
const Media = "application/pdf"

// edition of the pages: moved when they change.
const edition = "2"

// Job is a document that is asked for: kept already, or to be drawn from its
// data, outside any transaction, and kept then if it is one that is.
type Job struct {
	Kind     Kind
	Object   id.ID   // what it is of: the invoice, the shipment
	Until    day.Day // last day of a quote: it is kept for each that it was given
	Customer id.ID
	Keep     bool
	Kept     *File
	Document Document
}

// File is a document as a file. As JSON it only describes itself.
type File struct {
	Kind    Kind   `json:"kind"`
	Number  string `json:"number"`
	Name    string `json:"file"`
	Media   string `json:"media_type"`
	Size    int    `json:"size" doc:"bytes"`
	SHA256  string `json:"sha256"`
	Program string `json:"program" doc:"what made it"`
	Kept    bool   `json:"kept" doc:"the same bytes ever after"`
	Bytes   []byte `json:"-"`

	data string // what it was made from
}

// Make is the file of a job.
func (j Job) Make() (File, error) {
	if j.Kept != nil {
		return *j.Kept, nil
	}
	d := j.Document.clean()
	data, err := json.Marshal(d)
	if err != nil {
		return File{}, err
	}
	pdf, err := Draw(d)
	if err != nil {
		return File{}, err
	}
	f := described(d.Kind, d.Number, pdf)
	f.Program, f.data = program(), string(data)
	return f, nil
}

func described(kind Kind, number string, pdf []byte) File {
	sum := sha256.Sum256(pdf)
	return File{Kind: kind, Number: number, Name: fileName(number), Media: Media, Size: len(pdf), SHA256: hex.EncodeToString(sum[:]), Bytes: pdf}
}

// fileName is a name any system takes.
func fileName(number string) string {
	b := []byte(number)
	for i, c := range b {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c == '-', c == '_', c == '.' && i > 0:
		default:
			b[i] = '_'
		}
	}
	return string(b) + ".pdf"
}

// program names what makes a document: the program, as its build tells, and
// the edition of the pages.
func program() string {
	text := "encaisse"
	if b, ok := debug.ReadBuildInfo(); ok {
		if b.Main.Version != "" {
			text += " " + b.Main.Version
		}
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				text += " " + s.Value
			}
		}
		text += " " + b.GoVersion
	}
	return text + " paper " + edition
}
