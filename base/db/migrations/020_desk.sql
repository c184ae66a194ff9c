-- What the desks of sales, credit and the warehouse look up: few rows of many.

-- Orders that wait for credit, by what is at stake; those that wait for somebody to complete them.
create index sales_order_at_stake on sales_order (total, id) where hold <> '';
create index sales_order_incomplete on sales_order (id) where exceptions <> '';

-- Shipments on their way through the warehouse.
create index shipment_here on shipment (id) where state = 'to_pick' or state = 'picking' or state = 'packed'; -- a list of three would cost every write a table of its own in SQLite
create index shipment_of_customer on shipment (customer, id);

-- What moved the stock of an item, and which orders have some of it.
create index stock_move_item on stock_move (item, id);
create index order_line_reserving on order_line (item, order_id) where reserved > 0;
