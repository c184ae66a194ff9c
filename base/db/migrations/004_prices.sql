-- A price list: for everybody, or for a holder (a customer or a group).
create table price_list (
	id bigint primary key,
	code text not null,
	holder bigint,
	currency text not null,
	tax_included boolean not null -- its prices hold the tax
);
create unique index price_list_code on price_list (code);

-- The price of an item on a list, from a quantity on (0 = the first piece), while it is valid; valid_to 0 = open.
create table price (
	id bigint primary key,
	list bigint not null,
	item bigint not null,
	least bigint not null,
	price bigint not null,
	valid_from bigint not null,
	valid_to bigint not null,
	version bigint not null,
	constraint price_not_negative check (price >= 0 and least >= 0),
	constraint price_days check (valid_to = 0 or valid_to >= valid_from),
	constraint price_of_list foreign key (list) references price_list (id),
	constraint price_of_item foreign key (item) references item (id)
);
create unique index price_key on price (item, list, least, valid_from);

-- What is taken off the list price for some days: a percent, or an amount a unit.
create table promotion (
	id bigint primary key,
	code text not null,
	item bigint,
	list bigint,
	percent bigint not null,
	each bigint not null,
	currency text not null,
	valid_from bigint not null,
	valid_to bigint not null,
	version bigint not null,
	constraint promotion_off check ((percent > 0 and each = 0) or (percent = 0 and each > 0)),
	constraint promotion_days check (valid_to = 0 or valid_to >= valid_from)
);
create unique index promotion_code on promotion (code);

-- How far a role may go without asking; a role without a row: any discount, nothing below a floor.
create table price_authority (
	id bigint primary key,
	role text not null,
	max_discount bigint,
	below_floor boolean not null,
	version bigint not null,
	constraint price_authority_percent check (max_discount is null or max_discount >= 0)
);
create unique index price_authority_role on price_authority (role);

-- What a carrier's way of delivery is charged, from a day on until a later row of its code.
create table tariff (
	id bigint primary key,
	code text not null,
	valid_from bigint not null,
	item bigint not null,
	currency text not null,
	units text not null,
	divisor bigint not null,
	divisor_above bigint not null,
	step bigint not null,
	fuel bigint not null,
	remote bigint not null,
	residential bigint not null,
	free_from bigint,
	version bigint not null,
	constraint tariff_units check (units = 'cm' or units = 'in'),
	constraint tariff_positive check (divisor >= 0 and divisor_above >= 0 and step >= 0 and fuel >= 0 and remote >= 0 and residential >= 0),
	constraint tariff_of_item foreign key (item) references item (id)
);
create unique index tariff_code on tariff (code, valid_from);

create table tariff_zone (
	tariff bigint not null,
	n bigint not null,
	zone text not null,
	country text not null,
	region text not null,
	postcode text not null,
	remote boolean not null,
	primary key (tariff, n)
); -- rows by key

create table tariff_rate (
	tariff bigint not null,
	zone text not null,
	up_to bigint not null,
	price bigint not null,
	primary key (tariff, zone, up_to),
	constraint tariff_rate_not_negative check (up_to > 0 and price >= 0)
); -- rows by key
