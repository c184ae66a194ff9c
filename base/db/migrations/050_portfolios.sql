-- The customers that one collector follows in a company, and who stands in for him between two days.
create table portfolio (
	id bigint primary key,
	entity bigint not null,
	collector bigint not null,
	stand_in bigint,
	first_day bigint not null,
	last_day bigint not null,
	version bigint not null,
	constraint portfolio_user foreign key (collector) references app_user (id),
	constraint portfolio_other check (stand_in <> collector),
	constraint portfolio_days check (last_day >= first_day)
) with (fillfactor = 70);
create unique index portfolio_collector on portfolio (entity, collector);

-- Who follows a customer; without a row everybody does.
create table portfolio_account (
	entity bigint not null,
	customer bigint not null,
	portfolio bigint not null,
	primary key (entity, customer),
	constraint portfolio_account_of foreign key (portfolio) references portfolio (id)
); -- rows by key
create index portfolio_accounts on portfolio_account (portfolio, customer);
