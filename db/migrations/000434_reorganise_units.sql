-- A reorganisation: units that close into another, or that go under another, on a day, as one act that is undone as one. What it moved
-- is kept, to give back the very same rows.
create schema organisation;
create table organisation.change (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority (id),
  kind text not null check (kind in ('close', 'move')),
  units integer[] not null check (cardinality(units) between 1 and 50),
  -- Null: at the head of the authority (a move).
  target integer references territory.unit (id),
  -- The first day on which it holds.
  day date not null,
  state text not null default 'previewed' check (state in ('previewed', 'planned', 'applied', 'dropped', 'undone')),
  planned_at timestamptz,
  applied_at timestamptz,
  moved jsonb check ((moved is not null) = (state in ('applied', 'undone'))),
  check (kind = 'move' or target is not null)
);
create index change_authority on organisation.change (authority_id, id desc);
create index change_planned on organisation.change (day) where state = 'planned';
grant usage on schema organisation to parvis_app;

-- Its units are of its authority.
create function organisation.guard_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from unnest(new.units || new.target) id where id is not null
      and not exists (select from territory.unit u where u.id = id and u.authority_id = new.authority_id)) then
    raise check_violation using message = 'a reorganisation is of the units of one authority';
  end if;
  if new.target = any (new.units) then raise check_violation using message = 'a unit does not close into itself'; end if;
  return new;
end $$;
create trigger guard_change before insert on organisation.change for each row execute function organisation.guard_change();

-- Whoever administers plans it, or drops it; what it does is done by the system, once they have said so.
create function organisation.date_plan() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('organisation.change') then return new; end if;
  if new.state = 'planned' and old.state = 'previewed' then new.planned_at := platform.now();
  elsif not (new.state = 'dropped' and old.state in ('previewed', 'planned')) then
    raise insufficient_privilege using message = 'a reorganisation is planned, then dropped or done';
  end if;
  return new;
end $$;
create trigger date_plan before update on organisation.change for each row execute function organisation.date_plan();

alter table organisation.change enable row level security;
create policy system on organisation.change to parvis_system using (true);
create policy visible on organisation.change for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy previewed on organisation.change for insert with check (
  state = 'previewed' and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy planned on organisation.change for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, insert (authority_id, kind, units, target, day), update (state) on organisation.change to parvis_app;
grant select, insert, update on organisation.change to parvis_system;

create or replace function territory.administers(kind text, id bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case $1
    when 'unit' then exists (select from territory.unit u where u.id = $2
      and u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    when 'calendar' then exists (select from territory.calendar c where c.number = $2 and
      case when c.authority_id is null then cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
        else c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) end)
    when 'reorganisation' then exists (select from organisation.change c where c.id = $2
      and c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    else false end $$;
alter policy organisation on platform.event
  using (subject_kind in ('unit', 'calendar', 'reorganisation') and territory.administers(subject_kind, subject_id));
alter policy tell_organisation on platform.event with check (
  subject_kind in ('unit', 'calendar', 'reorganisation') and erased_at is null and platform.is_told_now(at)
  and actor_kind = 'agent' and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and territory.administers(subject_kind, subject_id));

-- What the system moves in the name of whoever decided.
grant update (unit_id) on settings.value to parvis_system;
grant insert, update on territory.unit, territory.calendar to parvis_system;

-- Does somebody work there, or above? Told to who administers it.
create function accounts.is_staffed(unit integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive line as (
      select u.id, u.parent_id from territory.unit u where u.id = any (territory.administered(array[unit]))
      union select u.id, u.parent_id from territory.unit u join line on u.id = line.parent_id)
  select exists (select from line join accounts.membership m on m.unit_id = line.id
    where (m.role in ('handler', 'manager') or (m.role = 'reception' and line.id = unit))
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())) $$;
