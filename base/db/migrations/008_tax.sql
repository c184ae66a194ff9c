-- What a seller is registered for, with its days: Canada's taxes, a state of the United States (nexus), the union
-- one-stop shop, exemption of small businesses, the option for debits. valid_to is the last day, 0 = not ended.
create table tax_registration (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	number text not null,
	valid_from bigint not null,
	valid_to bigint not null,
	version bigint not null,
	constraint tax_registration_entity foreign key (entity) references entity (id),
	constraint tax_registration_days check (valid_to = 0 or valid_to >= valid_from)
) with (fillfactor = 70);
create unique index tax_registration_kind on tax_registration (entity, kind, valid_from);

-- What a settlement moved of the VAT on receipts, by rate: pending leaves 44574, due is owed on 44571 from that day on
-- (negative: owed no more). credit is the payment, credit note or discount. Taken back is a row with its amounts negative.
create table tax_move (
	event bigint not null,
	n bigint not null,
	entity bigint not null,
	invoice bigint not null,
	credit bigint not null,
	day bigint not null,
	code text not null,
	rate bigint not null,
	base bigint not null,
	due bigint not null,
	pending_base bigint not null,
	pending bigint not null,
	primary key (event, n)
); -- rows by key
create index tax_move_invoice on tax_move (invoice, credit);
create index tax_move_day on tax_move (entity, day);

-- A cash discount taken with a payment: the open item of the same id settles that part of the invoice. taken_back is the
-- fact that undid it, 0 = stands. net is before tax; without documents the tax is not reduced and net is all of it.
create table cash_discount (
	id bigint primary key,
	entity bigint not null,
	payment bigint not null,
	invoice bigint not null,
	amount bigint not null,
	net bigint not null,
	documented boolean not null,
	event bigint not null,
	taken_back bigint not null,
	constraint cash_discount_positive check (amount > 0 and net >= 0 and net <= amount)
) with (fillfactor = 70);
create index cash_discount_payment on cash_discount (payment);
