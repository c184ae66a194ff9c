package scenario

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Play plays a story in the fresh database at url, up to the first line that
// does not go as it says. The error names file and line, what was expected and
// what came.
func Play(ctx context.Context, url, file, text string) error {
	lines, err := Parse(file, text)
	if err != nil {
		return err
	}
	s, err := open(ctx, url)
	if err != nil {
		return err
	}
	defer s.app.Close()
	for i, l := range lines {
		if err := s.play(l); err != nil {
			return l.fail("%s: %w", l.Verb, s.say(err))
		}
		if i+1 < len(lines) && lines[i+1].Verb == "stuck" {
			continue
		}
		if err := s.unstuck(); err != nil {
			return l.fail("%s: %w", l.Verb, err)
		}
	}
	return nil
}

// play does one line, and all that follows from it.
func (s *stage) play(l Line) error {
	f := own[l.Verb]
	if f == nil {
		f = (*stage).call
	}
	if l.Verb != "entity" && l.Verb != "day" && l.Verb != "days" {
		if err := s.found(); err != nil {
			return err
		}
	}
	s.clock.Add(1e6)
	if err := f(s, l); err != nil {
		return err
	}
	_, err := s.app.DB.Idle(s.ctx)
	return err
}

// say adds the sentence of a refusal.
func (s *stage) say(err error) error {
	r, ok := refuse.As(err)
	if !ok {
		return err
	}
	out := []string{"refused " + r.Code + ": " + s.app.Say(words.English, err)}
	for _, f := range s.app.Problem(words.English, err).Errors {
		out = append(out, f.Pointer+": "+f.Detail)
	}
	return fmt.Errorf("%s [%w]", strings.Join(out, "; "), err)
}

// steps that failed, by name, with their errors.
func (s *stage) steps() (map[string]string, error) {
	return db.See(s.ctx, s.app.DB, db.As{}, func(r *db.Read) (map[string]string, error) {
		tasks, err := db.Stuck(r, 1000)
		out := map[string]string{}
		for _, t := range tasks {
			out[t.Step] = t.Error
		}
		return out, err
	})
}

// unstuck refuses steps that failed without the story saying so.
func (s *stage) unstuck() error {
	steps, err := s.steps()
	for _, name := range slices.Sorted(maps.Keys(steps)) {
		if !s.stuck[name] {
			return fmt.Errorf("step %s failed: %s", name, steps[name])
		}
	}
	return err
}

func (s *stage) failed(l Line) error {
	if err := s.plain(l, len(l.Words)); err != nil {
		return err
	}
	steps, err := s.steps()
	if err != nil {
		return err
	}
	want, got := slices.Sorted(slices.Values(l.Words)), slices.Sorted(maps.Keys(steps))
	if !slices.Equal(want, got) {
		return fmt.Errorf("the steps that failed are %q, expected %q", steps, want)
	}
	s.stuck = map[string]bool{}
	for _, name := range want {
		s.stuck[name] = true
	}
	return nil
}

// caller is who acts, for the entity acted for.
func (s *stage) caller() (app.Caller, error) {
	return s.app.Act(s.ctx, s.actor.name, s.actor.role, s.entity)
}
