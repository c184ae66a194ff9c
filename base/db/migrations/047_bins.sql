-- The bar code on an item, as GS1 numbers them; '' when it has none.
alter table item add column gtin text not null default '';
create unique index item_gtin on item (gtin) where gtin <> '';

-- Where an item stands in a warehouse: its bin. What is picked is walked to in their order.
create table stock_bin (
	item bigint not null,
	warehouse bigint not null,
	bin text not null,
	primary key (item, warehouse),
	constraint stock_bin_named check (bin <> '')
); -- rows by key
