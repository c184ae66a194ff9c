package race

import (
	"context"
	"fmt"

	"encaisse/app"
	"encaisse/verify"
)

const tempNoVerify = true

func tempVerify(c *company) {
	ctx := context.Background()
	a, err := app.Open(ctx, c.database, app.Options{NoMigrate: true})
	if err != nil {
		c.Error(err)
		return
	}
	defer a.Close()
	if err := a.DB.Start(ctx); err != nil {
		c.Error(err)
		return
	}
	r, err := verify.Run(ctx, a.DB, verify.Options{})
	if err != nil {
		c.Error(err)
	}
	for _, v := range r.Checks {
		if !v.OK {
			out := ""
			for i, b := range v.Breaches {
				if i < 5 {
					out += fmt.Sprintf("\n  %+v", b)
				}
			}
			c.Logf("%s warning=%v %d%s", v.Name, v.Warning, v.Count, out)
		}
	}
}
