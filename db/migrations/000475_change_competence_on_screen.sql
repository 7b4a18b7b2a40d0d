-- Rules of competence are changed on screen. What decided stays: a row that has begun only ends, and a row to come begins after today.
-- (The program counts days where the territory is: one day more on each side.) What was changed there carries the instant, and an import
-- leaves it; `version` tells two administrators apart.
alter table services.competence
  -- Of its events.
  add column number bigint generated always as identity unique,
  add column version integer not null default 1,
  add column edited_at timestamptz,
  -- Taken away before it began: it never decides, and the files do not bring it back.
  add column withdrawn boolean not null default false;

-- The metropolis gives competence; a commune says which function answers where it is the one that does.
create function services.rules_on(commune text, answers text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
    or (answers = 'commune' and exists (select from territory.authority a
      where a.code = rules_on.commune and a.id = any ((select audiences.actor_ids('admin'))::bigint[]))) $$;

alter table services.competence enable row level security;
create policy system on services.competence to parvis_system using (true);
create policy public on services.competence for select using (not withdrawn or services.rules_on(commune, answers));
create policy added on services.competence for insert with check (services.rules_on(commune, answers));
create policy changed on services.competence for update
  using (services.rules_on(commune, answers)) with check (services.rules_on(commune, answers));

create function services.keep_decided() returns trigger language plpgsql as $$
declare
  today constant date := (platform.now() at time zone 'UTC')::date;
  texts constant text[] := '{valid_to,version,edited_at}';
begin
  if platform.is_system() then return new; end if;
  if tg_op = 'UPDATE' then
    if old.withdrawn then raise insufficient_privilege using message = 'what was taken away stays away'; end if;
    if old.valid_from < today and (coalesce(new.valid_to < today - 1, false)
        or to_jsonb(new) - texts is distinct from to_jsonb(old) - texts) then
      raise insufficient_privilege using message = 'a rule that has decided only ends';
    end if;
    new.version := old.version + 1;
  end if;
  if new.valid_from < today and (tg_op = 'INSERT' or new.valid_from <> old.valid_from) then
    raise insufficient_privilege using message = 'a rule begins after the day it is written';
  end if;
  new.edited_at := platform.now();
  return new;
end $$;
-- A town says which of its services answers where it is the one that answers already: who is competent is the metropolis's to say. Kept
-- to what a row can prove by itself: on its first day, its own category and kind of place, what decides without it is the town's too.
create function services.keep_level() returns trigger language plpgsql as $$
declare
  level text;
begin
  -- Policies refuse what is not theirs at all.
  if platform.is_system() or cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
    or not services.rules_on(new.commune, new.answers) then return new; end if;
  with recursive line(code, parent, distance) as (
    select c.code, c.parent, 0 from services.category c where c.code = new.category
    union all select c.code, c.parent, line.distance + 1 from line join services.category c on c.code = line.parent where line.distance < 20)
  select r.answers into level from services.competence r join line on line.code = r.category
  where not r.withdrawn and (r.commune is null or r.commune = new.commune)
    and (r.place_kind is null or r.place_kind = new.place_kind)
    and r.valid_from <= new.valid_from and (r.valid_to is null or r.valid_to >= new.valid_from - 1)
  order by r.commune is null, r.place_kind is null, line.distance, r.valid_from desc, r.id limit 1;
  if level is distinct from 'commune' then
    raise insufficient_privilege using message = 'competence is given by the metropolis';
  end if;
  return new;
end $$;
create trigger keep_level before insert on services.competence for each row execute function services.keep_level();

create trigger keep_decided before insert or update on services.competence for each row execute function services.keep_decided();

-- What processes know of the rules is read anew.
create function services.note_competence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into definitions.revision default values
    on conflict (only_row) do update set revision = definitions.revision.revision + 1;
  return null;
end $$;
create trigger noted after insert or update on services.competence for each statement execute function services.note_competence();

-- Its name never changes: requests say which rule decided.
revoke insert, update, delete on services.competence from parvis_app;
grant insert, update, delete on services.competence to parvis_system;
grant insert (id, category, commune, place_kind, answers, function, valid_from, valid_to, basis, because),
  update (category, commune, place_kind, answers, function, valid_from, valid_to, basis, because, withdrawn)
  on services.competence to parvis_app;

-- Who changed which rule: told to those whose rule it is, in the name of whoever did, of the rule as it stands.
create policy competence on platform.event for select using (subject_kind = 'competence' and exists (
  select from services.competence c where c.number = subject_id and services.rules_on(c.commune, c.answers)));
create policy tell_competence on platform.event for insert with check (
  subject_kind = 'competence' and name in ('competence.added', 'competence.changed', 'competence.ended', 'competence.withdrawn')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name())
  and exists (select from services.competence c where c.number = subject_id and c.edited_at is not null
    and services.rules_on(c.commune, c.answers)));
