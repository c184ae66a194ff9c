-- A doubtful claim in another currency keeps what of it is on 416 and 491 in the company's.
alter table doubtful add column booked_home bigint not null default 0;
alter table doubtful add column impaired_home bigint not null default 0;
update doubtful set booked_home = booked, impaired_home = impaired;
