-- People who are known by an identity elsewhere.

-- Who may bind which identity to himself: the one whose provider verified this address, once and until a time. used 0 = open.
create table identity_invite (
	id bigint primary key,
	user_id bigint not null,
	email text not null,
	ends bigint not null,
	used bigint not null,
	constraint identity_invite_owner foreign key (user_id) references app_user (id)
);
create index identity_invite_of on identity_invite (user_id);
create unique index identity_invite_email on identity_invite (email) where used = 0;

-- Roles that a user has because of his groups elsewhere: they go with the group.
create table role_by_group (
	user_id bigint not null,
	role text not null,
	constraint role_by_group_key primary key (user_id, role),
	constraint role_by_group_owner foreign key (user_id) references app_user (id)
); -- rows by key

-- The SHA-256 of sessions elsewhere, with whose they are, and of logout tokens that were heard (user 0), until a time.
create table identity_mark (
	hash bytea primary key,
	user_id bigint not null,
	ends bigint not null
); -- rows by key
create index identity_mark_ends on identity_mark (ends);

create index signin_step_of on signin_step (user_id);
