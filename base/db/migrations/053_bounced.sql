-- What came back of a message after a server had taken it: the status of its delay, of its end and when it was told (RFC 3463); '' and 0 are nothing.
alter table mail_message add column delayed text not null default '';
alter table mail_message add column bounced text not null default '';
alter table mail_message add column bounced_at bigint not null default 0;
create index mail_message_bounced on mail_message (entity, id) where bounced <> '';

-- The address of a customer at which nothing arrives for good, by the status that said so; '' is good.
alter table customer add column bounced text not null default '';
create index customer_bounced on customer (id) where bounced <> '';
