-- A commune that becomes several may keep the code of one of them: what is counted of it from that day on is not what was counted before.
alter table agreements.population add column since date;
comment on column agreements.population.since is 'The day of the merger that made the commune so counted; null: none did.';
alter table agreements.population drop constraint population_authority_id_kind_year_key;
alter table agreements.population add constraint population_once unique nulls not distinct (authority_id, kind, year, since);
grant insert (since) on agreements.population to parvis_app;

-- Those that agreements of merged communes began with.
update agreements.population p set since = made.day
from (select a.population_id, min(a.starts_on) as day from agreements.agreement a
  where exists (select from agreements.agreement b where b.succeeded_by = a.id) group by a.population_id) made
where made.population_id = p.id
  and not exists (select from agreements.agreement a where a.population_id = p.id and a.starts_on < made.day);

-- The merger that last made that commune, among those in force on that day; null: none did.
create function agreements.made_on(authority integer, day date) returns date language sql stable as $$
  select max(a.starts_on) from agreements.agreement a
  where a.authority_id = authority and a.starts_on <= day and exists (select from agreements.agreement b where b.succeeded_by = a.id) $$;
