-- Where the users of the house are written to: an address is one person's.
create table user_email (
	user_id bigint primary key,
	email text not null,
	constraint user_email_owner foreign key (user_id) references app_user (id)
);
create unique index user_email_address on user_email (email);

-- The links of invitations that two people agreed on: who asked for one makes it, once, until a time.
create table invitation_owed (
	user_id bigint primary key,
	asked_by bigint not null,
	ends bigint not null,
	constraint invitation_owed_user foreign key (user_id) references app_user (id)
);
