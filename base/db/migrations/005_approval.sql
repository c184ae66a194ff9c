-- Who may decide alone up to which amount: a role or a user, by kind of
-- decision; rows here stand before the ladder that the kind brings along.
create table authority (
	id bigint primary key,
	holder text not null,
	kind text not null,
	currency text not null,
	up_to bigint,
	ended boolean not null,
	version bigint not null,
	constraint authority_not_negative check (up_to is null or up_to >= 0)
);
create unique index authority_of on authority (kind, holder, currency);

-- Kinds of decision that the company switched, or whose expiry it changed.
create table approval_rule (
	kind text primary key,
	enabled boolean not null,
	hours bigint not null,
	days bigint not null,
	version bigint not null,
	constraint approval_rule_hours check (hours > 0 and days >= 0)
);

-- A command that waits for a second person, with what was true when it was asked.
create table approval (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	command text not null,
	input text not null,
	subject bigint not null,
	object text not null,
	number text not null,
	amount bigint not null,
	currency text not null,
	stamp text not null,
	maker bigint not null,
	requester bigint not null,
	role text not null,
	day bigint not null,
	asked_at bigint not null,
	expires_at bigint not null,
	detail text not null,
	event bigint not null,
	state text not null,
	decided_by bigint not null,
	decided_at bigint not null,
	closed bigint not null,
	version bigint not null,
	constraint approval_state check (state = 'open' or state = 'granted' or state = 'refused' or state = 'withdrawn' or state = 'expired' or state = 'voided'),
	constraint approval_four_eyes check (state <> 'granted' and state <> 'refused' or decided_by <> 0 and decided_by <> requester and decided_by <> maker),
	constraint approval_amount check (amount >= 0)
) with (fillfactor = 70);
create unique index approval_open on approval (kind, subject) where state = 'open';
create index approval_waiting on approval (id) where state = 'open';
create index approval_subject on approval (subject, id);

-- What people wrote about a decision, by its fact: erasable.
create table decision_words (
	event bigint primary key,
	author bigint not null,
	words text not null
);

-- Lines beside the base limit: a temporary one has days and is added to it, one
-- of a legal entity is watched beside it.
create table credit_line (
	id bigint primary key,
	holder bigint not null,
	entity bigint not null,
	amount bigint not null,
	from_day bigint not null,
	to_day bigint not null,
	begun boolean not null,
	active boolean not null,
	set_by bigint not null,
	event bigint not null,
	closed bigint not null,
	constraint credit_line_amount check (amount >= 0),
	constraint credit_line_days check (entity <> 0 and to_day = 0 or entity = 0 and from_day <> 0 and to_day >= from_day)
);
create index credit_line_holder on credit_line (holder) where active;
create index credit_line_ends on credit_line (to_day) where active and to_day <> 0;
create unique index credit_line_entity on credit_line (holder, entity) where active and entity <> 0;

-- Rules of credit that the company set, for everybody (class '') or a class of customers.
create table credit_rule (
	class text not null,
	rule text not null,
	enabled boolean not null,
	threshold bigint not null,
	version bigint not null,
	primary key (class, rule),
	constraint credit_rule_threshold check (threshold >= 0)
); -- rows by key

-- What was checked of a new customer: by whom, when, with which outcome.
create table credit_check (
	holder bigint not null,
	item text not null,
	passed boolean not null,
	done_by bigint not null,
	done_on bigint not null,
	event bigint not null,
	primary key (holder, item)
); -- rows by key

-- Each score with what it was made of.
create table credit_score (
	id bigint primary key,
	holder bigint not null,
	day bigint not null,
	score bigint not null,
	class text not null,
	suggested bigint,
	inputs text not null,
	weights text not null,
	method text not null,
	event bigint not null,
	constraint credit_score_within check (score >= 0 and score <= 10000)
);
create index credit_score_holder on credit_score (holder, id);

create table credit_insurance (
	holder bigint primary key,
	insurer_limit bigint not null,
	share bigint not null,
	waiting_days bigint not null,
	notify_days bigint not null,
	extension_days bigint not null,
	event bigint not null,
	constraint credit_insurance_share check (insurer_limit >= 0 and share >= 0 and share <= 100000000)
);
