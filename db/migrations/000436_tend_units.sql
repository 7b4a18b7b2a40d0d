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

-- What units do, and where they stand, decides who receives the requests of the whole authority: whoever administers some units alone
-- neither gives work to one nor takes it away, and moves one only below another of theirs.
create function territory.guard_tended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  former territory.unit;
begin
  if platform.is_system() or not row_security_active(tg_relid)
    or new.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) then return new; end if;
  if tg_op = 'UPDATE' then former := old; else former.functions := '{}'; end if;
  if new.functions is distinct from former.functions or new.communes is distinct from former.communes then
    raise insufficient_privilege using message = 'what a unit does is its authority''s to say';
  end if;
  if new.parent_id is distinct from former.parent_id
    and (new.parent_id = any ((select audiences.actor_ids('tended'))::bigint[])) is not true then
    raise insufficient_privilege using message = 'one moves a unit below one''s own';
  end if;
  return new;
end $$;
create trigger guard_tended before insert or update on territory.unit for each row execute function territory.guard_tended();

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
