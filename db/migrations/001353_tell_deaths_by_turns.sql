-- What partners know a pass by is told dead by turns, all of a turn at once; copies in wallets, which no partner knows by their place, at once.
-- The two are told by lists of their own.
alter table pass.dead add column of_copy boolean not null default false;
update pass.dead d set of_copy = true from pass.copy c where (c.sector, c.status_index) = (d.sector, d.status_index);
