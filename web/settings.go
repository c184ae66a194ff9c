package web

import (
	"net/http"

	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// settingsPage is a page of what the house is set to: panels of facts, rows and
// forms, and at their side what was chosen of them.
type settingsPage struct {
	Head     ui.Heading
	Links    []ui.Link // beside the title
	Tabs     []ui.Tab
	Notices  []notice
	Problems []ui.Problem
	Main     []section
	Side     []section
}

// section is a panel of such a page.
type section struct {
	ID, Title, Sub, Text string
	Facts                []ui.Fact
	Grid                 *ui.Grid
	Pager                *ui.Paging
	Forms                []settingForm
	Links                []ui.Link
	Secret               string // shown this once
	Letter               *letter
	Picture              *picture
	Empty                *ui.EmptyPage
	Moments              []ui.Moment
}

// picture is a drawing of somebody's, and what it shows.
type picture struct{ Src, Alt string }

// settingForm is a form of a panel.
type settingForm struct {
	Path, Title string
	Get         bool
	File        bool // it sends one
	Hidden      []ui.Option
	Fields      []ui.Input
	Rows        []settingRow // of fields that belong together, under one title
	Buttons     []settingButton
}

// settingRow is a row of fields.
type settingRow struct {
	Name   string
	Fields []ui.Input
}

// settingButton does what its value says.
type settingButton struct {
	Value, Text, Icon, Key string
	Primary, Danger        bool
}

// settled draws a page of settings; what was refused is said at its fields.
func (v *visit) settled(p settingsPage, why error) error {
	status := http.StatusOK
	if why != nil {
		if !refused(why) {
			return why
		}
		r, _ := refuse.As(why)
		status = r.Kind.Status()
		var fields []ui.Input
		var at []*ui.Input
		for _, list := range [][]section{p.Main, p.Side} {
			for i := range list {
				for j := range list[i].Forms {
					f := &list[i].Forms[j]
					for k := range f.Fields {
						at = append(at, &f.Fields[k])
					}
					for _, row := range f.Rows {
						for k := range row.Fields {
							at = append(at, &row.Fields[k])
						}
					}
				}
			}
		}
		for _, f := range at {
			fields = append(fields, *f)
		}
		v.wrong(why, fields, &p.Problems)
		for i, f := range at {
			f.Errors = fields[i].Errors
		}
	}
	return v.status(status, p.Head.Title, settingsBody(p))
}

// refused tells a no that belongs on the page, from what broke.
func refused(err error) bool {
	r, no := refuse.As(err)
	return no && r.Kind != 0 && r.Kind != refuse.Unknown && r.Code != "app.role"
}

// once is a hidden field with the key under which a form is done once.
func (v *visit) once() ui.Option { return ui.Option{Value: "key", Text: v.app.DB.NewID().Text("key")} }

// settingsHead is the heading of a page under Réglages.
func (v *visit) settingsHead(title, sub string) ui.Heading {
	return ui.Heading{Title: title, Sub: sub}
}

// settingCoding is how the fields of a form travel.
func settingCoding(f settingForm) string {
	if f.File {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

func settingMethod(f settingForm) string {
	if f.Get {
		return "get"
	}
	return "post"
}
