-- How a company is paid where banks have no IBAN: institution, transit and account (routing number and account), the mail of
-- Interac transfers, and whether it takes cheques.
alter table entity add column bank_account text not null default '';
alter table entity add column interac text not null default '';
alter table entity add column cheques text not null default 'no';
