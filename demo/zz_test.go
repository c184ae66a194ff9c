package demo
import ("testing";"encaisse/base/day";"encaisse/base/db/dbtest";"encaisse/verify")
func TestZZ(t *testing.T) {
	for i, d := range []day.Day{day.Of(2026,11,22),day.Of(2027,1,1),day.Of(2025,12,31),day.Of(2024,2,29),day.Of(2026,5,1),day.Of(2026,8,15),day.Of(2026,6,30),day.Of(2026,3,30)} {
		var first map[string]string
		for k := range 2 {
			url := dbtest.SQLite(t)
			if k == 1 && i%2==0 { url = dbtest.Postgres(t) }
			a, _ := made(t, url, Options{Seed: int64(i), Today: d})
			got := exports(t, a)
			if k == 0 { first = got }
			for n, x := range got { if x != first[n] { t.Error(i, d, n, "differs") } }
			if r, err := verify.Run(t.Context(), a.DB, verify.Options{}); err != nil {
				t.Error(i, err)
				for _, c := range r.Checks { if !c.OK && !c.Warning { t.Errorf("%s: %v", c.Name, c.Breaches) } }
			}
			a.Close()
		}
	}
}
