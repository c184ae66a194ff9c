package scenario

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/form"
	"encaisse/app/run"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// start is the day a story begins on when it does not say: a Monday.
var start = day.Of(2026, 1, 5)

// actor is a user of the story.
type actor struct{ name, role string }

// stage is where a story plays: a company in a database of its own, with a
// clock that only the story moves.
type stage struct {
	ctx      context.Context
	app      *app.App
	clock    atomic.Int64 // µs
	home     seller.NewEntity
	founded  bool
	entity   string // name of the one acted for
	entities map[string]bool
	actor    actor
	roles    map[string]string // of the users met, the last one said
	known    map[string]bool   // customers that are there
	kept     map[string]answer
	stuck    map[string]bool // steps that the story expects to fail
}

func open(ctx context.Context, url string) (*stage, error) {
	s := &stage{ctx: ctx, actor: actor{company.Administrator, access.Admin}, roles: map[string]string{},
		known: map[string]bool{}, kept: map[string]answer{}, stuck: map[string]bool{}, entities: map[string]bool{},
		home: seller.NewEntity{Name: "Exemple", Country: "FR", Currency: "EUR", Tax: "none"}}
	s.turn(start)
	var err error
	s.app, err = app.Open(ctx, url, app.Options{Clock: func() time.Time { return time.UnixMicro(s.clock.Load()).UTC() }})
	return s, err
}

// turn sets the clock to noon UTC of a day: the same civil day in Paris and in
// Montréal.
func (s *stage) turn(d day.Day) {
	s.clock.Store((int64(d)*86400 + 12*3600) * 1e6)
}

func (s *stage) today() day.Day {
	return day.FromTime(time.UnixMicro(s.clock.Load()), time.UTC)
}

// found makes the company, once, before the first line that needs it.
func (s *stage) found() error {
	if s.founded {
		return nil
	}
	_, err := db.Do(s.ctx, s.app.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, s.home)
	})
	s.founded, s.entity = err == nil, s.home.Name
	s.entities[s.home.Name] = true
	return err
}

// own are the verbs of the stage itself:
//
//	entity name=… country=FR currency=EUR tax=standard …   at the top: the company; later: another one, or the one acted for
//	day 2026-01-15 | day +30 | day +0 14:30                 the business day, at noon UTC or at another time
//	days 60 daily dunning                                   so many days pass, with these long runs on each
//	as cathy credit | as cathy                              who acts; a user not met before is added
//	idle                                                    flow does what is due (also done after each command)
//	run daily                                               a long run
//	stuck invoice.Issue … | stuck                           exactly these steps failed; none
//
// stuck stands right after the line whose steps fail: elsewhere a step that
// fails is an error of the story.
var own = map[string]func(*stage, Line) error{
	"entity": (*stage).sell,
	"day":    (*stage).day,
	"days":   (*stage).days,
	"as":     (*stage).as,
	"idle":   func(s *stage, l Line) error { return s.plain(l, 0) },
	"run":    (*stage).run,
	"stuck":  (*stage).failed,
}

// plain refuses what a verb of the stage does not take.
func (s *stage) plain(l Line, words int) error {
	if l.Kind != Do || l.Keep != "" || len(l.Args) > 0 || len(l.Words) != words {
		return fmt.Errorf("%s takes %d words and nothing else", l.Verb, words)
	}
	return nil
}

func (s *stage) sell(l Line) error {
	if l.Kind != Do || len(l.Words) > 0 {
		return errors.New("entity takes name=value only")
	}
	in := seller.NewEntity{Country: "FR", Currency: "EUR", Tax: "none"}
	if !s.founded {
		in.Name = s.home.Name
	}
	for _, a := range l.Args {
		if err := form.Set(&in, a.Name, a.Value); err != nil {
			return err
		}
	}
	switch {
	case !s.founded:
		s.home = in
		return s.found()
	case s.entities[in.Name] && len(l.Args) == 1:
		s.entity = in.Name
		return nil
	}
	_, err := db.Do(s.ctx, s.app.DB, db.As{}, func(w *db.Write) (seller.View, error) { return seller.Create(w, in) })
	s.entity, s.entities[in.Name] = in.Name, true
	return err
}

func (s *stage) day(l Line) error {
	at := 0
	if len(l.Words) == 2 {
		t, err := time.Parse("15:04", l.Words[1])
		if err != nil {
			return fmt.Errorf("day 2026-01-15 14:30, not %s", l.Words[1])
		}
		at = t.Hour()*60 + t.Minute() - 12*60
		l.Words = l.Words[:1]
	}
	if err := s.plain(l, 1); err != nil {
		return err
	}
	d := s.today()
	if more, ok := strings.CutPrefix(l.Words[0], "+"); ok {
		n, err := strconv.Atoi(more)
		if err != nil {
			return fmt.Errorf("day +30, not %s", l.Words[0])
		}
		d = d.AddDays(n)
	} else {
		var err error
		if d, err = day.Parse(l.Words[0]); err != nil {
			return err
		}
	}
	if s.founded && d < s.today() {
		return fmt.Errorf("the clock does not go back: it is %s", s.today())
	}
	s.turn(d)
	s.clock.Add(int64(at) * 60e6)
	return nil
}

// days lets so many days pass, with long runs on each and what follows them.
func (s *stage) days(l Line) error {
	if l.Kind != Do || l.Keep != "" || len(l.Args) > 0 || len(l.Words) < 1 {
		return errors.New("days takes a number and the names of long runs")
	}
	n, err := strconv.Atoi(l.Words[0])
	if err != nil {
		return fmt.Errorf("days 60 daily, not %s", l.Words[0])
	}
	for range n {
		s.turn(s.today().AddDays(1))
		for _, name := range l.Words[1:] {
			if _, err := run.Do(s.ctx, s.app, name, false); err != nil {
				return err
			}
			if _, err := s.app.DB.Idle(s.ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *stage) as(l Line) error {
	if l.Kind != Do || len(l.Args) > 0 || len(l.Words) < 1 || len(l.Words) > 2 {
		return errors.New("as takes a user and, the first time, his role")
	}
	name := l.Words[0]
	role := s.roles[name]
	if name == company.Administrator {
		role = access.Admin
	}
	if len(l.Words) == 2 {
		role = l.Words[1]
	}
	if role == "" {
		return fmt.Errorf("the role of %s is not known: as %s sales", name, name)
	}
	_, err := s.app.Act(s.ctx, name, role, s.entity)
	if refuse.Code(err) == "access.user" {
		system := app.Call{Caller: app.Caller{Role: app.System}}
		_, err = app.AddUser.Do(s.ctx, s.app, system, access.NewUser{Name: name})
	}
	s.actor, s.roles[name] = actor{name, role}, role
	return err
}

func (s *stage) run(l Line) error {
	if err := s.plain(l, 1); err != nil {
		return err
	}
	_, err := run.Do(s.ctx, s.app, l.Words[0], false)
	return err
}
