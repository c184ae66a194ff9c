-- What lateness costs a customer, asked for by policy: the row of the customer, else of the company (customer 0), with the
-- latest day on or before counts.
create table charge_policy (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null, -- 0 = every customer
	valid_from bigint not null,
	mode text not null,
	indemnity boolean not null, -- with the fixed charge for recovery
	fees boolean not null, -- with what the bank charges for a returned payment
	apart boolean not null, -- the fixed charge on an account of its own
	least bigint not null, -- no charge by itself for less
	version bigint not null,
	constraint charge_policy_mode check (mode = 'never' or mode = 'on_demand' or mode = 'monthly' or mode = 'final_reminder'),
	constraint charge_policy_least check (least >= 0)
) with (fillfactor = 70);
create unique index charge_policy_from on charge_policy (entity, customer, valid_from);

-- A charge for lateness, outside the scope of taxes: once issued it never changes. Its open item has the same id.
create table charge (
	id bigint primary key,
	entity bigint not null,
	series bigint not null,
	position bigint not null,
	number text not null,
	customer bigint not null,
	currency text not null,
	issued_on bigint not null,
	due_on bigint not null,
	up_to bigint not null, -- the last day it counts
	why text not null,
	penalties bigint not null,
	indemnities bigint not null,
	fees bigint not null,
	total bigint not null,
	apart boolean not null,
	event bigint not null,
	constraint charge_total check (total = penalties + indemnities + fees and total > 0 and penalties >= 0 and indemnities >= 0 and fees >= 0),
	constraint charge_why check (why = 'demand' or why = 'month' or why = 'reminder' or why = 'return')
);
create unique index charge_number on charge (series, position);
create index charge_customer on charge (customer, id);
create index charge_named on charge (entity, number);

-- What it is for: interest on a part of an item over some days at one rate, the fixed charge of an invoice, the fee of a payment.
create table charge_line (
	charge bigint not null,
	n bigint not null,
	kind text not null,
	document bigint not null, -- the invoice, or the payment
	item bigint not null, -- of the invoice; 0 = none
	number text not null,
	base bigint not null,
	from_on bigint not null,
	to_on bigint not null,
	rate bigint not null,
	amount bigint not null,
	primary key (charge, n),
	constraint charge_line_kind check (kind = 'penalty' or kind = 'indemnity' or kind = 'fee')
); -- rows by key
create index charge_line_item on charge_line (item) where kind = 'penalty';
create unique index charge_line_once on charge_line (document, kind) where kind = 'indemnity' or kind = 'fee';

-- What of a charge is waived, and why. Its open item has the same id.
create table charge_waiver (
	id bigint primary key,
	charge bigint not null,
	penalties bigint not null,
	indemnities bigint not null,
	fees bigint not null,
	reason text not null,
	event bigint not null,
	constraint charge_waiver_parts check (penalties >= 0 and indemnities >= 0 and fees >= 0 and penalties + indemnities + fees > 0)
);
create index charge_waiver_charge on charge_waiver (charge);
