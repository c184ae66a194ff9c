-- What of a deposit was cashed in another currency keeps what it was booked at in the company's, and so does the tax
-- of it, and VAT on receipts. Of what is in the company's own currency both are the same; taxes say 0 where the rate is
-- that of their invoice.
alter table deposit_move add column net_home bigint not null default 0;
alter table deposit_move add column tax_home bigint not null default 0;
update deposit_move set net_home = net, tax_home = tax;
alter table tax_move add column base_home bigint not null default 0;
alter table tax_move add column due_home bigint not null default 0;
alter table tax_move add column pending_home bigint not null default 0;
