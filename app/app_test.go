package app

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

func TestTextsAreWhole(t *testing.T) {
	for name, set := range map[string]words.Texts{"own": own, "titles": titles, "input": inputTexts, "calls": calls, "access": access.Texts} {
		if f := set.Faults(); len(f) > 0 {
			t.Errorf("%s: texts with faults: %v", name, f)
		}
	}
	for _, r := range append(Roles(), System, "") {
		if !Texts.Has("role." + r) {
			t.Errorf("the role %q has no word", r)
		}
	}
	for key := range calls {
		if _, ok := Find(strings.TrimPrefix(key, "call.")); !ok {
			t.Errorf("%s is no call", key)
		}
	}
	for k := refuse.Invalid; k <= refuse.Unknown; k++ {
		if a := (&App{Texts: Texts}); strings.HasPrefix(a.Title(words.English, k.Status()), "status.") {
			t.Errorf("the status %d has no title", k.Status())
		}
	}
}

type byID struct {
	ID string `path:"id" json:"-"`
}

type mixed struct {
	ID   string `path:"id" json:"-"`
	Body string `json:"body"`
}

func TestMistakesOfTheTableAreFound(t *testing.T) {
	for want, e := range map[string]*Entry{
		"the name is taken":           {Name: "user.add", Method: "POST", Path: "/v1/x", In: reflect.TypeFor[struct{}]()},
		"the route is that of":        {Name: "x", Method: "POST", Path: "/v1/users", In: reflect.TypeFor[struct{}]()},
		"is no struct":                {Name: "x", In: reflect.TypeFor[string]()},
		"no role is called":           {Name: "x", In: reflect.TypeFor[struct{}](), Roles: []string{"king"}},
		"the route has no {id}":       {Name: "x", Path: "/v1/x", In: reflect.TypeFor[byID]()},
		"no field is tagged path":     {Name: "x", Path: "/v1/x/{id}", In: reflect.TypeFor[struct{}]()},
		"comes from neither path nor": {Name: "x", Path: "/v1/x/{id}", In: reflect.TypeFor[mixed](), Question: true},
		"needs a field customer":      {Name: "x", Path: "/v1/x/{id}", In: reflect.TypeFor[byID](), Roles: []string{customer}},
	} {
		e.Fields = form.Fields(e.In)
		if err := e.faults(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestStatusOfARoute(t *testing.T) {
	for route, want := range map[string]int{
		"POST /v1/things": 201, "POST /v1/things/{id}/parts": 201, "POST /v1/things/{id}/confirm": 200, "POST /v1/things/{id}/credit 201": 201, "GET /v1/things": 200,
	} {
		if e := entry[byID, byID]("x", route, nil); e.Status != want {
			t.Errorf("%s: %d", route, e.Status)
		}
	}
}

func TestAllows(t *testing.T) {
	command, question := &Entry{Roles: []string{sales}}, &Entry{Roles: []string{sales}, Question: true}
	for role, want := range map[string][2]bool{
		sales: {true, true}, cash: {false, false}, Auditor: {false, true}, Admin: {true, true}, System: {true, true}, customer: {false, false}, "": {false, false},
	} {
		if got := [2]bool{command.Allows(role), question.Allows(role)}; got != want {
			t.Errorf("%q: %v", role, got)
		}
	}
	for _, e := range All() {
		if slices.Contains(e.Roles, Admin) {
			t.Errorf("%s: admin need not be listed", e.Name)
		}
	}
}

func TestCallsFromGo(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		ctx := context.Background()
		a, err := Open(ctx, url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		c := Call{Caller: Caller{Role: System}, Key: "k"}
		first, err := AddUser.Do(ctx, a, c, access.NewUser{Name: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		again, err := AddUser.Do(ctx, a, c, access.NewUser{Name: "ann"})
		if err != nil || first != again || first.Name != "ann" {
			t.Errorf("%v, then %v %v", first, again, err)
		}
		_, err = AddUser.Do(ctx, a, c, access.NewUser{Name: "bob"})
		if refuse.Code(err) != "app.key_reused" {
			t.Error(err)
		}
		_, err = AddUser.Do(ctx, a, Call{Caller: Caller{Role: Admin}}, access.NewUser{Name: "ann"})
		if refuse.Code(err) != "unique.app_user_name" || !strings.Contains(a.Say(words.English, err), "has this name already") {
			t.Error(err)
		}
		page, err := ListUsers.Ask(ctx, a, Call{Caller: Caller{Role: Auditor}}, db.Paging{})
		if err != nil || len(page.Items) != 1 {
			t.Error(page, err)
		}
		if _, err := ListUsers.Ask(ctx, a, Call{Caller: Caller{Role: sales}}, db.Paging{}); refuse.Code(err) != "app.role" {
			t.Error(err)
		}
		if who, err := a.Act(ctx, "ann", sales, ""); err != nil || who.User == 0 || who.Role != sales {
			t.Error(who, err)
		}
		if _, err := a.Act(ctx, "eve", sales, ""); refuse.Code(err) != "access.user" {
			t.Error(err)
		}
	})
}

// A step that failed is on the list of those that wait, and a person can let
// it be tried again.
func TestAStuckStep(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		ctx := context.Background()
		broken := true
		steps := []db.Step{{On: "user.added", Name: "test.greet", Key: "user", Subject: "user", Do: func(*db.Write, db.Task) error {
			if broken {
				return errors.New("the greeter is ill")
			}
			return nil
		}}}
		a, err := Open(ctx, url, Options{Steps: steps})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		c := Call{Caller: Caller{Role: Admin}}
		if _, err := AddUser.Do(ctx, a, c, access.NewUser{Name: "ann"}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.DB.Idle(ctx); err != nil {
			t.Fatal(err)
		}
		list, err := StuckSteps.Ask(ctx, a, c, StuckList{})
		if err != nil || len(list.Items) != 1 || list.Items[0].Attempts != 1 || list.Items[0].Error != "the greeter is ill" {
			t.Fatal(list, err)
		}
		broken = false
		if _, err := RetryStep.Do(ctx, a, c, StepRef{list.Items[0].ID}); err != nil {
			t.Fatal(err)
		}
		if n, err := a.DB.Idle(ctx); n != 1 || err != nil {
			t.Error(n, err)
		}
		if _, err := RetryStep.Do(ctx, a, c, StepRef{list.Items[0].ID}); refuse.Code(err) == "" {
			t.Error("a step that is done was retried")
		}
		if s, err := a.State(ctx); err != nil || s.Stuck != 0 || s.Backlog != 0 || s.Unsealed != 2 {
			t.Error(s, err)
		}
	})
}

func TestWhatIsNoRefusalIsNotTold(t *testing.T) {
	a := &App{Texts: Texts}
	p := a.Problem(words.French, errors.New("secret"))
	if p.Status != 500 || p.Code != "app.internal" || strings.Contains(p.Detail, "secret") {
		t.Error(p)
	}
	for code, want := range map[string]string{"unique.nothing": "This exists already (x).", "check.nothing": "A rule of the database forbids it (x)."} {
		if got := a.Say(words.English, refuse.New(refuse.Conflict, code, "constraint", "x")); got != want {
			t.Error(got)
		}
	}
}
