-- How invoices say deposits to one customer, where it is not as the company does to everybody: lines, prepaid.
alter table customer add column deposit_form text not null default '';
