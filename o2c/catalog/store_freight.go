package catalog

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const tariffColumns = `id, code, valid_from, item, currency, units, divisor, divisor_above, step, fuel, remote, residential,
	free_from is not null, coalesce(free_from, 0), version`

var (
	qTariffs      = db.Q("catalog.tariffs", `select `+tariffColumns+` from tariff order by code, valid_from`).Scans()
	qZones        = db.Q("catalog.tariff.zones", `select tariff, zone, country, region, postcode, remote from tariff_zone order by tariff, n`).Scans()
	qRates        = db.Q("catalog.tariff.rates", `select tariff, zone, up_to, price from tariff_rate order by tariff, zone, up_to`).Scans()
	qTariffInsert = db.Q("catalog.tariff.insert", `insert into tariff (id, code, valid_from, item, currency, units, divisor, divisor_above, step,
		fuel, remote, residential, free_from, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1)`)
	qTariffUpdate = db.Q("catalog.tariff.update", `update tariff set item=$2, currency=$3, units=$4, divisor=$5, divisor_above=$6, step=$7,
		fuel=$8, remote=$9, residential=$10, free_from=$11, version=version+1 where id=$1 and version=$12`)
	qZonesDrop  = db.Q("catalog.tariff.zone.drop", `delete from tariff_zone where tariff = $1`)
	qRatesDrop  = db.Q("catalog.tariff.rate.drop", `delete from tariff_rate where tariff = $1`)
	qZoneInsert = db.Q("catalog.tariff.zone.insert", `insert into tariff_zone (tariff, n, zone, country, region, postcode, remote) values ($1,$2,$3,$4,$5,$6,$7)`)
	qRateInsert = db.Q("catalog.tariff.rate.insert", `insert into tariff_rate (tariff, zone, up_to, price) values ($1,$2,$3,$4)`)
)

var tariffs = db.NewCache[struct{}, []Tariff]("catalog.tariff")

// Tariffs returns every tariff with its zones and rates; not to be changed.
func Tariffs(r *db.Read) ([]Tariff, error) {
	return tariffs.Find(r, struct{}{}, func() ([]Tariff, error) {
		heads, zones, rates := db.Ask[Tariff](r, qTariffs), db.Ask[Zone](r, qZones), db.Ask[Rate](r, qRates)
		list, err := heads.All()
		if err != nil {
			return nil, err
		}
		at := map[db.ID]*Tariff{}
		for i := range list {
			at[list[i].ID] = &list[i]
		}
		all, err := zones.All()
		for _, z := range all {
			if t := at[z.Tariff]; t != nil {
				t.Zones = append(t.Zones, z)
			}
		}
		if err != nil {
			return nil, err
		}
		prices, err := rates.All()
		for _, p := range prices {
			if t := at[p.Tariff]; t != nil {
				t.Rates = append(t.Rates, p)
			}
		}
		return list, err
	})
}

// TariffOn returns the tariff of a code that is in force on a day.
func TariffOn(r *db.Read, code string, d day.Day) (found Tariff, err error) {
	list, err := Tariffs(r)
	for _, t := range list {
		if t.Code == code && t.From <= d && (found.ID == 0 || t.From > found.From) {
			found = t
		}
	}
	if err == nil && found.ID == 0 {
		err = refuse.New(refuse.Missing, "catalog.tariff_unknown", "tariff", code)
	}
	return found, err
}

func (t Tariff) free() any {
	if !t.Free {
		return nil
	}
	return t.FreeFrom
}

func putTariff(w *db.Write, t Tariff, made bool) {
	if made {
		w.Exec(qTariffInsert, t.ID, t.Code, t.From, t.Item, t.Currency, t.Units, t.Divisor, t.DivisorAbove, t.Step, t.Fuel, t.Remote, t.Residential, t.free())
	} else {
		w.Exec1(qTariffUpdate, t.ID, t.Item, t.Currency, t.Units, t.Divisor, t.DivisorAbove, t.Step, t.Fuel, t.Remote, t.Residential, t.free(), t.Version)
		w.Exec(qZonesDrop, t.ID)
		w.Exec(qRatesDrop, t.ID)
	}
	for i, z := range t.Zones {
		w.Exec(qZoneInsert, t.ID, i+1, z.Zone, z.Country, z.Region, z.Postcode, z.Remote)
	}
	for _, r := range t.Rates {
		w.Exec(qRateInsert, t.ID, r.Zone, r.UpTo, r.Price)
	}
	tariffs.Drop(w)
}
