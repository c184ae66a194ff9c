-- What people keep of the pages: views of lists, long work and its items, notes.

-- A view of a list: its filter as the list's address has it. audience: '' = its owner's, a role, or 'all'.
create table saved_view (
	id bigint primary key,
	owner bigint not null,
	list text not null,
	audience text not null,
	name text not null,
	query text not null,
	event bigint not null,
	version bigint not null,
	constraint saved_view_owner foreign key (owner) references app_user (id)
) with (fillfactor = 70);
create index saved_view_of on saved_view (list, audience, id);
create unique index saved_view_name on saved_view (owner, list, name);

-- The view a user's list opens with.
create table default_view (
	user_id bigint not null,
	list text not null,
	view bigint not null,
	primary key (user_id, list),
	constraint default_view_user foreign key (user_id) references app_user (id)
); -- rows by key

-- Long work: who began it, what it does to how many things, how far it is. stamp is the same for two that do the same;
-- lease is until when (µs) somebody works on it; at 0 nobody does.
create table work (
	id bigint primary key,
	entity bigint not null,
	kind text not null,
	command text not null,
	input text not null,
	stamp text not null,
	user_id bigint not null,
	role text not null,
	language text not null,
	state text not null,
	preview boolean not null,
	total bigint not null,
	done bigint not null,
	failed bigint not null,
	asked bigint not null,
	begun_at bigint not null,
	beat_at bigint not null,
	ended_at bigint not null,
	stop boolean not null,
	seen boolean not null,
	lease bigint not null,
	report text not null,
	event bigint not null,
	version bigint not null,
	constraint work_state check (state = 'waiting' or state = 'running' or state = 'ready' or state = 'done' or state = 'cancelled' or state = 'broken'),
	constraint work_counts check (done >= 0 and failed >= 0 and asked >= 0 and total >= 0)
) with (fillfactor = 70);
create unique index work_same on work (stamp) where state = 'waiting' or state = 'running';
create index work_alive on work (lease, id) where state = 'waiting' or state = 'running';
create index work_of on work (user_id, id);
create index work_told on work (user_id) where ended_at <> 0 and not seen;

-- The things a piece of work is about, each done in a transaction of its own.
create table work_item (
	work bigint not null,
	n bigint not null,
	ref text not null,
	state text not null,
	code text not null,
	said_fr text not null,
	said_en text not null,
	answer text not null,
	primary key (work, n),
	constraint work_item_state check (state = 'todo' or state = 'would' or state = 'done' or state = 'asked' or state = 'failed')
) with (fillfactor = 70);
create index work_item_by on work_item (work, state, code, n);

-- A file that work reads or made.
create table work_file (
	work bigint not null,
	kind text not null,
	name text not null,
	bytes bytea not null,
	primary key (work, kind)
); -- rows by key

-- What somebody wrote about a document: the fact says who and about what, these words can be erased.
create table note_words (
	event bigint primary key,
	author bigint not null,
	object bigint not null,
	words text not null
);
create index note_words_of on note_words (object, event);

-- Who was named in a note, and whether he read it.
create table mention (
	user_id bigint not null,
	event bigint not null,
	kind text not null,
	number text not null,
	seen boolean not null,
	primary key (user_id, event)
); -- rows by key
create index mention_open on mention (user_id, event) where not seen;
