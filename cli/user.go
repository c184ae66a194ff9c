package cli

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

type userVerbs struct {
	Add userAddVerb `cmd:"" help:"${help_user_add}"`
}

type userAddVerb struct {
	Who      string `arg:"" name:"name" optional:"" help:"${help_user_name}"`
	Name     string `hidden:""`
	Email    string `help:"${help_user_email}"`
	Language string `placeholder:"fr|fr-CA|en" help:"${help_user_language}"`
	Role     string `help:"${help_user_role}"`
}

// Run adds a user and, when a role is said, gives him a key in it.
func (v *userAddVerb) Run(s *session) error {
	name := v.Who + v.Name // written as an argument or as a flag
	if name == "" {
		return wrong{refuse.New(refuse.Invalid, "cli.missing", "flags", "<name>")}
	}
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		call := app.Call{Caller: c}
		u, err := app.AddUser.Do(s.ctx, a, call, access.NewUser{Name: name, Email: v.Email, Language: words.Language(v.Language)})
		if err != nil || v.Role == "" {
			return u, err
		}
		return app.CreateKey.Do(s.ctx, a, call, access.NewKey{User: u.ID, Role: v.Role})
	})
}

type keyVerbs struct {
	Create keyCreateVerb `cmd:"" help:"${help_apikey_create}"`
}

type keyCreateVerb struct {
	User     string `required:"" help:"${help_apikey_user}"`
	Role     string `required:"" help:"${help_apikey_role}"`
	Entity   string `help:"${help_apikey_entity}"`
	Customer string `help:"${help_apikey_customer}"`
}

// Run gives a user a key and prints its secret, this once.
func (v *keyCreateVerb) Run(s *session) error {
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		return app.CreateKey.Do(s.ctx, a, app.Call{Caller: c},
			access.NewKey{User: v.User, Role: v.Role, Entity: v.Entity, Customer: v.Customer})
	})
}
