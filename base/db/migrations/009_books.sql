-- Numbers of entries (EcritureNum), given at validation: 1..N per entity, journal and fiscal year.
create table entry_number (
	event bigint primary key,
	entity bigint not null,
	journal text not null,
	year bigint not null,
	number bigint not null,
	validated bigint not null,
	validated_on bigint not null,
	constraint entry_number_from_one check (number >= 1)
);
create unique index entry_number_once on entry_number (entity, journal, year, number);
create index entry_number_validated on entry_number (validated);

-- A month or year that was closed: its figures are stored as known at the seal number.
create table period (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	first_day bigint not null,
	last_day bigint not null,
	state text not null,
	known bigint not null,
	event bigint not null,
	asked_by bigint not null,
	version bigint not null,
	constraint period_kind check (kind = 'month' or kind = 'year'),
	constraint period_state check (state = 'closed' or state = 'reopening' or state = 'reopened'),
	constraint period_days check (first_day <= last_day)
) with (fillfactor = 70);
create unique index period_closed on period (entity, kind, last_day) where state <> 'reopened';

create table period_account (
	period bigint not null,
	account text not null,
	amount bigint not null,
	primary key (period, account)
); -- rows by key

-- Column 0 to 5: days past due; 6: unapplied.
create table period_aging (
	period bigint not null,
	customer text not null,
	place bigint not null,
	amount bigint not null,
	primary key (period, customer, place)
); -- rows by key

-- A claim that is doubtful: what of it is on 416 and on 491, what was given up and came back.
create table doubtful (
	item bigint primary key,
	entity bigint not null,
	customer bigint not null,
	currency text not null,
	booked bigint not null,
	rate bigint not null,
	impaired bigint not null,
	written_off bigint not null,
	tax_back boolean not null,
	recovered bigint not null,
	asked_by bigint not null,
	version bigint not null,
	constraint doubtful_not_negative check (booked >= 0 and impaired >= 0 and written_off >= 0 and recovered >= 0),
	constraint doubtful_recovered check (recovered <= written_off)
) with (fillfactor = 70);

-- Lifetime loss rates of IFRS 9 by stage of lateness, from a day on; none is the default of the program.
create table loss_rate (
	id bigint primary key,
	entity bigint not null,
	valid_from bigint not null,
	not_due bigint not null,
	late_30 bigint not null,
	late_60 bigint not null,
	late_90 bigint not null,
	later bigint not null,
	adjustment bigint not null,
	version bigint not null,
	constraint loss_rate_within check (not_due >= 0 and late_30 >= 0 and late_60 >= 0 and late_90 >= 0 and later >= 0 and adjustment >= 0)
) with (fillfactor = 70);
create unique index loss_rate_from on loss_rate (entity, valid_from);
