-- What customers come in by and pay with. The facts say who came and what was paid; links and sessions can be erased.

-- A link that opens one invoice (document) or a whole account (0) without a password: kept as the SHA-256 of its secret,
-- good until a time, revoked 0 = good.
create table portal_link (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	document bigint not null,
	hash bytea not null,
	ends bigint not null,
	revoked bigint not null,
	constraint portal_link_customer foreign key (customer) references customer (id)
);
create unique index portal_link_hash on portal_link (hash);
create index portal_link_of on portal_link (customer, id);

-- Users who are customers: one customer's, or (whole) of his group. invited false: nobody in person, who came by a link.
create table portal_user (
	user_id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	whole boolean not null,
	invited boolean not null,
	constraint portal_user_user foreign key (user_id) references app_user (id)
);
create index portal_user_customer on portal_user (customer, user_id);
create unique index portal_user_by_link on portal_user (customer) where not invited;

-- Customers who are in: by a link or as a user (link 0). document 0 = the whole account. ended 0 = open.
create table portal_session (
	id bigint primary key,
	user_id bigint not null,
	link bigint not null,
	entity bigint not null,
	customer bigint not null,
	document bigint not null,
	hash bytea not null,
	opened bigint not null,
	seen bigint not null,
	ends bigint not null,
	ended bigint not null,
	address text not null,
	agent text not null,
	constraint portal_session_owner foreign key (user_id) references app_user (id)
) with (fillfactor = 70);
create unique index portal_session_hash on portal_session (hash);
create index portal_session_of on portal_session (user_id, id);

-- What a customer set out to pay by a provider. token is the provider's name for it; payment 0 = no money came of it.
create table checkout (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	currency text not null,
	amount bigint not null,
	provider text not null,
	token text not null,
	url text not null,
	state text not null,
	opened_at bigint not null,
	payment bigint not null,
	charge text not null,
	event bigint not null,
	version bigint not null,
	constraint checkout_amount check (amount > 0),
	constraint checkout_state check (state = 'asked' or state = 'open' or state = 'unsure' or state = 'pending' or state = 'refused' or state = 'expired' or state = 'paid')
) with (fillfactor = 70);
create index checkout_customer on checkout (customer, id);
create index checkout_entity on checkout (entity, id);
create index checkout_going on checkout (id) where state = 'asked' or state = 'open' or state = 'unsure' or state = 'pending';

create table checkout_part (
	checkout bigint not null,
	document bigint not null,
	amount bigint not null,
	primary key (checkout, document),
	constraint checkout_part_amount check (amount > 0),
	constraint checkout_part_of foreign key (checkout) references checkout (id)
); -- rows by key

-- What a provider told, each event once; effect says what became of it, event is the fact.
create table provider_event (
	provider text not null,
	token text not null,
	checkout bigint not null,
	kind text not null,
	currency text not null,
	amount bigint not null,
	fee bigint not null,
	charge text not null,
	effect text not null,
	payment bigint not null,
	event bigint not null,
	primary key (provider, token)
); -- rows by key
create unique index provider_event_fact on provider_event (event);
create unique index provider_event_charge on provider_event (provider, charge) where effect = 'paid' or effect = 'more';
create index provider_event_checkout on provider_event (checkout);
create index deposit_of_customer on deposit (customer, id);
