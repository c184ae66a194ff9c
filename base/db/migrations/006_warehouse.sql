-- Where a warehouse delivers, and what a shipment from it there costs (minor units of the entity's currency) and how far
-- it is (km). A warehouse without zones serves everywhere at no cost.
create table warehouse_zone (
	warehouse bigint not null,
	country text not null,
	region text not null,
	cost bigint not null,
	distance bigint not null,
	primary key (warehouse, country, region),
	constraint warehouse_zone_of foreign key (warehouse) references warehouse (id),
	constraint warehouse_zone_not_negative check (cost >= 0 and distance >= 0)
); -- rows by key

-- The least that should be on hand of an item in a warehouse.
create table stock_minimum (
	item bigint not null,
	warehouse bigint not null,
	minimum bigint not null,
	version bigint not null,
	primary key (item, warehouse),
	constraint stock_minimum_not_negative check (minimum >= 0)
); -- rows by key

-- Goods on their way from a warehouse to another one.
create table transfer (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	source bigint not null,
	target bigint not null,
	state text not null,
	sent_on bigint not null,
	received_on bigint not null,
	version bigint not null,
	constraint transfer_state check (state = 'sent' or state = 'received'),
	constraint transfer_apart check (source <> target)
) with (fillfactor = 70);
create unique index transfer_number on transfer (entity, number);

create table transfer_line (
	transfer bigint not null,
	n bigint not null,
	item bigint not null,
	quantity bigint not null,
	cost bigint not null,
	received bigint not null,
	primary key (transfer, n),
	constraint transfer_line_received check (quantity > 0 and received >= 0 and received <= quantity)
); -- rows by key
create index transfer_line_item on transfer_line (item, transfer);

-- A count: the sheet is frozen with what is on hand, counted, and its differences posted.
create table stock_count (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	warehouse bigint not null,
	state text not null,
	started_on bigint not null,
	posted_on bigint not null,
	version bigint not null,
	constraint stock_count_state check (state = 'open' or state = 'posted' or state = 'cancelled')
) with (fillfactor = 70);
create unique index stock_count_number on stock_count (entity, number);

create table stock_count_line (
	stock_count bigint not null,
	n bigint not null,
	item bigint not null,
	frozen bigint not null,
	counted bigint,
	primary key (stock_count, n),
	constraint stock_count_line_not_negative check (frozen >= 0 and (counted is null or counted >= 0))
); -- rows by key

-- Where a customer wants goods delivered, beside his own address. Words of a person, like customer_words.
create table customer_address (
	id bigint primary key,
	customer bigint not null,
	code text not null,
	country text not null,
	region text not null,
	name text not null,
	street text not null,
	postcode text not null,
	city text not null,
	version bigint not null,
	constraint customer_address_of foreign key (customer) references customer (id)
);
create unique index customer_address_code on customer_address (customer, code);

-- Who took a delivery, in his words; they may be erased, the fact stays.
create table delivery_proof (
	shipment bigint primary key,
	name text not null,
	note text not null,
	file bytea not null
);

-- What customers send back of a shipment.
create table rma (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	order_id bigint not null,
	shipment bigint not null,
	customer bigint not null,
	warehouse bigint not null,
	state text not null,
	outcome text not null,
	reason text not null,
	requested_on bigint not null,
	credit_note bigint not null,
	replacement bigint not null,
	version bigint not null,
	constraint rma_state check (state = 'requested' or state = 'authorised' or state = 'refused' or state = 'received' or state = 'inspected' or state = 'accepted' or state = 'replaced' or state = 'rejected' or state = 'closed'),
	constraint rma_outcome check (outcome in ('', 'accepted', 'replaced', 'rejected'))
) with (fillfactor = 70);
create unique index rma_number on rma (entity, number);
create index rma_shipment on rma (shipment);
create index rma_order_id on rma (order_id);

create table rma_line (
	rma bigint not null,
	n bigint not null,
	shipment_n bigint not null,
	item bigint not null,
	quantity bigint not null,
	received bigint not null,
	good bigint not null,
	blocked bigint not null,
	scrapped bigint not null,
	credited bigint not null,
	cost bigint not null,
	primary key (rma, n),
	constraint rma_line_positive check (quantity > 0 and good >= 0 and blocked >= 0 and scrapped >= 0 and cost >= 0),
	constraint rma_line_received check (received >= 0 and received <= quantity),
	constraint rma_line_inspected check (good + blocked + scrapped <= received),
	constraint rma_line_credited check (credited >= 0 and credited <= received)
) with (fillfactor = 70); -- rows by key
