-- Quotes are looked through by what they come to.
create index quote_amount on quote (total, id);
