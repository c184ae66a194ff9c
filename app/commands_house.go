package app

import (
	"encaisse/app/access"
	"encaisse/app/view"
	"encaisse/app/work"
	"encaisse/o2c/insight"
	"encaisse/o2c/note"
)

// The commands and questions of the house itself: who comes in, by what, with which
// views; runs over many documents, notes.
var (
	ListKeys       = question("apikey.list", "GET /v1/apikeys", access.Keys)
	Restore        = command("user.restore", "POST /v1/users/{user}/restore", access.Restore)
	Suspend        = command("user.suspend", "POST /v1/users/{user}/suspend", access.Suspend)
	ListStaff      = question("user.staff", "GET /v1/users/staff", access.Staff)
	AddUser        = command("user.add", "POST /v1/users", access.AddUser)
	ListUsers      = question("user.list", "GET /v1/users", access.Users)
	AllowRole      = command("user.role", "POST /v1/users/{user}/roles", access.AllowRole).asks()
	EndRole        = command("user.role_end", "POST /v1/users/{user}/role_end", access.EndRole)
	Invite         = command("user.invite", "POST /v1/users/{user}/invitations", access.Invite).asks()
	SetEmail       = command("user.email", "POST /v1/users/{user}/email", access.SetEmail).asks()
	InviteIdentity = command("user.invite_identity", "POST /v1/users/{user}/identity_invitations", access.InviteIdentity).asks()
	ListFactors    = question("factor.list", "GET /v1/factors", access.Factors)
	ResetFactors   = command("user.factor_reset", "POST /v1/users/{user}/factor_reset", access.ResetFactors).asks()
	ListDemands    = question("signin.policy", "GET /v1/signin/policy", access.Demands)
	SetDemand      = command("signin.require", "POST /v1/signin/roles/{role}/require", access.Require).asks()

	CreateKey  = command("apikey.create", "POST /v1/apikeys", access.CreateKey).asks()
	CollectKey = command("apikey.collect", "POST /v1/apikeys/{id}/collect", access.CollectKey)
	RevokeKey  = command("apikey.revoke", "POST /v1/apikeys/{id}/revoke", access.RevokeKey)

	MySessions   = question("session.mine", "GET /v1/sessions/mine", access.MySessions, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ListSessions = question("session.list", "GET /v1/sessions", access.Sessions)
	EndSession   = command("session.end", "POST /v1/sessions/{id}/end", access.EndSession, sales, analyst, creditManager, warehouse, billing, collections, cash, finance, Auditor)

	SaveView   = command("view.save", "POST /v1/views", view.Save, sales, analyst, creditManager, warehouse, billing, collections, cash, finance, Auditor)
	ForgetView = command("view.forget", "POST /v1/views/{id}/forget", view.Forget, sales, analyst, creditManager, warehouse, billing, collections, cash, finance, Auditor)
	ListViews  = question("view.list", "GET /v1/views", view.List, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)

	BeginMass   = command("run.begin", "POST /v1/runs", beginMass, sales, analyst, creditManager, warehouse, billing, collections, cash, finance).wakes()
	StartRun    = command("run.start", "POST /v1/runs/start 201", startRun, billing, cash, collections, finance).wakes()
	BeginImport = command("import.begin", "POST /v1/imports", beginImport, sales, warehouse, cash, finance).wakes()
	BeginExport = command("run.export", "POST /v1/runs/export 201", beginExport, sales, analyst, creditManager, warehouse, billing, collections, cash, finance).wakes()
	BeginClose  = command("run.close", "POST /v1/runs/close 201", beginClosing, finance).wakes()
	RunFile     = question("run.file", "GET /v1/runs/{id}/files/{kind}", runFile, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ApplyRun    = command("run.apply", "POST /v1/runs/{id}/apply", work.Apply, sales, analyst, creditManager, warehouse, billing, collections, cash, finance).wakes()
	CancelRun   = command("run.cancel", "POST /v1/runs/{id}/cancel", work.Cancel, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	RetryRun    = command("run.retry", "POST /v1/runs/{id}/retry", work.Retry, sales, analyst, creditManager, warehouse, billing, collections, cash, finance).wakes()
	SeeRun      = command("run.seen", "POST /v1/runs/{id}/seen", work.See, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ListRuns    = question("run.list", "GET /v1/runs", work.List, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ShowRun     = question("run.show", "GET /v1/runs/{id}", work.Show, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	RunItems    = question("run.items", "GET /v1/runs/{id}/items", work.Items, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	RunCauses   = question("run.causes", "GET /v1/runs/{id}/causes", work.Causes, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)

	AddNote    = command("note.add", "POST /v1/document_notes", note.Add, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ReadNote   = command("note.read", "POST /v1/document_notes/{id}/read", note.Read, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	MyMentions = question("note.mentions", "GET /v1/document_notes/mentions", note.Mentions, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ShowNews   = question("news", "GET /v1/news", news, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)

	Audit      = question("audit.list", "GET /v1/audit", insight.Audit, finance)
	ListFacts  = question("facts.list", "GET /v1/facts", facts, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ShowHealth = question("system.health", "GET /v1/health", health, finance)
	StuckSteps = question("flow.stuck", "GET /v1/flow/stuck", stuck, finance)
	RetryStep  = command("flow.retry", "POST /v1/flow/{id}/retry", retry)
)
