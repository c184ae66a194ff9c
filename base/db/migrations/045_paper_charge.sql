-- Charges for lateness are kept as they were sent, like invoices.
create table paper_kept (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	object bigint not null,
	valid_until bigint not null, -- of a quote; 0 of all else
	customer bigint not null,
	number text not null,
	language text not null,
	file bigint not null,
	data text not null,
	program text not null,
	event bigint not null,
	constraint paper_kind check (kind = 'invoice' or kind = 'credit_note' or kind = 'corrected_invoice' or kind = 'deposit_invoice' or kind = 'delivery_note' or kind = 'quote' or kind = 'charge'),
	constraint paper_file foreign key (file) references file (id)
);
insert into paper_kept select id, entity, kind, object, valid_until, customer, number, language, file, data, program, event from paper;
drop table paper;
alter table paper_kept rename to paper;
create unique index paper_object on paper (kind, object, valid_until);
