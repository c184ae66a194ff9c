-- Files by their content: SHA-256 of the bytes.
create table file (
	id bigint primary key,
	hash bytea not null,
	media text not null,
	bytes bytea not null
);
create unique index file_hash on file (hash);

-- What customers received: made once, the same bytes ever after, with the data it was made from.
create table paper (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	object bigint not null,
	customer bigint not null,
	number text not null,
	language text not null,
	file bigint not null,
	data text not null,
	program text not null,
	event bigint not null,
	constraint paper_kind check (kind = 'invoice' or kind = 'credit_note' or kind = 'corrected_invoice' or kind = 'deposit_invoice' or kind = 'delivery_note'),
	constraint paper_file foreign key (file) references file (id)
);
create unique index paper_object on paper (kind, object);

-- What a company's documents say of it beside its identifiers.
create table letterhead (
	entity bigint primary key,
	form text not null,
	capital text not null,
	register text not null,
	phone text not null,
	email text not null,
	website text not null,
	closing text not null,
	version bigint not null,
	constraint letterhead_entity foreign key (entity) references entity (id)
) with (fillfactor = 70);
