-- How a company is paid where banks have no IBAN: institution, transit and account (routing number and account), the mail of
-- Interac transfers, and whether it takes cheques.
alter table entity add column bank_account text not null default '';
alter table entity add column interac text not null default '';
alter table entity add column cheques text not null default 'no';

-- Reminders are kept as letters, as they were sent.
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
	constraint paper_kind check (kind = 'invoice' or kind = 'credit_note' or kind = 'corrected_invoice' or kind = 'deposit_invoice' or kind = 'delivery_note' or kind = 'quote' or kind = 'charge'
		or kind = 'reminder' or kind = 'notice'),
	constraint paper_file foreign key (file) references file (id)
);
insert into paper_kept select id, entity, kind, object, valid_until, customer, number, language, file, data, program, event from paper;
drop table paper;
alter table paper_kept rename to paper;
create unique index paper_object on paper (kind, object, valid_until);
