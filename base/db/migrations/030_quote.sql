-- What customers were offered: a row a version, whose content never changes
-- once it is sent (domain.md 1.1).
create table quote (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	revision bigint not null,
	customer bigint not null,
	currency text not null,
	quoted_on bigint not null,
	valid_until bigint not null,
	state text not null,
	net bigint not null,
	tax bigint not null,
	total bigint not null,
	content text not null, -- JSON: what it offers, line by line
	reason text not null, -- why it was refused
	order_id bigint not null, -- what it became
	made_by bigint not null,
	version bigint not null,
	constraint quote_state check (state = 'draft' or state = 'sent' or state = 'accepted' or state = 'refused' or state = 'expired' or state = 'superseded'),
	constraint quote_total check (total = net + tax),
	constraint quote_order check ((order_id <> 0) = (state = 'accepted')),
	constraint quote_customer foreign key (customer) references customer (id)
);
create unique index quote_number on quote (entity, number, revision);
create unique index quote_open on quote (entity, number) where state = 'draft' or state = 'sent';
create index quote_until on quote (entity, valid_until, id) where state = 'sent';
create index quote_of_customer on quote (customer, id);
