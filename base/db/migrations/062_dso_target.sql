-- How many days of sales may be owed to a company, from a day on; 0: nothing is aimed at any more.
create table dso_target (
	id bigint primary key,
	entity bigint not null,
	valid_from bigint not null,
	days bigint not null,
	version bigint not null,
	constraint dso_target_days check (days >= 0)
) with (fillfactor = 70);
create unique index dso_target_from on dso_target (entity, valid_from);
