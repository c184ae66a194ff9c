-- Released orders are looked through each day for those of which all is done.
create index sales_order_released on sales_order (entity, id) where state = 'released';
-- What was validated last, company by company: what is not is looked for behind it.
create index entry_number_last on entry_number (entity, validated);
