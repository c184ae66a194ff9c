package web

import (
	"strconv"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/web/ui"
)

// health is how the house stands: what does not go on by itself, and whether
// everything was verified and kept.
func (v *visit) health() error {
	h, err := ask(v, app.ShowHealth, work.None{})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.health"), v.say("web.health.what"))}
	p.Main = append(p.Main, v.verifiedSection(h))
	stuck, err := v.stuckSection(h)
	if err != nil {
		return err
	}
	p.Main = append(p.Main, stuck)
	p.Side = append(p.Side, v.queues(h), v.machine(h))
	return v.settled(p, nil)
}

// verifiedSection is what verify found last, and the button to run it.
func (v *visit) verifiedSection(h app.Health) section {
	s := section{ID: "verified", Title: v.say("web.health.verify")}
	if v.may(app.StartRun.Entry) && app.MayStart(v.signed.Role, "verify") {
		s.Forms = []settingForm{{Path: "/health/verify", Hidden: []ui.Option{v.once()}, Buttons: []settingButton{{Value: "do", Text: v.say("web.run.verify"), Icon: "refresh", Primary: true, Key: "V"}}}}
	}
	x := h.Verified
	if x == nil {
		s.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.health.never"), Text: v.say("web.run.verify.why")}
		return s
	}
	s.Facts = []ui.Fact{{Name: v.say("web.health.when"), Text: v.instant(x.At), Href: v.link2("/runs/{id}", "/runs/"+escape(x.Run))}}
	switch {
	case x.State == work.Running || x.State == work.Waiting:
		s.Facts = append(s.Facts, ui.Fact{Name: v.say("web.col.state"), Text: v.say("web.work." + x.State)})
	case x.Checks == 0:
		s.Facts = append(s.Facts, ui.Fact{Name: v.say("web.col.state"), Text: v.say("web.work." + x.State)})
	case x.OK:
		s.Sub = v.say("web.health.ok", "n", x.Checks)
	default:
		s.Sub = v.say("web.health.broken", "n", len(x.Breaches))
	}
	g := ui.Grid{Caption: v.say("web.health.verify"), Columns: []ui.Column{{Name: v.say("web.col.check"), Grow: true}, {Name: v.say("web.col.state"), Key: true}}}
	for _, c := range x.Breaches {
		state := ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.health.breach", "n", c.Count)}
		if c.Warning {
			state = ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.health.look", "n", c.Count)}
		}
		why := c.Name
		for i, b := range c.Breaches {
			if i < 3 {
				why += " · " + b.What + " " + b.Why
			}
		}
		g.Lines = append(g.Lines, ui.Line{ID: c.Name, Cells: []ui.Cell{{Text: v.app.Texts.Say(v.view.Lang, "verify.check."+c.Name), Small: why}, {State: &state}}})
	}
	s.Grid = &g
	return s
}

// stuckSection are the steps that failed, each with its cause and a way to try
// it again.
func (v *visit) stuckSection(h app.Health) (section, error) {
	s := section{ID: "stuck", Title: v.say("web.health.stuck")}
	list, err := ask(v, app.StuckSteps, app.StuckList{Limit: 50})
	if err != nil {
		return s, err
	}
	if len(list.Items) == 0 {
		s.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.health.stuck.none"), Text: v.say("web.health.stuck.none.why")}
		return s, nil
	}
	s.Sub = v.say("web.health.stuck.n", "n", h.Stuck)
	g := ui.Grid{Caption: v.say("web.health.stuck"), Columns: []ui.Column{{Name: v.say("web.col.step"), Grow: true}, {Name: v.say("web.col.tries"), Num: true}, {Name: v.say("web.col.next"), Key: true}}}
	for i, t := range list.Items {
		g.Lines = append(g.Lines, ui.Line{ID: t.ID, Cells: []ui.Cell{{Text: t.Step, Small: t.Error}, {Text: ui.Number(v.ctx, t.Attempts)}, {Text: v.instant(t.Due), Soft: true}}})
		if v.may(app.RetryStep.Entry) && i < 10 {
			s.Forms = append(s.Forms, settingForm{Path: "/health/steps/" + escape(t.ID), Hidden: []ui.Option{v.once()}, Buttons: []settingButton{{Value: "retry", Text: v.say("web.health.retry", "step", t.Step), Icon: "refresh"}}})
		}
	}
	s.Grid = &g
	return s, nil
}

func (v *visit) queues(h app.Health) section {
	f := func(key string, n int64, oldest *time.Time, href string) ui.Fact {
		text := ui.Number(v.ctx, n)
		if oldest != nil && n > 0 {
			text = v.say("web.health.since", "n", n, "when", v.span(h.At.Sub(*oldest)))
		}
		return ui.Fact{Name: v.say(key), Text: text, Href: href}
	}
	return section{ID: "queues", Title: v.say("web.health.queues"), Facts: []ui.Fact{f("web.health.steps", h.Waiting, h.Oldest, ""), f("web.health.unsealed", h.Unsealed, nil, ""),
		f("web.health.mails", h.Mails.Waiting, h.Mails.Oldest, v.link("/mails?view=o-queued")), f("web.health.mails_failed", h.Mails.Failed, nil, v.link("/mails?view=o-failed")),
		f("web.health.mails_unsure", h.Mails.Unsure, nil, v.link("/mails?view=o-unknown")),
		f("web.health.mails_bounced", h.Mails.Bounced, nil, v.link("/customers?view=c-bounced")),
		f("web.health.single", h.Single, nil, v.link("/settings/sign-in"))}}
}

func (v *visit) machine(h app.Health) section {
	backup := v.say("web.health.no_backup")
	if h.Backup != nil {
		backup = v.say("web.health.backup_at", "when", v.instant(h.Backup.At), "size", v.size(h.Backup.Bytes))
	}
	clock := v.instant(h.At)
	if h.Ahead != 0 {
		clock = v.say("web.health.ahead", "when", clock)
	}
	return section{ID: "machine", Title: v.say("web.health.machine"), Facts: []ui.Fact{{Name: v.say("web.health.backup"), Text: backup}, {Name: v.say("web.health.size"), Text: v.size(h.Bytes)},
		{Name: v.say("web.health.engine"), Text: h.Engine + ", " + v.say("web.health.schema", "n", h.Schema)}, {Name: v.say("web.health.version"), Text: strings.TrimSpace(h.Version)}, {Name: v.say("web.health.clock"), Text: clock}}}
}

// size is a number of bytes as people say it.
func (v *visit) size(bytes int64) string {
	switch {
	case bytes >= 1<<30:
		return v.say("web.size.gb", "n", strconv.FormatInt(bytes>>30, 10)+"."+strconv.FormatInt(bytes>>20%1024*10/1024, 10))
	case bytes >= 1<<20:
		return v.say("web.size.mb", "n", bytes>>20)
	}
	return v.say("web.size.kb", "n", (bytes+1023)>>10)
}

// verifyNow starts the run that verifies everything.
func (v *visit) verifyNow() error {
	if v.r.PostFormValue("step") != "do" {
		return v.to("/health")
	}
	out, err := command(v, app.StartRun, v.r.PostFormValue("key"), app.ToStart{Kind: "verify"})
	if err != nil {
		return err
	}
	return v.toRun(out)
}

// retryStep tries a step of the chain again.
func (v *visit) retryStep() error {
	if _, err := command(v, app.RetryStep, v.r.PostFormValue("key"), app.StepRef{ID: v.r.PathValue("id")}); err != nil {
		return err
	}
	return v.to("/health?done=do")
}
