package paper

import (
	"crypto/sha256"
	"fmt"

	"encaisse/base/db"
)

var (
	qLogos     = db.Q("paper.check.logos", `select entity, hash, wide, high, bytes from logo order by entity`).Scans()
	qLogoFacts = db.Q("paper.check.logo_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and (type = 'paper.logo_set' or type = 'paper.logo_removed') order by id limit $2`).Scans()
)

// Logos checks that each company's logo is the one of the last fact about it,
// byte by byte, and that none is there, or gone, without one (paper.logo).
func Logos(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]logoFact{}
	err = db.Pages(r, qLogoFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said logoFact
			if err := e.Read(&said); err != nil {
				return err
			}
			told[e.Object("entity")] = said
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		Entity db.ID
		Logo
	}](r, qLogos)
	if err != nil {
		return nil, err
	}
	differ := func(entity db.ID, why string, is, should any) {
		if is != should {
			out = append(out, db.NotEqual("paper.logo", fmt.Sprintf("logo of entity %d", entity), why, is, should))
		}
	}
	for _, row := range rows {
		sum := sha256.Sum256(row.Logo.Bytes)
		differ(row.Entity, "hash of its bytes", row.Logo.SHA256(), Logo{Hash: sum[:]}.SHA256())
		differ(row.Entity, "what its fact says", logoFact{row.Logo.SHA256(), row.Logo.Wide, row.Logo.High}, told[row.Entity])
		delete(told, row.Entity)
	}
	for entity, said := range told {
		differ(entity, "a logo that was set and never removed", "", said.SHA256)
	}
	return out, nil
}
