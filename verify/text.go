package verify

import (
	"fmt"
	"io"

	"encaisse/base/words"
)

// Write prints the report for people: a line a check, under it what it found.
func (p Report) Write(out io.Writer, l words.Language) {
	say := func(key string) string { return said.Say(l, key) }
	for _, v := range p.Checks {
		verdict := "ok"
		switch {
		case v.OK:
		case v.Warning:
			verdict = say("verify.warning")
		default:
			verdict = say("verify.breach")
		}
		if v.Count > 0 {
			verdict = fmt.Sprintf("%s (%d)", verdict, v.Count)
		}
		fmt.Fprintf(out, "%s: %s\n", v.Name, verdict)
		if !v.OK {
			fmt.Fprintf(out, "    %s [%s]\n", say("verify.check."+v.Name), v.IDs)
		}
		for _, b := range v.Breaches {
			fmt.Fprintf(out, "    %s\n", b)
		}
	}
	if p.Head != nil {
		fmt.Fprintf(out, "%s %d %s\n", say("verify.head"), p.Head.Number, p.Head.Hash)
	}
}
