-- How people prove who they are beside a password. The facts say who got and lost which kind; what opens anything is sealed or hashed.

-- An authenticator app (totp), a passkey, or an identity elsewhere. handle: of a passkey its credential, of an identity the
-- SHA-256 of issuer and subject, of an app nothing. used: of an app the last time step a code was taken of, of a passkey its
-- counter. seen: when it was used last. ended 0 = good.
create table factor (
	id bigint primary key,
	user_id bigint not null,
	kind text not null,
	name text not null,
	handle bytea not null,
	secret bytea not null,
	used bigint not null,
	seen bigint not null,
	ended bigint not null,
	version bigint not null,
	constraint factor_kind check (kind = 'totp' or kind = 'passkey' or kind = 'identity'),
	constraint factor_owner foreign key (user_id) references app_user (id)
) with (fillfactor = 70);
create index factor_of on factor (user_id, id);
create unique index factor_app on factor (user_id) where kind = 'totp' and ended = 0;
create unique index factor_handle on factor (kind, handle) where kind <> 'totp' and ended = 0;

-- Codes for who lost his second factor: each good once, kept as its SHA-256. used 0 = good.
create table recovery_code (
	hash bytea primary key,
	user_id bigint not null,
	used bigint not null,
	constraint recovery_code_owner foreign key (user_id) references app_user (id)
); -- rows by key
create index recovery_code_of on recovery_code (user_id);

-- What is between two requests of who proves who he is: kept as the SHA-256 of a cookie's secret, good once and until a time.
create table signin_step (
	hash bytea primary key,
	kind text not null,
	user_id bigint not null,
	session bigint not null,
	data bytea not null,
	ends bigint not null
); -- rows by key
create index signin_step_ends on signin_step (ends);

-- Keys that two people agreed on and whose secret nobody has seen: who asked for one fetches it once, until a time.
create table key_owed (
	key_id bigint primary key,
	user_id bigint not null,
	ends bigint not null,
	constraint key_owed_of foreign key (key_id) references api_key (id)
); -- rows by key

-- Roles whose users must have a second factor.
create table factor_rule (
	id bigint primary key,
	role text not null,
	required boolean not null,
	version bigint not null
);
create unique index factor_rule_role on factor_rule (role);
