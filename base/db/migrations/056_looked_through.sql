-- What is looked through, and counted, by its state.
create index dispute_state on dispute (entity, state, id);
create index promise_state on promise (entity, state, id);
create index plan_state on plan (entity, state, id);
create index refund_state on refund (entity, state, id);
create index refund_customer on refund (customer, id);
create index mail_message_state on mail_message (entity, state, template, id);
create index work_state on work (state, entity, id);
create index doubtful_entity on doubtful (entity, item);
create index expected_receipt_done on expected_receipt (entity, id) where open = 0;
create index credit_review on credit (holder, review_due) where review_due <> 0;
create index price_of_list on price (list, id);

-- Where lines wait, by item and warehouse, with nothing read but their orders.
create index order_line_places on order_line (item, warehouse, order_id) where backordered > 0;
