-- Where a new request really goes: the first of these units in which, or above which, somebody works today. Whoever sends a
-- request asks, agent or not: they are told which unit has it. Names nobody and counts nobody.
create function accounts.first_staffed(units integer[]) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive line(unit_id, rank, own) as (
    select wanted.id, wanted.rank, true from unnest(units) with ordinality as wanted(id, rank)
    union all
    select u.parent_id, line.rank, false from line join territory.unit u on u.id = line.unit_id where u.parent_id is not null)
  select units[rank] from line join accounts.membership m on m.unit_id = line.unit_id
    and (m.role in ('handler', 'manager') or (m.role = 'reception' and own))
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)
  order by rank limit 1 $$;
