-- Units and calendars are changed on screen, by the administrators of their authority and by those of the metropolis (key « setter »).
-- What was changed there carries the instant (`edited_at`): an import leaves it. `version` tells two administrators apart.
alter table territory.settings add column functions jsonb not null default '{}';
alter table territory.unit
  add column version integer not null default 1,
  add column edited_at timestamptz,
  -- Its last day. Closed requests keep its name.
  add column closed_on date;
-- A calendar without an authority is the metropolis's, and everybody may use it.
alter table territory.calendar
  add column number integer generated always as identity unique,
  add column authority_id integer references territory.authority (id),
  add column version integer not null default 1,
  add column edited_at timestamptz;

-- What every process remembers is read again.
create function territory.raise_revision() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update territory.settings set revision = revision + 1;
  return null;
end $$;
create trigger raise_revision after insert or update on territory.unit for each statement execute function territory.raise_revision();
create trigger raise_revision after insert or update on territory.calendar for each statement execute function territory.raise_revision();

-- Whatever is written: a tree of one authority, without a loop, whose calendars its authority may use.
create function territory.guard_unit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One at a time in a tree: what follows reads it as it stands once the other is done, for each statement sees what is committed by then.
  perform pg_advisory_xact_lock(hashtext('territory.tree'), new.authority_id);
  if new.parent_id is not null and not exists (select from territory.unit u where u.id = new.parent_id and u.authority_id = new.authority_id) then
    raise check_violation using message = 'a unit stands under one of its authority';
  end if;
  if exists (with recursive above as (
      select u.id, u.parent_id from territory.unit u where u.id = new.parent_id
      union select u.id, u.parent_id from territory.unit u join above a on u.id = a.parent_id)
    select from above where id = new.id) then
    raise check_violation using message = 'a unit does not stand under itself';
  end if;
  if not exists (select from territory.calendar c where c.id = new.calendar_id
      and (c.authority_id is null or c.authority_id = new.authority_id)) then
    raise check_violation using message = 'a unit follows a calendar of its authority, or a shared one';
  end if;
  return new;
end $$;
create trigger guard_unit before insert or update of parent_id, authority_id, calendar_id on territory.unit
  for each row execute function territory.guard_unit();

-- Whoever acts neither numbers nor dates what they change; the system says it where it does (a reorganisation), or leaves it (an import).
create function territory.date_edit() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active(tg_relid) then return new; end if;
  new.edited_at := platform.now();
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger date_edit before insert or update on territory.unit for each row execute function territory.date_edit();
create trigger date_edit before insert or update on territory.calendar for each row execute function territory.date_edit();

alter table territory.unit enable row level security;
create policy system on territory.unit to parvis_system using (true);
create policy visible on territory.unit for select using (id is not null);
create policy made on territory.unit for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy edited on territory.unit for update
  using (closed_on is null and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
revoke insert, update, delete on territory.unit, territory.calendar from parvis_app;
grant insert (authority_id, parent_id, code, name, kind, functions, communes, email, phone, calendar_id),
  update (parent_id, name, kind, functions, communes, email, phone, calendar_id) on territory.unit to parvis_app;

-- What is the metropolis's is its administrators' (key « editor »).
alter table territory.calendar enable row level security;
create policy system on territory.calendar to parvis_system using (true);
create policy visible on territory.calendar for select using (id is not null);
create policy made on territory.calendar for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or (authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0));
create policy edited on territory.calendar for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or (authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0));
grant insert (id, authority_id, definition), update (definition) on territory.calendar to parvis_app;

-- What happened to them is told and read by those who may change them.
create function territory.administers(kind text, id bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case $1
    when 'unit' then exists (select from territory.unit u where u.id = $2
      and u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    when 'calendar' then exists (select from territory.calendar c where c.number = $2 and
      case when c.authority_id is null then cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
        else c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) end)
    else false end $$;
create policy organisation on platform.event for select
  using (subject_kind in ('unit', 'calendar') and territory.administers(subject_kind, subject_id));
create policy tell_organisation on platform.event for insert with check (
  subject_kind in ('unit', 'calendar') and erased_at is null and platform.is_told_now(at)
  and actor_kind = 'agent' and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and territory.administers(subject_kind, subject_id));

-- How much units hold is told to who administers them, without showing any of it.
create function territory.administered(units integer[]) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(u.id), '{}') from territory.unit u where u.id = any (units)
    and (platform.is_system() or u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])) $$;
create function accounts.count_posts(units integer[]) returns table (unit_id integer, held integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.unit_id, count(distinct m.person_id)::integer from accounts.membership m join accounts.person p on p.id = m.person_id
  where m.unit_id = any (territory.administered(units)) and p.closed_at is null
    and (m.valid_to is null or m.valid_to >= platform.today()) group by m.unit_id $$;
create function requests.count_open(units integer[]) returns table (unit_id integer, held integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.unit_id, count(*)::integer from requests.request r
  where r.unit_id = any (territory.administered(units)) and r.state_kind <> 'done' group by r.unit_id $$;
