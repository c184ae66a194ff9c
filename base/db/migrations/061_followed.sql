-- What the day's work and a customer's payments are found by.
create index promise_broken on promise (entity, customer, until, id) where state = 'broken';
create index plan_customer_going on plan (customer) where state = 'accepted' or state = 'active';
create index payment_customer on payment (customer, id);
