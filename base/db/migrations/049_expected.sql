-- Goods that a supplier is to bring to a warehouse on a day: what was announced, what of it came, what was given up and what is left (open).
create table expected_receipt (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	item bigint not null,
	warehouse bigint not null,
	quantity bigint not null,
	received bigint not null,
	cancelled bigint not null,
	open bigint not null,
	expected_on bigint not null,
	reference text not null,
	version bigint not null,
	constraint expected_receipt_left check (quantity > 0 and received >= 0 and cancelled >= 0 and open >= 0 and open = quantity - received - cancelled),
	constraint expected_receipt_in foreign key (warehouse) references warehouse (id)
) with (fillfactor = 70);
create unique index expected_receipt_number on expected_receipt (entity, number);
create index expected_receipt_open on expected_receipt (entity, item, warehouse) where open > 0;
create index expected_receipt_due on expected_receipt (entity, expected_on, id) where open > 0;
