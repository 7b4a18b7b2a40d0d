-- What is decided of the units of an authority, on a day to come: told to whoever works somewhere, as the chart is. What is only tried is not.
create function directory.planned(authority integer) returns table (kind text, units integer[], target integer, day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.kind, c.units, c.target, c.day from organisation.change c
  where c.authority_id = authority and c.state = 'planned'
    and (platform.is_system() or cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0) order by c.day, c.id $$;
revoke execute on function directory.planned from public;
grant execute on function directory.planned to parvis_app, parvis_system;
