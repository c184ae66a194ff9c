-- What a unit of announced goods is to cost, in the company's currency; 0: nobody said.
alter table expected_receipt add column unit_cost bigint not null default 0;
