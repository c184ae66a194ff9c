-- The message that a link was made for; 0: a person made it.
alter table portal_link add column message bigint not null default 0;
