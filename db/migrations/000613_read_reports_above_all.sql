-- Whoever read the statistics of one unit of the metropolis read the report of every commune (000610). That takes posts under which the
-- whole metropolis stands: at the head of it, or of each of its parts.
create function agreements.is_whole(units integer[]) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from territory.unit u join territory.authority a on a.id = u.authority_id
    where a.level = 'metropolis' and u.parent_id is null and u.closed_on is null and u.id <> all (units)) $$;

create or replace function agreements.find_reported() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (select m.role, m.unit_id, a.id, a.level from accounts.open_posts(platform.today()) m
      join territory.unit u on u.id = m.unit_id join territory.authority a on a.id = u.authority_id
    where m.person_id = platform.person_id() and m.role in ('admin', 'analyst'))
  select coalesce(array_agg(a.id), '{}') from territory.authority a
  where a.id in (select id from own) or exists (select from own where level = 'metropolis' and role = 'admin')
    or agreements.is_whole(array(select unit_id from own where role = 'analyst')) $$;
