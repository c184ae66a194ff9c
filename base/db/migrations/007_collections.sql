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
	constraint dispute_amount check (amount > 0 and credited >= 0)
) with (fillfactor = 70);
create index dispute_item on dispute (item);
create index dispute_document on dispute (document);
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

-- How late customers are followed: dated rows per entity and place of the debtor; none is the default of the program.
create table dunning_policy (
	id bigint primary key,
	entity bigint not null,
	place text not null,
	valid_from bigint not null,
	gap bigint not null,
	threshold bigint not null,
	write_from bigint not null,
	write_to bigint not null,
	call_from bigint not null,
	call_to bigint not null,
	automatic boolean not null,
	source text not null
);
create unique index dunning_policy_place on dunning_policy (entity, place, valid_from);

create table dunning_level (
	policy bigint not null,
	n bigint not null,
	after_days bigint not null,
	action text not null,
	template text not null,
	primary key (policy, n),
	constraint dunning_level_action check (action = 'email' or action = 'letter' or action = 'call' or action = 'handover'),
	constraint dunning_level_of foreign key (policy) references dunning_policy (id)
); -- rows by key

-- Rates of late payment said by a firm or the law, beside those the program knows.
create table late_rate (
	id bigint primary key,
	entity bigint not null,
	place text not null,
	valid_from bigint not null,
	rate bigint not null,
	yearly boolean not null,
	source text not null,
	constraint late_rate_not_negative check (rate >= 0)
);
create unique index late_rate_place on late_rate (entity, place, valid_from);

-- Nobody is chased while one is active: a pause, with its reason.
create table dunning_pause (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	item bigint,
	reason text not null,
	until bigint not null,
	state text not null,
	version bigint not null,
	constraint dunning_pause_state check (state = 'active' or state = 'ended')
) with (fillfactor = 70);
create index dunning_pause_customer on dunning_pause (customer, id);

-- Items taken over are followed from the first release after them on.
create table dunning_release (
	id bigint primary key,
	entity bigint not null,
	up_to bigint not null,
	day bigint not null,
	event bigint not null
);
create index dunning_release_entity on dunning_release (entity, up_to);

-- One action to one customer: a message, a letter, a call, a task.
create table dunning_action (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	currency text not null,
	level bigint not null,
	action text not null,
	template text not null,
	amount bigint not null,
	unapplied bigint not null,
	day bigint not null,
	state text not null,
	why text not null,
	message bigint,
	result text not null,
	version bigint not null,
	constraint dunning_action_kind check (action = 'email' or action = 'letter' or action = 'call' or action = 'handover' or action = 'check'),
	constraint dunning_action_state check (state = 'queued' or state = 'sent' or state = 'todo' or state = 'done' or state = 'cancelled')
) with (fillfactor = 70);
create index dunning_action_customer on dunning_action (customer, id);
create index dunning_action_todo on dunning_action (entity, id) where state = 'todo';

create table dunning_action_item (
	action bigint not null,
	item bigint not null,
	level bigint not null,
	amount bigint not null,
	penalty bigint not null,
	live boolean not null,
	primary key (action, item),
	constraint dunning_action_item_amount check (amount > 0),
	constraint dunning_action_item_of foreign key (action) references dunning_action (id)
); -- rows by key
create unique index dunning_action_item_once on dunning_action_item (item, level) where live;

-- The outbox of messages, and their words, which may be erased.
create table mail_message (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	action bigint not null,
	about bigint not null,
	template text not null,
	language text not null,
	state text not null,
	attempts bigint not null,
	queued_at bigint not null,
	sent_at bigint not null,
	error text not null,
	hash bytea not null,
	version bigint not null,
	constraint mail_message_state check (state = 'queued' or state = 'sending' or state = 'sent' or state = 'kept' or state = 'failed' or state = 'unknown' or state = 'cancelled')
) with (fillfactor = 70);
create index mail_message_customer on mail_message (customer, id);

create table mail_words (
	message bigint primary key,
	sender text not null,
	recipient text not null,
	subject text not null,
	body text not null,
	html text not null,
	papers text not null,
	constraint mail_words_of foreign key (message) references mail_message (id)
);

-- Who was in touch with whom; never changed.
create table contact (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	at bigint not null,
	day bigint not null,
	actor bigint not null,
	channel text not null,
	direction text not null,
	template text not null,
	action bigint,
	message bigint,
	result text not null,
	next_action text not null,
	next_on bigint not null,
	event bigint not null
);
create index contact_customer on contact (customer, id);

create table contact_words (
	contact bigint primary key,
	person text not null,
	note text not null,
	constraint contact_words_of foreign key (contact) references contact (id)
);
