-- Whoever administers a unit (steward) changes it and those below, and opens others there. Closing is the authority's to decide.
create function territory.find_tended() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive tended as (
      select m.unit_id as id from accounts.membership m where m.person_id = platform.person_id() and m.role = 'steward'
        and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())
      union select u.id from territory.unit u join tended on u.parent_id = tended.id)
  select coalesce(array_agg(id), '{}') from tended $$;
call audiences.add('tended', 'territory.find_tended', null);

alter policy made on territory.unit with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or parent_id = any ((select audiences.actor_ids('tended'))::bigint[]));
alter policy edited on territory.unit using (closed_on is null and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or id = any ((select audiences.actor_ids('tended'))::bigint[])));

create or replace function territory.administered(units integer[]) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(u.id), '{}') from territory.unit u where u.id = any (units)
    and (platform.is_system() or u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
      or u.id = any ((select audiences.actor_ids('tended'))::bigint[])) $$;
create or replace function territory.administers(kind text, id bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case $1
    when 'authority' then $2 = any ((select audiences.actor_ids('setter'))::bigint[])
    when 'unit' then exists (select from territory.unit u where u.id = $2
      and (u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
        or u.id = any ((select audiences.actor_ids('tended'))::bigint[])
        -- One just opened under a unit of theirs.
        or u.parent_id = any ((select audiences.actor_ids('tended'))::bigint[])))
    when 'calendar' then exists (select from territory.calendar c where c.number = $2 and
      case when c.authority_id is null then cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
        else c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) end)
    when 'reorganisation' then exists (select from organisation.change c where c.id = $2
      and c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    else false end $$;
