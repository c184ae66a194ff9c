-- Facts: written in the transaction of the change, never changed after.
create table event (
	id bigint primary key,
	type text not null,
	at bigint not null,
	day bigint not null,
	actor bigint not null,
	entity bigint,
	cause bigint,
	request bigint not null,
	objects text not null,
	body text not null
);
create index event_request on event (request, id);
create index event_identified on event (entity, id) where type = 'payment.identified'; -- what a past day did not know yet
create index event_released on event (entity, id) where type = 'invoice.retention_released';

-- The chain over the facts, filled by the sealer: number without a hole, hash over all columns and the number.
create table seal (
	number bigint primary key,
	event bigint not null,
	hash bytea not null
);
create unique index seal_event on seal (event);

-- Which facts touch a thing; filled by the sealer.
create table event_object (
	object bigint not null,
	event bigint not null,
	kind text not null,
	qualifier text not null,
	primary key (object, event, kind)
); -- rows by key

-- Steps to do, what leaves the house, what comes later: one small table, a row is deleted when it is done.
create table todo (
	id bigint primary key,
	event bigint not null,
	step text not null,
	subject bigint not null,
	object bigint not null,
	request bigint not null,
	entity bigint not null,
	due bigint not null,
	attempts bigint not null,
	body text not null,
	error text not null,
	node bigint not null,
	lease bigint not null
);
create index todo_object on todo (object, id);
create index todo_request on todo (request);

create table node (
	number bigint primary key,
	lease bigint not null,
	host text not null,
	pid bigint not null
);

-- Kept balances: moved with the documents' rows, new minus old.
create table balance (
	holder bigint not null,
	entity bigint not null,
	currency text not null,
	kind text not null,
	amount bigint not null,
	primary key (holder, entity, currency, kind)
) with (fillfactor = 70); -- rows by key

-- Legal numbers, taken in the transaction that issues.
create table series (
	id bigint primary key,
	entity bigint not null,
	name text not null,
	year bigint not null,
	prefix text not null,
	next bigint not null,
	last_day bigint not null,
	constraint series_from_one check (next >= 1)
) with (fillfactor = 70);
create unique index series_name on series (entity, name, year);

create table idempotency (
	id bigint primary key,
	key bigint not null,
	request bytea not null,
	status bigint not null,
	answer text not null
);
create unique index idempotency_key on idempotency (key);

create table setting (
	name text primary key,
	value text not null
);
