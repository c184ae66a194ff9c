create table entity (
	id bigint primary key,
	name text not null,
	country text not null,
	region text not null,
	currency text not null,
	tax text not null,
	language text not null,
	zone text not null,
	legal_id text not null,
	tax_id text not null,
	street text not null,
	postcode text not null,
	city text not null,
	iban text not null,
	open_from bigint not null,
	year_from bigint not null,
	rounding text not null,
	caps text not null,
	vat_days bigint not null,
	vat_unchecked text not null,
	send_by text not null,
	constraint entity_tax check (tax = 'standard' or tax = 'none'),
	constraint entity_year_from check (year_from >= 1 and year_from <= 12),
	constraint entity_rounding check (rounding = 'apart' or rounding = 'combined' or rounding = 'streamlined' or rounding = 'streamlined_item'),
	constraint entity_vat_days check (vat_days >= 0),
	constraint entity_vat_unchecked check (vat_unchecked = 'tax' or vat_unchecked = 'refuse'),
	constraint entity_send_by check (send_by = 'mail' or send_by = 'none'),
	constraint entity_caps check (caps = 'off' or caps = 'warn' or caps = 'refuse')
);
create unique index entity_name on entity (name);

create table warehouse (
	id bigint primary key,
	entity bigint not null,
	code text not null,
	version bigint not null,
	constraint warehouse_entity foreign key (entity) references entity (id)
);
create unique index warehouse_code on warehouse (entity, code);

create table app_user (
	id bigint primary key,
	name text not null,
	language text not null,
	disabled boolean not null
);
create unique index app_user_name on app_user (name);

-- A key is kept as the SHA-256 of its secret.
create table api_key (
	id bigint primary key,
	user_id bigint not null,
	role text not null,
	entity bigint,
	customer bigint,
	hash bytea not null,
	revoked bigint not null,
	constraint api_key_user foreign key (user_id) references app_user (id)
);
create unique index api_key_hash on api_key (hash);
create index api_key_of on api_key (user_id);

create table customer_group (
	id bigint primary key,
	number text not null,
	name text not null
);
create unique index customer_group_number on customer_group (number);

create table customer (
	id bigint primary key,
	number text not null,
	root bigint not null,
	country text not null,
	region text not null,
	language text not null,
	currency text not null,
	terms text not null,
	billing text not null,
	tax_id text not null,
	legal_id text not null,
	vat_confirmed_on bigint not null,
	po_required boolean not null,
	warnings text not null,
	taken_over boolean not null,
	send_by text not null,
	version bigint not null,
	constraint customer_send_by check (send_by = 'mail' or send_by = 'none')
);
create unique index customer_number on customer (number);
create index customer_root on customer (root);

-- What a person may ask to erase lives apart from what the law keeps.
create table customer_words (
	customer bigint primary key,
	name text not null,
	sort_key bytea not null,
	street text not null,
	postcode text not null,
	city text not null,
	email text not null,
	constraint customer_words_of foreign key (customer) references customer (id)
);
create index customer_words_order on customer_words (sort_key, customer);

-- One row a customer and one a group: the row that is locked before credit is decided.
create table credit (
	holder bigint primary key,
	currency text not null,
	credit_limit bigint,
	blocked text not null,
	checked_by bigint not null,
	class text not null,
	created_by bigint not null,
	checked_on bigint not null,
	insolvent_on bigint not null,
	review_due bigint not null,
	review_told bigint not null,
	extras bigint not null,
	version bigint not null,
	constraint credit_extras check (extras >= 0),
	constraint credit_limit_not_negative check (credit_limit is null or credit_limit >= 0)
);

create table item (
	id bigint primary key,
	sku text not null,
	name text not null,
	kind text not null,
	unit text not null,
	price bigint,
	currency text not null,
	tax_class text not null,
	weight bigint not null,
	length bigint not null,
	width bigint not null,
	height bigint not null,
	floor bigint,
	version bigint not null,
	constraint item_kind check (kind = 'goods' or kind = 'service' or kind = 'freight'),
	constraint item_price_not_negative check (price is null or price >= 0),
	constraint item_floor_not_negative check (floor is null or floor >= 0)
);
create unique index item_sku on item (sku);

-- A file given to import, known by its bytes.
create table import_file (
	id bigint primary key,
	kind text not null,
	hash bytea not null,
	name text not null,
	entity bigint not null,
	number bigint not null,
	day bigint not null,
	cutover bigint not null,
	state text not null,
	row_count bigint not null,
	applied bigint not null,
	step_count bigint not null
);
create unique index import_file_bytes on import_file (kind, hash, entity);

-- What was applied, by content, day and rank: each row or step once, also after a crash.
create table import_row (
	key bytea primary key,
	file bigint not null,
	line bigint not null
);
create index import_row_file on import_row (file);
