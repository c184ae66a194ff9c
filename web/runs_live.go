package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/stat"
	"encaisse/web/ui"
)

// live is how far work is: done of how much, how fast, how long still.
func (v *visit) live(w work.View) liveRun {
	handled := w.Done + w.Failed + w.Asked
	l := liveRun{Done: ui.Number(v.ctx, handled), Now: fmt.Sprint(handled), Max: fmt.Sprint(w.Total), Preview: w.Preview}
	if w.Preview && w.Kind != work.Command && w.State == work.Ready {
		l.Done = ui.Number(v.ctx, w.Total)
	} else if w.Total > 0 {
		l.Of = v.say("web.of_all", "all", w.Total)
		l.Bar = v.say("web.n_of", "n", handled, "all", w.Total)
	}
	until := w.BeatAt
	if w.EndedAt != nil {
		until = *w.EndedAt
	}
	took := until.Sub(w.BegunAt)
	if ms := took.Milliseconds(); ms > 0 && handled > 0 && !w.Preview {
		rate := stat.Ratio{Num: handled * 1000, Den: ms}
		if text, ok := rate.Times(1, 0); ok && text != "0" {
			l.Rate = v.say("web.rate", "n", text)
		}
		if left := w.Left(); left > 0 && w.EndedAt == nil {
			l.Rate = strings.TrimSpace(l.Rate + " " + v.say("web.eta", "time", v.span(time.Duration(ms*left/handled)*time.Millisecond)))
		}
	}
	if w.EndedAt != nil && !w.Preview {
		l.Since = v.say("web.took", "time", v.span(took))
	}
	words := map[bool]string{false: "web.live.", true: "web.would."}[w.Preview]
	add := func(key string, n int64) {
		if n > 0 || key == "done" {
			l.Facts = append(l.Facts, ui.Fact{Name: v.say(words + key), Text: ui.Number(v.ctx, n)})
		}
	}
	if w.Kind == work.Command || w.Failed > 0 {
		add("done", w.Done)
		add("asked", w.Asked)
		add("failed", w.Failed)
		add("left", w.Left())
	}
	l.Facts = append(l.Facts, v.runSums(w)...)
	if f := v.exported(w); f.Name != "" {
		l.Facts = append(l.Facts, ui.Fact{Name: v.say("web.books.col.file"), Text: f.Name}, ui.Fact{Name: v.say("web.run.size"), Text: v.say("web.run.bytes", "n", f.Bytes)}, ui.Fact{Name: "SHA-256", Text: f.SHA256},
			ui.Fact{Name: v.say("web.run.kept"), Text: v.instant(w.EndedAt.AddDate(0, 0, work.KeptDays))})
	}
	l.Status = v.say("web.live.status", "done", w.Done, "all", w.Total, "failed", w.Failed)
	return l
}

// runSums are what the report of work says in amounts or by run.
func (v *visit) runSums(w work.View) (out []ui.Fact) {
	var report struct {
		Sums []string `json:"sums"`
		Runs []struct {
			Run  string `json:"run"`
			Done int64  `json:"done"`
		} `json:"runs"`
	}
	_ = json.Unmarshal(w.Report, &report) // a report of another shape says nothing here
	for _, text := range report.Sums {
		var m money.Money
		if m.UnmarshalText([]byte(text)) == nil {
			out = append(out, ui.Fact{Name: v.say("web.col.total"), Text: ui.Money(v.ctx, m), Total: true})
		}
	}
	for _, r := range report.Runs {
		out = append(out, ui.Fact{Name: v.say("web.run." + r.Run), Text: ui.Number(v.ctx, r.Done)})
	}
	return out
}

// span is a duration as people say it.
func (v *visit) span(d time.Duration) string {
	switch {
	case d < time.Second:
		return v.say("web.under_second")
	case d < time.Minute:
		return v.say("web.seconds", "n", int(d/time.Second))
	case d < time.Hour:
		return v.say("web.minutes", "n", int(d/time.Minute), "s", int(d/time.Second)%60)
	}
	return v.say("web.hours", "n", int(d/time.Hour), "m", int(d/time.Minute)%60)
}

// stepRun does a step of work: apply, cancel, retry.
func (v *visit) stepRun() error {
	in, key := work.Ref{ID: v.r.PathValue("id")}, v.r.PostFormValue("key")
	var out work.View
	var err error
	switch v.r.PathValue("step") {
	case "apply":
		out, err = command(v, app.ApplyRun, key, in)
	case "cancel":
		out, err = command(v, app.CancelRun, key, in)
	case "retry":
		out, err = command(v, app.RetryRun, key, in)
	default:
		err = refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	if err != nil {
		return err
	}
	return v.toRun(out)
}

// startRun starts a long run by its preview.
func (v *visit) startRun() error {
	out, err := command(v, app.StartRun, v.r.PostFormValue("key"), app.ToStart{Kind: v.r.PostFormValue("kind"), Preview: true})
	if err != nil {
		return err
	}
	return v.toRun(out)
}

// How often a page is told how far work is, and for how long by one connection:
// the browser opens another.
const (
	streamTick = 250 * time.Millisecond
	streamLong = 15 * time.Second
)

// runEvents tells a page how far work is, as it goes.
func (v *visit) runEvents() error {
	w, err := ask(v, app.ShowRun, work.Ref{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(v.w)
	fmt.Fprint(v.w, "retry: 300\n\n")
	said := ""
	for end := time.Now().Add(streamLong); time.Now().Before(end); {
		if w.State != work.Waiting && w.State != work.Running {
			fmt.Fprint(v.w, "event: end\ndata: "+w.State+"\n\n")
			_ = out.Flush() // the browser is gone: nothing is lost
			return nil
		}
		var b strings.Builder
		if err := liveBody(v.live(w)).Render(v.ctx, &b); err != nil {
			return err
		}
		if text := b.String(); text != said {
			fmt.Fprint(v.w, "event: progress\ndata: "+strings.ReplaceAll(text, "\n", " ")+"\n\n")
			said = text
			if out.Flush() != nil {
				return nil
			}
		}
		select {
		case <-v.r.Context().Done():
			return nil
		case <-time.After(streamTick):
		}
		if w, err = ask(v, app.ShowRun, work.Ref{ID: w.ID}); err != nil {
			return nil // it was told from the beginning: the browser asks again
		}
	}
	return nil
}
