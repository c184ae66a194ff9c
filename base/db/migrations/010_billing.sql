-- A deposit invoice (386): a request for payment until it is cashed. Amounts with tax: cashed of it, deducted by invoices
-- of its order, credited to the customer. claimed: money of it that a bank took back after it was deducted, owed on 411.
create table deposit (
	id bigint primary key,
	entity bigint not null,
	order_id bigint not null,
	customer bigint not null,
	currency text not null,
	reference text not null,
	total bigint not null,
	cashed bigint not null,
	deducted bigint not null,
	credited bigint not null,
	claimed bigint not null,
	closed boolean not null,
	version bigint not null,
	constraint deposit_cashed check (total > 0 and cashed >= 0 and cashed <= total),
	constraint deposit_held check (deducted >= 0 and credited >= 0 and deducted + credited <= cashed),
	constraint deposit_claimed check (claimed >= 0 and claimed <= cashed)
) with (fillfactor = 70);
create index deposit_order on deposit (order_id);
create index deposit_reference on deposit (reference);

-- What was cashed of a line of a deposit invoice (negative: given back), deducted, credited or claimed; source is the
-- payment, invoice or credit note it came by.
create table deposit_move (
	event bigint not null,
	deposit bigint not null,
	n bigint not null,
	entity bigint not null,
	kind text not null,
	source bigint not null,
	day bigint not null,
	net bigint not null,
	tax bigint not null,
	primary key (event, deposit, n),
	constraint deposit_move_kind check (kind = 'cashed' or kind = 'deducted' or kind = 'credited' or kind = 'claimed')
); -- rows by key
create index deposit_move_deposit on deposit_move (deposit, n);
create index deposit_move_source on deposit_move (source);
