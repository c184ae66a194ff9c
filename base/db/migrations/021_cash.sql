-- Money that is not used up, newest first: few of many items.
create index open_item_unused on open_item (id) where open < 0;
