package words

import (
	"slices"
	"strings"
)

// Address is where somebody is, as it is kept: a street of any number of lines,
// and a country by its code.
type Address struct{ Street, Postcode, City, Region, Country string }

var (
	// regional are countries that write the province or state after the city.
	regional = []string{"CA", "US", "AU"}
	// cityFirst are countries that write the postcode after the city.
	cityFirst = []string{"CA", "US", "AU", "GB", "IE", "NZ"}
)

// Town is the line of the city: "75002 Paris", "Montréal QC H2Y 1C6".
func (a Address) Town() string { return a.town(" ") }

// town is that line with what stands before a postcode that follows: two blanks
// on an envelope (Canada Post, USPS), one in a sentence.
func (a Address) town(gap string) string {
	city, postcode := strings.TrimSpace(a.City), strings.TrimSpace(a.Postcode)
	if slices.Contains(regional, a.Country) {
		city = strings.TrimSpace(city + " " + strings.TrimSpace(a.Region))
	}
	if slices.Contains(cityFirst, a.Country) {
		city, postcode = postcode, city
	}
	if city == "" || postcode == "" {
		return postcode + city
	}
	if !slices.Contains(cityFirst, a.Country) {
		gap = " "
	}
	return postcode + gap + city
}

// Lines is an address as it stands under a name on paper, without its country.
func (a Address) Lines() []string { return a.lines("  ") }

func (a Address) lines(gap string) (out []string) {
	for l := range strings.Lines(strings.ReplaceAll(a.Street, "\r", "\n") + "\n" + a.town(gap)) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// Line is an address in one line of a sentence, without its country.
func (a Address) Line() string { return strings.Join(a.lines(" "), ", ") }

// Full is an address in one line with the name of its country.
func (a Address) Full(l Language) string {
	out := a.lines(" ")
	if c := Country(l, a.Country); c != "" {
		out = append(out, c)
	}
	return strings.Join(out, ", ")
}

// From is an address in one line for somebody in a country: its own is named
// where it is another.
func (a Address) From(country string, l Language) string {
	if a.Country == country {
		return a.Line()
	}
	return a.Full(l)
}
