-- Lists find, sort, group and sum their rows in an index alone: the rows themselves are wide, and read for one page only.
drop index sales_order_amount;
create index sales_order_amount on sales_order (total, id, entity, state, ordered_on);
create index sales_order_sums on sales_order (entity, customer, currency, state, ordered_on, total, remainder, id);
drop index sales_order_released;
create index sales_order_state on sales_order (entity, state, id);
drop index invoice_amount;
create index invoice_amount on invoice (total, id, entity, type, issued_on);
create index invoice_sums on invoice (entity, customer, currency, type, issued_on, total, id);
drop index quote_amount;
create index quote_amount on quote (total, id, entity, state, quoted_on);
create index quote_sums on quote (entity, customer, currency, state, quoted_on, total, id);
create index quote_state on quote (entity, state, id);
drop index charge_amount;
create index charge_amount on charge (total, id, entity, issued_on);
create index charge_sums on charge (entity, customer, currency, issued_on, total, id);
create index open_item_owed on open_item (entity, customer, currency, kind, due_on, total, open, id) where open > 0;

-- Where lines wait: how many is in it too, else SQLite reads each line for it.
drop index order_line_places;
create index order_line_places on order_line (item, warehouse, order_id, backordered) where backordered > 0;
