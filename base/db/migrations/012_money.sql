-- Money that was not applied, paid back: ordered (the entry is posted), then what the bank says of it. credit is the open
-- item it comes from; approval the request another person granted, 0 while there was nobody to ask. version counts its facts.
create table refund (
	id bigint primary key,
	entity bigint not null,
	customer bigint,
	credit bigint not null,
	currency text not null,
	amount bigint not null,
	iban text not null,
	payee text not null,
	state text not null,
	approval bigint not null,
	event bigint not null,
	last bigint not null,
	version bigint not null,
	constraint refund_positive check (amount > 0),
	constraint refund_state check (state = 'approved' or state = 'paid' or state = 'cancelled' or state = 'returned')
) with (fillfactor = 70);
create index refund_credit on refund (credit);

-- How small a difference between a payment and what it settles may be written off: the lower of amount and percent of
-- the item. The row of a company and currency with the latest day on or before counts.
create table tolerance (
	id bigint primary key,
	entity bigint not null,
	currency text not null,
	valid_from bigint not null,
	amount bigint not null,
	percent bigint not null,
	version bigint not null,
	constraint tolerance_within check (amount >= 0 and percent >= 0 and percent <= 100000000)
) with (fillfactor = 70);
create unique index tolerance_from on tolerance (entity, currency, valid_from);

-- A small difference written off with a payment: amount > 0 was missing (658), < 0 was too much (758). The open item of
-- the same id settles it. taken_back is the fact that undid it, 0 = stands.
create table small_difference (
	id bigint primary key,
	entity bigint not null,
	payment bigint not null,
	invoice bigint not null,
	amount bigint not null,
	event bigint not null,
	taken_back bigint not null,
	constraint small_difference_not_zero check (amount <> 0)
) with (fillfactor = 70);
create index small_difference_payment on small_difference (payment);
