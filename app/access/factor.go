package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// FactorPrefix begins the ids of factors.
const FactorPrefix = "fac"

// The kinds of factors. An identity elsewhere is a first one only.
const (
	TOTP     = "totp"
	Passkey  = "passkey"
	Identity = "identity"
)

var (
	qFactorAdd  = db.Q("access.factor.add", `insert into factor (id, user_id, kind, name, handle, secret, used, seen, ended, version) values ($1,$2,$3,$4,$5,$6,$7,$8,0,1)`)
	qFactorsOf  = db.Q("access.factor.of", `select id, user_id, kind, name, handle, secret, used, seen from factor where user_id = $1 and ended = 0 order by id`)
	qFactorUsed = db.Q("access.factor.used", `update factor set used = $2, seen = $3 where id = $1 and used < $2 and ended = 0`)
	qFactorSeen = db.Q("access.factor.seen", `update factor set used = $2, secret = $3, seen = $4 where id = $1 and ended = 0`)
	qFactorName = db.Q("access.factor.name", `update factor set name = $2, version = version + 1 where id = $1 and ended = 0`)
	qFactorEnd  = db.Q("access.factor.end", `update factor set ended = $2, version = version + 1 where id = $1 and ended = 0`)
	qFactorFind = db.Q("access.factor.find", `select f.id, f.user_id, f.kind, f.name, f.handle, f.secret, f.used, f.seen from factor f join app_user u on u.id = f.user_id
		where f.kind = $1 and f.handle = $2 and f.ended = 0 and f.kind <> 'totp' and not u.disabled`)
	qFactorNeeds = db.Q("access.factor.needs", `select count(*) from user_role p join factor_rule f on f.role = p.role where p.user_id = $1 and f.required`)

	qCodeAdd   = db.Q("access.code.add", `insert into recovery_code (hash, user_id, used) values ($1,$2,0)`)
	qCodeFind  = db.Q("access.code.find", `select used from recovery_code where hash = $1 and user_id = $2`)
	qCodeUse   = db.Q("access.code.use", `update recovery_code set used = $2 where hash = $1 and used = 0`)
	qCodesLeft = db.Q("access.code.left", `select count(*) from recovery_code where user_id = $1 and used = 0`)
	qCodesEnd  = db.Q("access.code.end", `delete from recovery_code where user_id = $1`)
)

// Factor is one way in which a user proves who he is.
type Factor struct {
	ID     db.ID
	User   db.ID
	Kind   string
	Name   string
	Handle []byte
	Secret []byte // sealed
	Used   int64
	Seen   int64
}

// second tells that it can be the second proof.
func (f Factor) second() bool { return f.Kind == TOTP || f.Kind == Passkey }

// factorFact is the body of facts about a factor.
type factorFact struct {
	Kind   string `json:"kind"`
	Handle string `json:"handle,omitempty"` // its SHA-256, in factor.added
}

// FactorsOf are the factors of a user, oldest first.
func FactorsOf(r *db.Read, user db.ID) ([]Factor, error) { return db.All[Factor](r, qFactorsOf, user) }

// Seconds tells of which kinds a user's second proof may be.
func Seconds(r *db.Read, user db.ID) (app, passkey bool, err error) {
	list, err := FactorsOf(r, user)
	for _, f := range list {
		app, passkey = app || f.Kind == TOTP, passkey || f.Kind == Passkey
	}
	return app, passkey, err
}

// Needs tells that one of a user's roles asks for a second factor.
func Needs(r *db.Read, user db.ID) (bool, error) {
	n, err := db.One[int64](r, qFactorNeeds, user)
	return n > 0, err
}

// AddFactor keeps a factor of a user. It refuses unique.factor_app and
// unique.factor_handle to what is there.
func AddFactor(w *db.Write, v Vault, f Factor, secret []byte) error {
	sealed, err := v.seal(w, f.User, secret)
	if err != nil {
		return err
	}
	if f.Handle == nil {
		f.Handle = []byte{}
	}
	f.ID = w.NewID()
	w.Exec(qFactorAdd, f.ID, f.User, f.Kind, f.Name, f.Handle, sealed, f.Used, w.Now().UnixMicro())
	sum := sha256.Sum256(f.Handle)
	w.Emit("factor.added", factorFact{f.Kind, hex.EncodeToString(sum[:])}, db.Obj("factor", f.ID), db.Obj("user", f.User))
	return w.Err()
}

// AddApp keeps the secret of an authenticator app once a code shows that the
// app has it. It refuses access.code.
func AddApp(w *db.Write, v Vault, user db.ID, secret []byte, code string) error {
	step, ok := totpTaken(secret, plainCode(code), w.Now(), 0)
	if !ok {
		return wrongCode()
	}
	return AddFactor(w, v, Factor{User: user, Kind: TOTP, Used: step}, secret)
}

func wrongCode() error {
	return refuse.New(refuse.Unauthorized, "access.code").At("/code", "access.code")
}

// TakeCode takes a code of the user's authenticator app, or one of his recovery
// codes: each once. It says which it was, or refuses access.code.
func TakeCode(w *db.Write, v Vault, user db.ID, code string) (string, error) {
	code = plainCode(code)
	list, err := FactorsOf(w.Read, user)
	if err != nil {
		return "", err
	}
	for _, f := range list {
		if f.Kind != TOTP {
			continue
		}
		secret, err := v.open(w.Read, user, f.Secret)
		if err != nil {
			return "", err
		}
		if step, ok := totpTaken(secret, code, w.Now(), f.Used); ok {
			w.Exec1(qFactorUsed, f.ID, step, w.Now().UnixMicro())
			return TOTP, w.Err()
		}
	}
	used, err := db.One[int64](w.Read, qCodeFind, hashOf(code), user)
	if err == db.ErrNone || err == nil && used != 0 {
		return "", wrongCode()
	}
	if err != nil {
		return "", err
	}
	w.Exec1(qCodeUse, hashOf(code), w.Now().UnixMicro())
	w.Emit("factor.recovered", struct{}{}, db.Obj("user", user))
	return "recovery", w.Err()
}

// How many recovery codes there are, and of how many letters: 80 bits, so that
// a plain hash protects them.
const (
	recoveryCodes = 10
	recoveryLen   = 16
)

// NewCodes makes the recovery codes of a user, in place of those before, and
// shows them this once.
func NewCodes(w *db.Write, user db.ID) ([]string, error) {
	w.Exec(qCodesEnd, user)
	var out []string
	for range recoveryCodes {
		code := plainCode(rand.Text()[:recoveryLen]) // letters and digits of base 32
		w.Exec(qCodeAdd, hashOf(code), user)
		out = append(out, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
	}
	w.Emit("factor.codes", struct{}{}, db.Obj("user", user))
	return out, w.Err()
}

// CodesLeft are the recovery codes of a user that are good.
func CodesLeft(r *db.Read, user db.ID) (int64, error) { return db.One[int64](r, qCodesLeft, user) }

// EndFactor takes a factor of a user away. It refuses access.factor_required
// for the last second one of who needs one.
func EndFactor(w *db.Write, user, id db.ID) error {
	list, err := FactorsOf(w.Read, user)
	if err != nil {
		return err
	}
	seconds := 0
	var gone Factor
	for _, f := range list {
		if f.ID == id {
			gone = f
		}
		if f.second() {
			seconds++
		}
	}
	if gone.ID == 0 {
		return db.ErrNone // what is not one's own is not there
	}
	if gone.second() && seconds == 1 {
		needs, err := Needs(w.Read, user)
		if err != nil {
			return err
		}
		if needs {
			return refuse.New(refuse.Conflict, "access.factor_required")
		}
		w.Exec(qCodesEnd, user)
	}
	endFactor(w, gone)
	return w.Err()
}

func endFactor(w *db.Write, f Factor) {
	w.Exec1(qFactorEnd, f.ID, w.Now().UnixMicro())
	w.Emit("factor.ended", factorFact{Kind: f.Kind}, db.Obj("factor", f.ID), db.Obj("user", f.User))
}

// NameFactor gives a factor of a user another name.
func NameFactor(w *db.Write, user, id db.ID, name string) error {
	list, err := FactorsOf(w.Read, user)
	if err != nil {
		return err
	}
	for _, f := range list {
		if f.ID != id {
			continue
		}
		if f.Name != name {
			w.Exec1(qFactorName, f.ID, name)
			w.Emit("factor.named", factorFact{Kind: f.Kind}, db.Obj("factor", f.ID), db.Obj("user", f.User))
		}
		return w.Err()
	}
	return db.ErrNone
}
