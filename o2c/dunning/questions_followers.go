package dunning

import "encaisse/base/db"

var (
	qFollower  = db.Q("dunning.follower", `select u.id, u.name, coalesce(m.email, '') from app_user u left join user_email m on m.user_id = u.id where u.id = $1 and not u.disabled`)
	qFollowers = db.Q("dunning.collectors", `select u.id, u.name, coalesce(m.email, '') from app_user u left join user_email m on m.user_id = u.id where not u.disabled and (
		exists (select 1 from user_role p where p.user_id = u.id and (p.role = 'collections' or p.role = 'admin') and (p.entity = 0 or p.entity = $1)) or
		exists (select 1 from api_key k where k.user_id = u.id and (k.role = 'collections' or k.role = 'admin') and k.revoked = 0 and (k.entity is null or k.entity = $1))) order by u.id`).Scans()
)

// Follower is a user who looks after a customer.
type Follower struct {
	ID          db.ID
	Name, Email string
}

// Followers are who looks after a customer today: his collector, and who stands
// in for him. None when he is everybody's.
func Followers(r *db.Read, customer db.ID) (out []Follower, err error) {
	p, err := holding(r, customer)
	if err != nil || p.ID == 0 {
		return nil, err
	}
	for _, id := range []db.ID{p.Collector, p.StandIn} {
		if id == 0 || id == p.StandIn && !p.covered(r.Today()) {
			continue
		}
		f, err := db.One[Follower](r, qFollower, id)
		if err == db.ErrNone { // suspended: he looks after nobody
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// Collectors are all who may look after customers of the company.
func Collectors(r *db.Read) ([]Follower, error) { return db.All[Follower](r, qFollowers, r.Entity) }
