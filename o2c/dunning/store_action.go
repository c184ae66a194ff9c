package dunning

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

var (
	qActionNew = db.Q("dunning.action.insert", `insert into dunning_action (id, entity, customer, currency, level, action, template, amount, unapplied, day, state, why,
		message, result, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,'',1)`)
	qActionPart = db.Q("dunning.action.item", `insert into dunning_action_item (action, item, level, amount, penalty, live) values ($1,$2,$3,$4,$5,$6)`)
	qActionByID = db.Q("dunning.action.load", `select `+actionColumns+` from dunning_action where id = $1`)
	qActionLock = db.Q("dunning.action.lock", `select `+actionColumns+` from dunning_action where id = $1`).Locks(db.Document)
	qActionSave = db.Q("dunning.action.save", `update dunning_action set state = $2, why = $3, result = $4, amount = $5, unapplied = $6, message = $7, version = version + 1
		where id = $1 and version = $8`)
	qActionList = db.Q("dunning.action.list", `select `+actionColumns+` from dunning_action where entity = $1 and id > $2 and (customer = $3 or $3 = 0) and (state = $4 or $4 = '')
		order by id limit $5`).Scans()
	qActionTodo    = db.Q("dunning.action.todo", `select `+actionColumns+` from dunning_action where entity = $1 and state = 'todo' and id > $2 order by id limit $3`)
	qActionLetters = db.Q("dunning.action.letters", `select `+actionColumns+` from dunning_action where customer = $1 and entity = $2 and state = 'todo'
		and (action = 'letter' or action = 'email') order by id`)
	qParts    = db.Q("dunning.action.items", `select action, item, level, amount, penalty, live from dunning_action_item where action = $1 order by item`)
	qPartSave = db.Q("dunning.action.item.save", `update dunning_action_item set live = $3, amount = $4 where action = $1 and item = $2`)
)

// FindAction returns an action by id.
func FindAction(r *db.Read, ref string) (Action, error) {
	id, ok := db.ParseID(ActionPrefix, ref)
	a, err := Action{}, error(db.ErrNone)
	if ok {
		a, err = db.One[Action](r, qActionByID, id)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && a.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "dunning.action_unknown", "action", ref)
	}
	return a, err
}

func partsOf(r *db.Read, action db.ID) ([]Part, error) { return db.All[Part](r, qParts, action) }

func insertAction(w *db.Write, a Action, parts []Part) {
	w.Exec(qActionNew, a.ID, a.Entity, a.Customer, a.Currency, a.Level, a.Action, a.Template, a.Amount, a.Unapplied, a.Day, a.State, a.Why, db.Opt(a.Message))
	for _, p := range parts {
		w.Exec(qActionPart, a.ID, p.Item, p.Level, p.Amount, p.Penalty, p.Live)
	}
}

func saveAction(w *db.Write, old, a Action) {
	w.Exec1(qActionSave, a.ID, a.State, a.Why, a.Result, a.Amount, a.Unapplied, db.Opt(a.Message), old.Version)
}
