-- The rate of late payment that a company agreed with a customer, a year: it holds for what is issued from its day on. 0 is
-- none: that of everybody again.
create table agreed_rate (
	id bigint primary key,
	entity bigint not null,
	customer bigint not null,
	valid_from bigint not null,
	rate bigint not null,
	event bigint not null,
	constraint agreed_rate_not_negative check (rate >= 0)
);
create index agreed_rate_customer on agreed_rate (customer, entity);
