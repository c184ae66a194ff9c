package access

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

const account = `u.id, u.name, u.language, u.disabled, coalesce(m.email, '') from app_user u left join user_email m on m.user_id = u.id`

var (
	qUserAdd    = db.Q("access.user.add", `insert into app_user (id, name, language, disabled) values ($1,$2,$3,$4)`)
	qUsers      = db.Q("access.user.list", `select `+account+` where u.id > $1 order by u.id limit $2`)
	qUserByID   = db.Q("access.user.load", `select `+account+` where u.id = $1`)
	qUserByName = db.Q("access.user.named", `select `+account+` where u.name = $1`)

	qKeyAdd     = db.Q("access.key.add", `insert into api_key (id, user_id, role, entity, customer, hash, revoked) values ($1,$2,$3,$4,$5,$6,0)`)
	qKeyRevoked = db.Q("access.key.revoked", `select revoked from api_key where id = $1`)
	qKeyRevoke  = db.Q("access.key.revoke", `update api_key set revoked = $2 where id = $1`)
	qKeyOwe     = db.Q("access.key.owe", `insert into key_owed (key_id, user_id, ends) values ($1,$2,$3)`)
	qKeyOwed    = db.Q("access.key.owed", `select o.user_id, o.ends from key_owed o join api_key k on k.id = o.key_id where o.key_id = $1 and k.revoked = 0`)
	qKeyPaid    = db.Q("access.key.paid", `delete from key_owed where key_id = $1`)
	qKeyHash    = db.Q("access.key.hash", `update api_key set hash = $2 where id = $1 and revoked = 0`)
	qKeyFind    = db.Q("access.key.find", `select u.id, u.name, u.language, k.role, coalesce(k.entity, 0), coalesce(k.customer, 0)
		from api_key k join app_user u on u.id = k.user_id where k.hash = $1 and k.revoked = 0 and not u.disabled`)
)

// Account is a user as the table holds him.
type Account struct {
	ID       db.ID
	Name     string
	Language words.Language
	Disabled bool
	Email    string // "" = none
}

// Holder is who a key belongs to and what it opens.
type Holder struct {
	User     db.ID
	Name     string
	Language words.Language
	Role     string
	Entity   db.ID // 0 = every one
	Customer db.ID // of a portal user
}

// keys are the holders by hash, dropped when a key is revoked.
var keys = db.NewCache[string, Holder]("access.key")

// Find is the holder of a secret, or db.ErrNone.
func Find(r *db.Read, secret string) (Holder, error) {
	hash := hashOf(secret)
	return keys.Find(r, string(hash), func() (Holder, error) { return db.One[Holder](r, qKeyFind, hash) })
}

// Known is Find from memory, without a transaction.
func Known(d *db.DB, secret string) (Holder, bool) { return keys.Peek(d, string(hashOf(secret))) }

// Named is a user by name or id. It refuses access.user.
func Named(r *db.Read, ref string) (Account, error) {
	q, arg := qUserByName, any(ref)
	if id, ok := db.ParseID(UserPrefix, ref); ok {
		q, arg = qUserByID, id
	}
	u, err := db.One[Account](r, q, arg)
	if err == db.ErrNone {
		return u, refuse.New(refuse.Missing, "access.user", "user", ref)
	}
	return u, err
}
