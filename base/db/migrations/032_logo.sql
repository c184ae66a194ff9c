-- The logo of a company, as we drew it anew from what was sent; kept by the SHA-256 of its bytes.
create table logo (
	entity bigint primary key,
	hash bytea not null,
	wide bigint not null,
	high bigint not null,
	bytes bytea not null,
	constraint logo_entity foreign key (entity) references entity (id)
);
