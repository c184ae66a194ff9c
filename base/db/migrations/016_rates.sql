-- What one of a currency (base) is worth in another (quote) on a day, in millionths. The last one on or before a day
-- counts, either way round.
create table exchange_rate (
	id bigint primary key,
	day bigint not null,
	base text not null,
	quote text not null,
	rate bigint not null,
	version bigint not null,
	constraint exchange_rate_positive check (rate > 0),
	constraint exchange_rate_two check (base <> quote)
) with (fillfactor = 70);
create unique index exchange_rate_day on exchange_rate (base, quote, day);
