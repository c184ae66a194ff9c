-- What who keeps the house looks after.

-- Backups that were made, by the hash of their file.
create table backup (
	id bigint primary key,
	at bigint not null,
	bytes bigint not null,
	sha256 text not null,
	event bigint not null,
	constraint backup_bytes check (bytes > 0)
);

create index work_verified on work (id) where kind = 'verify';
create index mail_message_going on mail_message (id) where state = 'queued' or state = 'sending' or state = 'failed' or state = 'unknown';
