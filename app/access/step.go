package access

import (
	"encoding/json"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// StepTime is how long somebody may take from one request to the next while he
// proves who he is.
const StepTime = 10 * time.Minute

// The kinds of steps.
const (
	StepSecond = "second" // in by a first proof: the second is missing
	StepEnrol  = "enrol"  // in by a first proof: needs a second factor and has none
	StepApp    = "app"    // signed in, adds an authenticator app

	StepPasskey    = "passkey"     // anybody who is asked for a passkey
	StepNewPasskey = "new_passkey" // signed in, makes a passkey
)

var (
	qStepAdd  = db.Q("access.step.add", `insert into signin_step (hash, kind, user_id, session, data, ends) values ($1,$2,$3,$4,$5,$6)`)
	qStepFind = db.Q("access.step.find", `select kind, user_id, session, data, ends from signin_step where hash = $1`)
	qStepEnd  = db.Q("access.step.end", `delete from signin_step where hash = $1`)
	qStepsOld = db.Q("access.step.old", `delete from signin_step where ends < $1`)
)

// Step is what is kept between two requests of who proves who he is.
type Step struct {
	Kind    string
	User    db.ID
	Session db.ID // of who is signed in
	Data    StepData
}

// StepData is sealed with it.
type StepData struct {
	By       string          `json:"by,omitempty"` // the first proof
	Secret   []byte          `json:"secret,omitempty"`
	Passkey  json.RawMessage `json:"passkey,omitempty"`
	State    string          `json:"state,omitempty"`
	Nonce    string          `json:"nonce,omitempty"`
	Verifier string          `json:"verifier,omitempty"`
	To       string          `json:"to,omitempty"`
}

type stepRow struct {
	Kind    string
	User    db.ID
	Session db.ID
	Data    []byte
	Ends    int64
}

// Begin keeps a step and returns its secret, for a cookie.
func Begin(w *db.Write, v Vault, s Step) (string, error) {
	secret, hash := token()
	data, err := json.Marshal(s.Data)
	if err != nil {
		return "", err
	}
	sealed, err := v.seal(w, s.User, data)
	if err != nil {
		return "", err
	}
	w.Exec(qStepsOld, w.Now().UnixMicro())
	w.Exec(qStepAdd, hash, s.Kind, s.User, s.Session, sealed, w.Now().Add(StepTime).UnixMicro())
	return secret, w.Err()
}

// FindStep is the step of a secret. It refuses access.step when it is over, or
// is of none of the kinds.
func FindStep(r *db.Read, v Vault, secret string, kinds ...string) (Step, error) {
	row, err := db.One[stepRow](r, qStepFind, hashOf(secret))
	if err != nil && err != db.ErrNone {
		return Step{}, err
	}
	for _, k := range kinds {
		if err == nil && row.Kind == k && r.Now().UnixMicro() < row.Ends {
			data, err := v.open(r, row.User, row.Data)
			if err != nil {
				return Step{}, err
			}
			s := Step{Kind: row.Kind, User: row.User, Session: row.Session}
			return s, json.Unmarshal(data, &s.Data)
		}
	}
	return Step{}, refuse.New(refuse.Unauthorized, "access.step")
}

// EndStep ends a step: it is good once.
func EndStep(w *db.Write, secret string) { w.Exec1(qStepEnd, hashOf(secret)) }

// NewApp proposes a secret for an authenticator app in a step, which keeps it.
func NewApp(w *db.Write, v Vault, s Step) (string, error) {
	s.Data.Secret = newTOTP()
	return Begin(w, v, s)
}

// Key is what the app is told of the secret that the step proposes.
func (s Step) Key(house, user string) AppKey { return appKey(house, user, s.Data.Secret) }
