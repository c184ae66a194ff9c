create table sales_order (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	customer bigint not null,
	root bigint not null,
	currency text not null,
	po_number text not null,
	ordered_on bigint not null,
	requested_on bigint not null,
	state text not null,
	hold text not null,
	exceptions text not null,
	hints text not null,
	terms text not null,
	warehouse bigint not null,
	backorder boolean not null,
	partial boolean not null,
	policy text not null,
	ship_country text not null,
	ship_region text not null,
	freight text not null,
	residential boolean not null,
	allowance_percent bigint not null, -- off the whole order; each line bears its share
	allowance bigint not null, -- likewise, an amount
	tax_included boolean not null, -- prices said with it hold the tax
	ship_to bigint not null,
	priority bigint not null,
	promised_on bigint not null,
	reason text not null,
	net bigint not null,
	tax bigint not null,
	total bigint not null,
	remainder bigint not null,
	deposit bigint not null,
	entered_by bigint not null,
	quote bigint not null, -- that it was accepted from
	asked_on bigint not null,
	asked_total bigint not null,
	content bytea not null,
	taken_over boolean not null,
	version bigint not null,
	constraint sales_order_state check (state = 'draft' or state = 'confirmed' or state = 'credit_hold' or state = 'released' or state = 'closed' or state = 'cancelled'),
	constraint sales_order_priority check (priority >= 1 and priority <= 9),
	constraint sales_order_allowance check (allowance >= 0 and allowance_percent >= 0 and (allowance = 0 or allowance_percent = 0)),
	constraint sales_order_total check (total = net + tax),
	constraint sales_order_remainder check (remainder >= 0),
	constraint sales_order_deposit check (deposit >= 0),
	constraint sales_order_customer foreign key (customer) references customer (id)
) with (fillfactor = 70);
create unique index sales_order_number on sales_order (entity, number);
create index sales_order_customer_po on sales_order (customer, po_number) where po_number <> '';
create index sales_order_held_oldest on sales_order (root, ordered_on, id) where hold <> '';
create index sales_order_held_whole on sales_order (warehouse, id) where hold <> '' and not backorder;
create index sales_order_of_customer on sales_order (customer, id);
create index sales_order_po on sales_order (po_number) where po_number <> '';
create index sales_order_amount on sales_order (total, id);

create table order_line (
	order_id bigint not null,
	n bigint not null,
	item bigint not null,
	sku text not null,
	name text not null,
	kind text not null,
	unit text not null,
	quantity bigint not null,
	unit_price bigint not null,
	discounts text not null,
	price_from text not null,
	authorised_by bigint not null,
	net bigint not null,
	tax_class text not null,
	treatment text not null,
	warehouse bigint not null,
	reserved bigint not null,
	backordered bigint not null,
	picked bigint not null,
	shipped bigint not null,
	cancelled bigint not null,
	invoiced bigint not null,
	invoiced_net bigint not null,
	primary key (order_id, n),
	constraint order_line_positive check (quantity > 0 and reserved >= 0 and backordered >= 0 and picked >= 0 and shipped >= 0 and cancelled >= 0),
	constraint order_line_sum check (reserved + backordered + shipped + cancelled <= quantity),
	constraint order_line_picked check (picked <= reserved),
	constraint order_line_invoiced check (invoiced >= 0 and invoiced <= shipped)
) with (fillfactor = 70); -- rows by key
create index order_line_waiting on order_line (item, order_id) where backordered > 0;

-- Each answer of credit about an order, with what was true under the lock.
create table credit_decision (
	id bigint primary key,
	order_id bigint not null,
	event bigint not null,
	day bigint not null,
	amount bigint not null,
	exposure bigint not null,
	credit_limit bigint,
	failed text not null,
	confirmed boolean not null,
	released_by bigint not null,
	reason text not null,
	constraint credit_decision_lawful check (not confirmed or failed = '' or released_by <> 0 or reason = 'history')
);
create index credit_decision_order on credit_decision (order_id);

create table stock (
	item bigint not null,
	warehouse bigint not null,
	on_hand bigint not null,
	reserved bigint not null,
	blocked bigint not null,
	value bigint not null,
	primary key (item, warehouse),
	constraint stock_not_negative check (on_hand >= 0 and reserved >= 0 and blocked >= 0),
	constraint stock_not_oversold check (reserved + blocked <= on_hand),
	constraint stock_value check (value >= 0)
) with (fillfactor = 70); -- rows by key

create table stock_move (
	id bigint primary key,
	item bigint not null,
	warehouse bigint not null,
	kind text not null,
	quantity bigint not null,
	value bigint not null,
	day bigint not null,
	event bigint not null,
	document bigint not null
);

create table shipment (
	id bigint primary key,
	entity bigint not null,
	number text not null,
	order_id bigint not null,
	customer bigint not null,
	warehouse bigint not null,
	state text not null,
	planned_on bigint not null,
	shipped_on bigint not null,
	delivered_on bigint not null,
	unbilled bigint not null,
	billed boolean not null,
	taken_over boolean not null,
	version bigint not null,
	constraint shipment_state check (state = 'to_pick' or state = 'picking' or state = 'packed' or state = 'shipped' or state = 'delivered' or state = 'returned' or state = 'cancelled')
) with (fillfactor = 70);
create unique index shipment_number on shipment (entity, number);
create index shipment_order on shipment (order_id);

create table shipment_line (
	shipment bigint not null,
	n bigint not null,
	order_n bigint not null,
	item bigint not null,
	kind text not null,
	quantity bigint not null,
	picked bigint not null,
	cost bigint not null,
	order_id bigint not null, -- of the shipment: so that a read of one order is seen not to touch another's
	primary key (shipment, n),
	constraint shipment_line_picked check (picked >= 0 and picked <= quantity)
); -- rows by key

create table invoice (
	id bigint primary key,
	entity bigint not null,
	series bigint not null,
	position bigint not null,
	number text not null,
	old_number text not null,
	type text not null,
	customer bigint not null,
	order_id bigint,
	original bigint,
	currency text not null,
	issued_on bigint not null,
	terms_from bigint not null, -- the day its terms count from: its own, or that of the invoice it replaces
	due_on bigint not null,
	terms text not null,
	net bigint not null,
	tax bigint not null,
	total bigint not null,
	retention bigint not null, -- of the total, kept back by the customer
	home bigint not null, -- the total in the company's currency
	warnings text not null,
	parties text not null,
	hash bytea not null,
	taken_over boolean not null,
	event bigint not null,
	constraint invoice_type check (type = '380' or type = '381' or type = '384' or type = '386'),
	constraint invoice_total check (total = net + tax)
);
create unique index invoice_number on invoice (number, entity);
create unique index invoice_position on invoice (series, position);
create index invoice_order on invoice (order_id);
create index invoice_of_customer on invoice (customer, id);
create index invoice_amount on invoice (total, id);
create index invoice_other on invoice (type, id) where type <> '380';
create index invoice_original on invoice (original) where original is not null;
create unique index invoice_replaced on invoice (original) where type = '384';
create index invoice_old_number on invoice (old_number) where old_number <> '';

create table invoice_line (
	invoice bigint not null,
	n bigint not null,
	order_id bigint,
	order_n bigint,
	shipment bigint,
	original_n bigint,
	deposit bigint,
	item bigint not null,
	sku text not null,
	name text not null,
	kind text not null,
	unit text not null,
	quantity bigint not null,
	unit_price bigint not null,
	discounts text not null,
	net bigint not null,
	gross bigint not null, -- what a price with tax included states; 0 = it is before tax
	treatment text not null,
	credited bigint not null,
	credited_net bigint not null,
	primary key (invoice, n),
	constraint invoice_line_credited check (credited >= 0 and credited <= quantity)
); -- rows by key

create table invoice_tax (
	invoice bigint not null,
	n bigint not null,
	category text not null,
	code text not null,
	rate bigint not null,
	base bigint not null,
	amount bigint not null,
	reason text not null,
	pending_base bigint not null,
	pending bigint not null,
	primary key (invoice, n)
); -- rows by key

-- What a customer owes (total > 0) and what we owe him (payments, credit notes: total < 0).
create table open_item (
	id bigint primary key,
	entity bigint not null,
	customer bigint,
	currency text not null,
	kind text not null,
	document bigint not null,
	number text not null,
	reference text not null,
	instalment bigint not null,
	issued_on bigint not null,
	due_on bigint not null,
	total bigint not null,
	open bigint not null,
	late bigint not null,
	contested bigint not null,
	taken_over boolean not null,
	event bigint not null,
	pending boolean not null,
	discount bigint not null,
	discount_until bigint not null,
	retained boolean not null, -- kept back by the customer until it is released
	home bigint not null, -- the total, and what is open, in the company's currency
	home_open bigint not null,
	constraint open_item_contested check (contested >= 0),
	constraint open_item_within check ((total >= 0 and open >= 0 and open <= total) or (total < 0 and open <= 0 and open >= total)),
	constraint open_item_worth check ((total >= 0 and home_open >= 0 and home_open <= home) or (total < 0 and home_open <= 0 and home_open >= home)),
	constraint open_item_kind check (kind = 'invoice' or kind = 'opening' or kind = 'credit_note' or kind = 'payment' or kind = 'discount' or kind = 'difference' or kind = 'charge' or kind = 'waiver')
) with (fillfactor = 70);
create index open_item_customer on open_item (customer, due_on, id) where open <> 0;
create index open_item_on_account on open_item (id) where open < 0;
create index open_item_due on open_item (due_on, id) where open > 0;
create index open_item_document on open_item (document) where instalment > 1;
create index open_item_reference on open_item (reference) where reference <> '';

-- What settles what. Nothing is changed: taking back is a row with the amount negative. What each side is worth of it in
-- the company's currency, at the rate it was booked at.
create table application (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	debit bigint,
	credit bigint,
	amount bigint not null,
	debit_home bigint not null,
	credit_home bigint not null,
	day bigint not null,
	event bigint not null,
	constraint application_kind check (kind = 'apply' or kind = 'unapply' or kind = 'return' or kind = 'write_off' or kind = 'refund' or kind = 'refund_back' or kind = 'deposit' or kind = 'replaced')
);
create index application_debit on application (debit) where debit is not null;
create index application_credit on application (credit) where credit is not null;

create table payment (
	id bigint primary key,
	entity bigint not null,
	customer bigint,
	currency text not null,
	amount bigint not null,
	home bigint not null, -- the amount in the company's currency
	fee bigint not null, -- of the amount: kept by the bank or the card scheme
	received_on bigint not null,
	reference text not null,
	payer text not null,
	returned boolean not null,
	event bigint not null,
	version bigint not null,
	constraint payment_positive check (amount > 0),
	constraint payment_fee check (fee >= 0 and fee < amount)
);

-- Ledger: one row a leg, debit > 0, credit < 0; the legs of an event balance.
create table leg (
	event bigint not null,
	n bigint not null,
	entity bigint not null,
	journal text not null,
	day bigint not null,
	account text not null,
	holder bigint,
	currency text not null,
	amount bigint not null,
	home bigint not null, -- in the company's currency
	primary key (event, n),
	constraint leg_not_zero check (amount <> 0 or home <> 0)
); -- rows by key
create index leg_entry on leg (entity, day, event, journal) where n = 1; -- what is not numbered: told without its rows
