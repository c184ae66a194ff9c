package paper

import "strings"

// Letterhead is what a company's documents say of it beside what its taxes and
// invoices need anyway (name, address, identifiers).
type Letterhead struct {
	Form     string `json:"form,omitempty"`     // "SAS"
	Capital  string `json:"capital,omitempty"`  // "80 000 €"
	Register string `json:"register,omitempty"` // "RCS Nantes 732 829 320"
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Website  string `json:"website,omitempty"`
	Closing  string `json:"closing,omitempty"` // a last sentence of the firm's own

	Logo *Picture `json:"logo,omitempty"` // nil: there is none
}

// Picture is a logo as a document bears it, by the hash of its PNG.
type Picture struct {
	SHA256 string `json:"sha256"`
	Wide   int64  `json:"width"`  // pixels
	High   int64  `json:"height"` // pixels
	Bytes  []byte `json:"-"`
}

// contact is how to reach the seller, a line each.
func (h Letterhead) contact() []string {
	var out []string
	for _, s := range []string{h.Phone, join(" · ", h.Email, h.Website)} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// legal is the line at the foot of each page: who the seller is before the law.
func (d Document) legal() string {
	h := d.Letterhead
	who := d.Seller.Name
	switch {
	case h.Form != "" && h.Capital != "":
		who += ", " + d.say("form.capital", "form", h.Form, "capital", h.Capital)
	case h.Form != "":
		who += ", " + h.Form
	case h.Capital != "":
		who += ", " + d.say("capital", "capital", h.Capital)
	}
	parts := []string{who, h.Register}
	for _, id := range d.Seller.IDs {
		parts = append(parts, id.Label+" "+id.Value)
	}
	return join(" · ", parts...)
}

// join puts together the texts that say something.
func join(with string, parts ...string) string {
	var out []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, with)
}
