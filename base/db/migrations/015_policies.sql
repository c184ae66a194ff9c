-- The orders of an invoice for several of them, one a month; of what corrects or credits it too.
create table billed_order (
	invoice bigint not null,
	order_id bigint not null,
	entity bigint not null,
	customer bigint not null,
	primary key (invoice, order_id)
); -- rows by key
create index billed_order_order on billed_order (order_id);
create index billed_order_customer on billed_order (customer);
create index sales_order_monthly on sales_order (entity, customer, id) where policy = 'month' and state <> 'closed';
