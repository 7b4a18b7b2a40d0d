-- Of a credit: how much one door takes of one holder in a day, at most, with a network or without. Nothing: no bound but what is left.
alter table pass.product add column daily integer check (daily between 1 and 1000000), add check (daily is null or kind = 'credit');
grant insert (daily), update (daily) on pass.product to parvis_app;
