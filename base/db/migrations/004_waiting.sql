-- Held orders are asked again oldest first, and those that do not wait for
-- stock when stock arrives at their warehouse.
drop index if exists sales_order_held;
create index sales_order_held_oldest on sales_order (root, ordered_on, id) where hold <> '';
create index sales_order_held_whole on sales_order (warehouse, id) where hold <> '' and not backorder;
