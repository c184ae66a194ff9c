package web

import (
	"strings"
)

// letter is a message as its reader sees it.
type letter struct {
	To, Subject, Language string
	Parts                 []letterPart
}

// letterPart is a paragraph, or the rows of a table.
type letterPart struct {
	Text string
	Rows [][]string
}

// lettered reads the plain text of a message: paragraphs with a line between,
// and lines of a table with bars.
func lettered(to, language, subject, text string) letter {
	l := letter{To: to, Language: language, Subject: subject}
	for block := range strings.SplitSeq(text, "\n\n") {
		var p letterPart
		for line := range strings.SplitSeq(strings.Trim(block, "\n"), "\n") {
			switch cells := strings.Split(line, " | "); {
			case len(cells) > 2:
				p.Rows = append(p.Rows, cells)
			case p.Text != "":
				p.Text += "\n" + line
			default:
				p.Text = line
			}
		}
		if p.Text != "" || len(p.Rows) > 0 {
			l.Parts = append(l.Parts, p)
		}
	}
	return l
}
