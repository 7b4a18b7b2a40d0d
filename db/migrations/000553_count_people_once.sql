-- Somebody who works in several units that are reorganised together is one agent; a unit that is closed has none.
create or replace function accounts.count_posts(units integer[]) returns table (unit_id integer, held integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.unit_id, count(distinct m.person_id)::integer from accounts.membership m join accounts.person p on p.id = m.person_id
  join territory.unit u on u.id = m.unit_id and u.closed_on is null
  where m.unit_id = any (territory.administered(units)) and p.closed_at is null
    and (m.valid_to is null or m.valid_to >= platform.today()) group by m.unit_id $$;
create function accounts.count_people(units integer[]) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.person_id)::integer from accounts.membership m join accounts.person p on p.id = m.person_id
  where m.unit_id = any (territory.administered(units)) and p.closed_at is null
    and (m.valid_to is null or m.valid_to >= platform.today()) $$;
