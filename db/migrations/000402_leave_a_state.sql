-- What goes with a state goes whoever leaves it: the day of a visit, when its resident withdraws the request (an agent’s act says itself
-- which day it plans). And whoever acts in the follow-up has read what waited for them there: nobody is left to tell.
create function requests.leave_state() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if new.state is distinct from old.state and new.planned_day is not distinct from old.planned_day and (new.state_kind = 'done'
      or not requests.roles_on(old.unit_id, old.authority_id, old.commune_id, old.resident_id, old.id) && array['handler', 'reception']) then
    new.planned_day := null;
  end if;
  if new.resident_wrote_at is distinct from old.resident_wrote_at then new.untold_since := null; end if;
  return new;
end $$;
-- Its name comes after those of the guards, which judge what whoever acts tells.
create trigger leave_state before update of state, resident_wrote_at on requests.request for each row
  when (old.planned_day is not null or old.untold_since is not null) execute function requests.leave_state();

-- Those that were left so.
update requests.request set planned_day = null where planned_day is not null and state_kind = 'done';

-- A day to come is of the clock that dates everything else (000330 asked the server’s own).
create or replace function requests.guard_planned() returns trigger language plpgsql as $$
declare
  today constant date := (platform.now() at time zone 'UTC')::date;
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if new.planned_day is distinct from old.planned_day
    and not requests.roles_on(old.unit_id, old.authority_id, old.commune_id, old.resident_id, old.id) && array['handler', 'reception'] then
    raise insufficient_privilege using message = 'a visit is planned by who makes it';
  end if;
  if new.planned_day is distinct from old.planned_day and new.planned_day not between today - 1 and today + 740 then
    raise insufficient_privilege using message = 'a visit is planned on a day to come';
  end if;
  return new;
end $$;
