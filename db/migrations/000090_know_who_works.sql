-- Which units have somebody to work in them: a request is never handed over to nobody. Counts people, names none.
create function accounts.staffed_units() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  with recursive staffed(unit_id, goes_down) as (
    select m.unit_id, m.role <> 'reception' from accounts.membership m
    where m.role in ('handler', 'manager', 'reception')
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)
      -- Agents ask, and the program on their behalf: nobody else learns where people work.
      and (platform.is_system() or cardinality(accounts.actor_units()) + cardinality(accounts.actor_receptions()) > 0)
    union
    -- Whoever handles a unit handles those below it.
    select u.id, true from territory.unit u join staffed on staffed.goes_down and u.parent_id = staffed.unit_id)
  select coalesce(array_agg(distinct unit_id), '{}') from staffed $$;
