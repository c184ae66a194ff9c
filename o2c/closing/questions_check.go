package closing

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/ledger"
)

// FECReport is what a check of the file of a fiscal year finds, before it is
// handed to anybody.
type FECReport struct {
	Name   string     `json:"name" doc:"of the file"`
	Lines  int        `json:"lines" doc:"without the header"`
	Faults []FECFault `json:"faults" doc:"empty: the file is good"`
}

// FECFault is one thing that is wrong, with how to mend it.
type FECFault struct {
	Line int    `json:"line" doc:"1 is the header, 0 the file as a whole"`
	Code string `json:"code"`
	Text string `json:"text"`
}

var fecTexts = words.NewCatalog(ledger.FECTexts)

// CheckFEC makes the file of a fiscal year and holds it against the rules a tax
// inspector's program has. Refusals are those of the file itself.
func CheckFEC(r *db.Read, in FECIn) (FECReport, error) {
	f, err := FEC(r, in)
	if err != nil {
		return FECReport{}, err
	}
	out := FECReport{Name: f.Name, Lines: max(strings.Count(strings.TrimRight(f.Content, "\r\n"), "\n"), 0), Faults: []FECFault{}}
	for _, x := range ledger.CheckFEC(f.Name, ledger.Latin9(f.Content)) {
		out.Faults = append(out.Faults, FECFault{x.Line, x.Code, fecTexts.Say(r.Speak, x.Code, x.Args...)})
	}
	return out, nil
}
