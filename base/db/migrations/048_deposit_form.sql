-- How a company's final invoices say what deposits paid: as lines below zero, or as already paid of a total that says all
-- of the sale. A deduction of the second kind keeps what it is with tax; 0 is one of the first.
alter table entity add column deposit_form text not null default 'lines';
alter table invoice_line add column prepaid bigint not null default 0;
-- Its version is one more with each fact that says its details changed.
alter table entity add column version bigint not null default 1;
update entity set version = 1 + (select count(*) from event e where e.type = 'seller.described' and e.objects = 'entity:' || entity.id);
