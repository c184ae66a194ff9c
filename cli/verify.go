package cli

import (
	"encaisse/base/seal"
	"encaisse/verify"
)

type verifyVerb struct {
	Now  bool     `help:"${help_verify_now}"`
	Head []string `placeholder:"FILE" help:"${help_verify_head}"`
}

// Run checks everything that must hold and prints each check with its verdict;
// a breach ends with exit code 1.
func (v *verifyVerb) Run(s *session) error {
	var earlier []seal.Head
	for _, name := range v.Head {
		h, err := headIn(name)
		if err != nil {
			return err
		}
		earlier = append(earlier, h)
	}
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	report, broken := verify.Run(s.ctx, a.DB, verify.Options{Now: v.Now, Earlier: earlier})
	if len(report.Checks) == 0 {
		return broken
	}
	if s.JSON {
		err = s.print(report)
	} else {
		report.Write(s.out, s.language)
	}
	if err != nil {
		return err
	}
	return broken
}
