-- Sales tax of the United States as the firm sets it: of a state, or of the deliveries there whose postcode begins so.
create table tax_rate (
	id bigint primary key,
	state text not null,
	postcode text not null,
	rate bigint not null,
	freight boolean not null,
	services boolean not null,
	valid_from bigint not null,
	version bigint not null,
	constraint tax_rate_percent check (rate >= 0 and rate <= 100000000)
) with (fillfactor = 70);
create unique index tax_rate_from on tax_rate (state, postcode, valid_from);

-- Certificates by which a customer pays no sales tax, in one state or ('') in all. valid_to is the last day, 0 = none.
create table tax_exemption (
	id bigint primary key,
	customer bigint not null,
	state text not null,
	number text not null,
	kind text not null,
	valid_from bigint not null,
	valid_to bigint not null,
	version bigint not null,
	constraint tax_exemption_customer foreign key (customer) references customer (id),
	constraint tax_exemption_kind check (kind = 'resale' or kind = 'exempt'),
	constraint tax_exemption_days check (valid_to = 0 or valid_to >= valid_from)
) with (fillfactor = 70);
create unique index tax_exemption_number on tax_exemption (customer, state, number);
create index tax_exemption_ends on tax_exemption (valid_to);

-- What a register answered about the VAT number a customer had on a day: written once, the last one on or before a day decides.
create table vat_check (
	id bigint primary key,
	customer bigint not null,
	tax_id text not null,
	day bigint not null,
	result text not null,
	source text not null,
	name text not null,
	address text not null,
	constraint vat_check_customer foreign key (customer) references customer (id),
	constraint vat_check_result check (result = 'valid' or result = 'invalid' or result = 'unknown')
);
create index vat_check_of on vat_check (customer, day);
