-- The discount is of the deliberation: how much, in which year, for which communes. Whoever joins later has none.
alter table agreements.grid
  add column discount_percent integer check (discount_percent between 1 and 100),
  add column discount_year integer check (discount_year between 1990 and 2200),
  add column discount_of integer[] not null default '{}',
  add constraint grid_discount check (
    num_nulls(discount_percent, discount_year) in (0, 2) and (discount_percent is null) = (cardinality(discount_of) = 0));
grant insert (discount_percent, discount_year, discount_of) on agreements.grid to parvis_app;

-- Of grids that are here, what agreements signed under them.
update agreements.grid g set discount_percent = had.percent, discount_year = had.year, discount_of = had.communes
from (select d.grid_id, mode() within group (order by a.discount_percent) as percent,
    mode() within group (order by a.discount_year) as year, array_agg(a.authority_id order by a.authority_id) as communes
  from agreements.agreement a join agreements.deed d on d.agreement_id = a.id and d.rank = 0
  where a.discount_year is not null group by d.grid_id) had
where had.grid_id = g.id;
