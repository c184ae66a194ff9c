-- When a customer was reminded and written to last, told without the actions' rows.
create index dunning_action_days on dunning_action (customer, entity, day, level, currency, state);
