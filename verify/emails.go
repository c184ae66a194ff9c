package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"encaisse/base/db"
)

var (
	qEmails     = db.Q("verify.emails", `select user_id, email from user_email order by user_id`).Scans()
	qEmailFacts = db.Q("verify.email_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'user.email_set' order by id limit $2`).Scans()
)

// emails checks that users are written to where the last fact says,
// and that each of them changed it (access.emails): who can change an address can be invited in another's name.
func emails(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]string{}
	err = db.Pages(r, qEmailFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said struct {
				Email string `json:"email"`
			}
			if err := e.Read(&said); err != nil {
				return err
			}
			if told[e.Object("user")] == said.Email {
				out = append(out, db.Breach{Check: "access.emails", What: fmt.Sprintf("fact %d", e.ID), Why: "changed nothing"})
			}
			told[e.Object("user")] = said.Email
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	wrong := func(user db.ID) {
		out = append(out, db.Breach{Check: "access.emails", What: fmt.Sprintf("address of user %d", user), Why: "is not what the last fact says"})
	}
	rows, err := db.All[struct {
		User  db.ID
		Email string
	}](r, qEmails)
	for _, u := range rows {
		if sum := sha256.Sum256([]byte(u.Email)); told[u.User] != hex.EncodeToString(sum[:]) {
			wrong(u.User)
		}
		delete(told, u.User)
	}
	for user, hash := range told {
		if hash != "" {
			wrong(user)
		}
	}
	return out, err
}
