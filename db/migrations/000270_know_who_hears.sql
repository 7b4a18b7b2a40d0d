-- Who is told by mail of what comes to a unit: those who work there today or, when none of them reads mails, those of the nearest
-- unit above. Agents learn how many before they hand something over; the system alone learns where to write.
create function accounts.hearers(unit integer) returns table (unit_id integer, person_id bigint, address text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive line(id, depth) as (
    select unit, 0
    union all
    select u.parent_id, line.depth + 1 from line join territory.unit u on u.id = line.id where u.parent_id is not null),
  told as (
    select distinct line.depth, line.id, p.id as who, p.email
    from line join accounts.membership m on m.unit_id = line.id
      join accounts.person p on p.id = m.person_id and p.closed_at is null and p.email is not null
    where (m.role in ('handler', 'manager') or (m.role = 'reception' and line.depth = 0))
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)
      and (platform.is_system() or cardinality(accounts.actor_units()) + cardinality(accounts.actor_receptions()) > 0))
  select told.id, case when platform.is_system() then told.who end, case when platform.is_system() then told.email end
  from told where told.depth = (select min(depth) from told) order by 2 $$;
