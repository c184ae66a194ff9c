-- Returns and transfers are looked through, and counted, by their state.
create index rma_state on rma (entity, state, id);
create index transfer_state on transfer (entity, state, id);
