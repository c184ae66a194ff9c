-- Signing in. The facts say who came in; these rows say how, and can be erased.

-- What a user may sign in as, for one legal entity or (0) all.
create table user_role (
	user_id bigint not null,
	role text not null,
	entity bigint not null,
	primary key (user_id, role, entity),
	constraint user_role_user foreign key (user_id) references app_user (id)
); -- rows by key

-- argon2id in its usual text form.
create table password (
	user_id bigint primary key,
	hash text not null,
	at bigint not null,
	constraint password_user foreign key (user_id) references app_user (id)
);

-- A link by which a user chooses his password: kept as the SHA-256 of its secret, good once and until a time.
create table invitation (
	id bigint primary key,
	user_id bigint not null,
	hash bytea not null,
	ends bigint not null,
	used bigint not null,
	constraint invitation_user foreign key (user_id) references app_user (id)
);
create unique index invitation_hash on invitation (hash);
create index invitation_of on invitation (user_id, id);

-- Who is signed in and where: kept as the SHA-256 of the cookie's secret. seen is written now and then; proven is when he
-- last proved who he is; ended 0 = open.
create table session (
	id bigint primary key,
	user_id bigint not null,
	role text not null,
	entity bigint not null,
	hash bytea not null,
	opened bigint not null,
	seen bigint not null,
	ends bigint not null,
	ended bigint not null,
	address text not null,
	agent text not null,
	proven bigint not null,
	constraint session_owner foreign key (user_id) references app_user (id)
) with (fillfactor = 70);
create unique index session_hash on session (hash);
create index session_of on session (user_id, id);

-- Failures to sign in since the last success, by the SHA-256 of who tried from where.
create table signin_failure (
	who bytea primary key,
	failed bigint not null,
	last bigint not null
);
create index signin_failure_last on signin_failure (last);
