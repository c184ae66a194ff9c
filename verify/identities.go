package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"encaisse/base/db"
)

var (
	qIdentityInvites = db.Q("verify.identity_invites", `select id, user_id, email from identity_invite order by id`).Scans()
	qRolesByGroup    = db.Q("verify.roles_by_group", `select g.user_id, g.role, (select count(*) from user_role r where r.user_id = g.user_id and r.role = g.role and r.entity = 0) from role_by_group g`).Scans()
	qIdentityFacts   = db.Q("verify.identity_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('user.identity_invited', 'user.role_given', 'user.role_ended') order by id limit $2`).Scans()
)

// groupRole is a role of a user that came with a group.
type groupRole struct {
	User db.ID
	Role string
}

// invitee is who was invited, by the SHA-256 of his address.
type invitee struct {
	User  db.ID
	Email string
}

// identitySaid is what facts say of invitations, and of roles that came with groups.
// twice are the invitations of which there are two facts.
func identitySaid(r *db.Read) (invites map[db.ID]invitee, roles map[groupRole]bool, twice []db.ID, err error) {
	invites, roles = map[db.ID]invitee{}, map[groupRole]bool{}
	err = db.Pages(r, qIdentityFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said struct {
				Email string `json:"email"`
				Role  string `json:"role"`
				By    string `json:"by"`
			}
			if err := e.Read(&said); err != nil {
				return err
			}
			user := e.Object("user")
			switch {
			case e.Type == "user.identity_invited":
				id := e.Object("identity_invite")
				if _, told := invites[id]; told {
					twice = append(twice, id)
				}
				invites[id] = invitee{user, said.Email}
			case e.Type == "user.role_given" && said.By == "group":
				roles[groupRole{user, said.Role}] = true
			case said.By != "": // in all legal entities
				delete(roles, groupRole{user, said.Role})
			}
		}
		return nil
	})
	return invites, roles, twice, err
}

// identities checks that who was invited by his identity was so by a fact, with
// that address, and that the roles of groups are those that facts say.
func identities(r *db.Read) (out []db.Breach, err error) {
	invites, roles, twice, err := identitySaid(r)
	if err != nil {
		return nil, err
	}
	wrong := func(what string, args ...any) {
		out = append(out, db.Breach{Check: "access.identities", What: fmt.Sprintf(what, args...), Why: "is not what its facts say"})
	}
	rows, err := db.All[struct {
		ID, User db.ID
		Email    string
	}](r, qIdentityInvites)
	if err != nil {
		return nil, err
	}
	for _, i := range rows {
		sum := sha256.Sum256([]byte(i.Email))
		if (invitee{i.User, hex.EncodeToString(sum[:])}) != invites[i.ID] {
			wrong("identity_invite %d", i.ID)
		}
		delete(invites, i.ID)
	}
	for id := range invites {
		twice = append(twice, id)
	}
	for _, id := range twice {
		wrong("identity_invite %d, told twice or not there", id)
	}
	groups, err := db.All[struct {
		groupRole
		Held int64
	}](r, qRolesByGroup)
	for _, g := range groups {
		if !roles[g.groupRole] || g.Held != 1 {
			wrong("role %s of user %d by a group", g.Role, g.User)
		}
		delete(roles, g.groupRole)
	}
	for g := range roles {
		wrong("role %s of user %d, no more by a group", g.Role, g.User)
	}
	return out, err
}
