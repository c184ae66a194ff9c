-- What a customer contests of an item; counted in open_item.contested while open or in review.
create table dispute (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	item bigint not null,
	document bigint not null,
	currency text not null,
	amount bigint not null,
	reason text not null,
	lines text not null,
	owner bigint not null,
	state text not null,
	opened_on bigint not null,
	credited bigint not null,
	credit_note bigint,
	version bigint not null,
	constraint dispute_state check (state = 'open' or state = 'in_review' or state = 'accepted' or state = 'partially_accepted' or state = 'rejected' or state = 'closed'),
	constraint dispute_amount check (amount > 0 and credited >= 0),
	constraint dispute_item_is foreign key (item) references open_item (id)
) with (fillfactor = 70);
create index dispute_item on dispute (item);
create index dispute_customer on dispute (customer, id);

-- What a customer promised to pay, by when.
create table promise (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	item bigint,
	currency text not null,
	amount bigint not null,
	made_on bigint not null,
	due_on bigint not null,
	until bigint not null,
	state text not null,
	received bigint not null,
	version bigint not null,
	constraint promise_state check (state = 'open' or state = 'kept' or state = 'partially_kept' or state = 'broken' or state = 'cancelled'),
	constraint promise_amount check (amount > 0 and received >= 0),
	constraint promise_days check (due_on >= made_on and until >= due_on)
) with (fillfactor = 70);
create unique index promise_open on promise (customer, entity, currency) where state = 'open';
create index promise_customer on promise (customer, id);
create index promise_due on promise (entity, until) where state = 'open';

-- Payment by instalments of what is owed.
create table plan (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	currency text not null,
	total bigint not null,
	grace bigint not null,
	starts_on bigint not null,
	state text not null,
	since bigint not null,
	paid bigint not null,
	version bigint not null,
	constraint plan_state check (state = 'proposed' or state = 'accepted' or state = 'active' or state = 'completed' or state = 'broken' or state = 'cancelled'),
	constraint plan_total check (total > 0)
) with (fillfactor = 70);
create index plan_customer on plan (customer, id);
create index plan_going on plan (entity, id) where state = 'accepted' or state = 'active';

create table plan_item (
	plan bigint not null,
	item bigint not null,
	amount bigint not null,
	primary key (plan, item),
	constraint plan_item_of foreign key (plan) references plan (id)
); -- rows by key
create index plan_item_item on plan_item (item);

create table plan_instalment (
	plan bigint not null,
	n bigint not null,
	due_on bigint not null,
	until bigint not null,
	amount bigint not null,
	primary key (plan, n),
	constraint plan_instalment_amount check (amount > 0),
	constraint plan_instalment_of foreign key (plan) references plan (id)
); -- rows by key

-- Each step of a dispute, a promise, a plan, a pause or an action, never changed: states as of a past day.
create table collection_step (
	subject bigint not null,
	event bigint not null,
	kind text not null,
	state text not null,
	amount bigint not null,
	day bigint not null,
	primary key (subject, event)
); -- rows by key
create unique index collection_step_event on collection_step (event, subject);
