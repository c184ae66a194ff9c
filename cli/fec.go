package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/ledger"
)

type fecVerbs struct {
	Check fecCheckVerb `cmd:"" help:"${help_fec_check}"`
}

type fecCheckVerb struct {
	File string `arg:"" help:"${help_fec_file}"`
}

// fecFault is a fault as it is printed.
type fecFault struct {
	Line int    `json:"line" doc:"1 is the header, 0 the file as a whole"`
	Code string `json:"code"`
	Text string `json:"text"`
}

var fecTexts = words.NewCatalog(ledger.FECTexts)

// Run checks a FEC and prints each fault with its line and remedy; one ends
// with exit code 1.
func (v *fecCheckVerb) Run(s *session) error {
	data, err := os.ReadFile(v.File)
	if err != nil {
		return err
	}
	faults := []fecFault{}
	for _, f := range ledger.CheckFEC(filepath.Base(v.File), data) {
		faults = append(faults, fecFault{f.Line, f.Code, fecTexts.Say(s.language, f.Code, f.Args...)})
	}
	if s.JSON {
		if err := s.print(faults); err != nil {
			return err
		}
	} else {
		for _, f := range faults {
			key := "cli.fec_line"
			if f.Line == 0 {
				key = "cli.fec_whole"
			}
			fmt.Fprintln(s.out, cliText(s.language, key, "line", f.Line, "text", f.Text))
		}
		if len(faults) == 0 {
			fmt.Fprintln(s.out, cliText(s.language, "cli.fec_good", "file", filepath.Base(v.File)))
		}
	}
	if len(faults) > 0 {
		return refuse.New(refuse.Conflict, "cli.fec_bad", "count", len(faults))
	}
	return nil
}
