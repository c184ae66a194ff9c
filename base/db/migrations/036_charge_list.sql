-- Charges for lateness are looked through by what they come to.
create index charge_amount on charge (total, id);
