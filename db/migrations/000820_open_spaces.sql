-- Spaces: rooms in which people work together. Who is in one is told by rules of admission: those who work in a unit or for an authority,
-- those who sit in a body or are elected for an authority, or somebody by name. Nobody is copied: a term, a post, an admission that ends
-- closes the room on the day itself.
create schema spaces;
grant usage on schema spaces to parvis_app, parvis_system;
-- From the narrowest to the widest.
create type spaces.role as enum ('reader', 'contributor', 'moderator');

create table spaces.space (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- What it is (src/spaces/record/kinds.ts).
  kind text not null check (kind in ('conference', 'directorate', 'commission', 'club', 'project')),
  name text not null check (char_length(name) between 3 and 70),
  purpose text not null check (char_length(purpose) between 3 and 400),
  -- What its page says to whoever is in office, when it is listed.
  presentation text not null default '' check (char_length(presentation) <= 6000),
  -- Do those who are in office read its page? They may ask to be let in, or come in by themselves.
  is_listed boolean not null,
  joining text not null check (joining in ('invited', 'asked', 'free')),
  -- The body whose room it is: its page says who leads it and what it gathers.
  body_id integer references bodies.body on delete set null,
  -- « Les membres de l'espace »: what is published to them, and what is found in it, is for this audience.
  audience_id integer not null references audiences.audience,
  -- Megabytes of its documents.
  quota integer not null default 500 check (quota between 10 and 20000),
  opened_at timestamptz not null,
  -- Read only from then on.
  closed_at timestamptz,
  -- Out of the sight of its members from then on; forgotten later.
  archived_at timestamptz,
  version integer not null default 1,
  check (joining = 'invited' or is_listed),
  check (archived_at is null or closed_at is not null)
);
create index space_authority on spaces.space (authority_id);
create unique index space_name on spaces.space (authority_id, lower(name)) where archived_at is null;

-- Who is let in, and as what: whoever holds that key of a group, or somebody.
create table spaces.admission (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  kind text not null check (kind in ('staff', 'workplace', 'body', 'elected', 'person')),
  holder_id integer,
  -- Of the group, those who are that alone: `mayor`, `manager`.
  held_as text check (held_as ~ '^[a-z_]{2,30}$'),
  person_id bigint references accounts.person on delete cascade,
  role spaces.role not null,
  since timestamptz not null,
  check ((kind = 'person') = (person_id is not null)),
  check ((kind = 'person') = (holder_id is null)),
  check (kind <> 'person' or held_as is null),
  constraint admission_once unique nulls not distinct (space_id, kind, holder_id, held_as, person_id)
);
create index admission_holder on spaces.admission (kind, holder_id);
create index admission_person on spaces.admission (person_id) where person_id is not null;

-- Somebody asks to be let in: answered, it is an admission, or nothing.
create table spaces.asking (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  word text not null check (char_length(word) <= 600),
  asked_at timestamptz not null,
  constraint asking_once unique (space_id, person_id)
);
create index asking_person on spaces.asking (person_id);

-- Somebody asks for a space: granted, it names the space; or refused, with why.
create table spaces.wish (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  person_id bigint not null references accounts.person on delete cascade,
  kind text not null check (kind in ('conference', 'directorate', 'commission', 'club', 'project')),
  name text not null check (char_length(name) between 3 and 70),
  purpose text not null check (char_length(purpose) between 3 and 400),
  asked_at timestamptz not null,
  answered_at timestamptz,
  refused_because text check (char_length(refused_because) between 3 and 600),
  space_id integer references spaces.space on delete set null
);
create index wish_authority on spaces.wish (authority_id, asked_at desc);
create index wish_person on spaces.wish (person_id);
create index wish_space on spaces.wish (space_id);

-- What the groups hold, whatever the kind; `is_seat`: what an elected member lends with their seats (000710).
create view spaces.group_holder as
  select 'staff' as kind, person_id, id, role, false as is_seat from accounts.staff_holder
  union all select 'workplace', person_id, id, role, false from accounts.workplace_holder
  union all select 'body', person_id, id, role, true from bodies.body_holder
  union all select 'elected', person_id, id, role, true from bodies.elected_holder;

-- Who is in which space today, as what. Somebody admitted by name is in it as long as they are in office.
create view spaces.space_holder as
  select h.person_id, a.space_id as id, a.role::text as role, h.is_seat as is_lent
  from spaces.group_holder h
  join spaces.admission a on a.kind = h.kind and a.holder_id = h.id and coalesce(a.held_as = h.role, true)
  join spaces.space s on s.id = a.space_id and s.archived_at is null
  where not platform.looks()
  union all
  select a.person_id, a.space_id, a.role::text,
    h.is_seat and not exists (select from accounts.workplace_holder w where w.person_id = a.person_id)
  from spaces.admission a join spaces.group_holder h on h.person_id = a.person_id and h.kind in ('workplace', 'elected')
  join spaces.space s on s.id = a.space_id and s.archived_at is null
  where not platform.looks();

-- These views are long to plan and quick to read: they are planned once a session.
create function spaces.find_spaces() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  seated constant bigint := accounts.seated();
begin
  if seated is null then return '{}'; end if;
  return (select coalesce(array_agg(distinct h.id), '{}') from spaces.space_holder h
    where h.person_id = seated and (h.is_lent or platform.person_id() is not null));
end $$;
revoke execute on function spaces.find_spaces from public;

-- A kind may be lent in part: its view says which of its rows are (`is_lent`).
alter table audiences.kind add column lends_some boolean not null default false;
do $$
declare
  told text := pg_get_functiondef('audiences.write_finders'::regproc);
  edit text[];
begin
  foreach edit slice 1 in array array[
    [$e$format('select %L as kind, person_id, id::text, role from %s', k.kind, k.holders)$e$,
     $e$format('select %L as kind, person_id, id::text, role, %s as is_lent from %s', k.kind,
      case when k.lends_some then 'is_lent' else k.is_lent::text end, k.holders)$e$],
    ['said.key, held.kind from', 'said.key, held.kind, held.is_lent from']]
  loop
    if position(edit[1] in told) = 0 then raise 'audiences.write_finders says it otherwise'; end if;
    told := replace(told, edit[1], edit[2]);
  end loop;
  execute told;
end $$;
create or replace procedure audiences.lend(of_kind text) language plpgsql as $$
begin
  update audiences.kind set is_lent = true where kind = of_kind;
  call audiences.write_finders();
end $$;
-- For migrations, after `offer`: of that kind, the rows that its view says.
create procedure audiences.lend_some(of_kind text) language plpgsql as $$
begin
  update audiences.kind set lends_some = true where kind = of_kind;
  call audiences.write_finders();
end $$;
revoke execute on procedure audiences.lend, audiences.lend_some from public;

call audiences.add('space', 'spaces.find_spaces', null);
call audiences.offer('space', 'spaces.space_holder');
call audiences.lend_some('space');
create or replace function audiences.keys_of(person bigint, lent boolean) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array['all'] || array(select h.key from audiences.holder h where h.person_id = person
    and (not lent or h.is_lent) group by h.key order by h.key);
end $$;

-- The widest role of whoever acts there; null for whoever is not in it.
create function spaces.own_role(space bigint) returns spaces.role
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  seated constant bigint := accounts.seated();
begin
  return (select max(h.role::spaces.role) from spaces.space_holder h
    where h.id = space and h.person_id = seated and (h.is_lent or platform.person_id() is not null));
end $$;
create function spaces.is_open(space bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from spaces.space s where s.id = space and s.closed_at is null) $$;
create function spaces.contributes(space bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(spaces.own_role(space) >= 'contributor', false) and spaces.is_open(space) $$;
create function spaces.moderates(space bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(spaces.own_role(space) = 'moderator', false) and spaces.is_open(space) $$;
-- Those who administer its authority make it, name it, say who is in it and close it; they read nothing in it.
create function spaces.keeps(space bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from spaces.space s where s.id = space and s.authority_id = any ((select audiences.actor_ids('admin'))::bigint[])) $$;
create function spaces.is_in_office() returns boolean language sql stable as $$
  select cardinality((select audiences.actor_ids('workplace'))) > 0 or cardinality((select audiences.actor_ids('elected'))) > 0 $$;

-- Its audience comes with it, has its name, and is changed by nobody.
alter table audiences.audience drop constraint audience_standing_check,
  add constraint audience_standing_check check (standing in ('public', 'own', 'space'));
drop index audiences.audience_standing;
create unique index audience_standing on audiences.audience (authority_id) nulls not distinct where standing in ('public', 'own');
create function spaces.follow_space() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not platform.is_system() then new.opened_at := null; end if;
    new.opened_at := coalesce(new.opened_at, platform.now());
    if new.audience_id is null then
      insert into audiences.audience (authority_id, standing, name, rule) values (new.authority_id, 'space', 'Espace ' || new.name,
        jsonb_build_object('who', jsonb_build_array('space:' || new.id), 'also', '[]'::jsonb, 'except', '[]'::jsonb, 'from', null, 'until', null))
        returning id into new.audience_id;
    end if;
    return new;
  end if;
  new.version := old.version + 1;
  if not platform.is_system() and new.closed_at is not null and old.closed_at is null then new.closed_at := platform.now(); end if;
  if new.name <> old.name then update audiences.audience set name = 'Espace ' || new.name where id = new.audience_id; end if;
  -- Nothing new is shown to the members of a space that is archived; its name is free again.
  if new.archived_at is not null and old.archived_at is null then update audiences.audience set is_withdrawn = true where id = new.audience_id; end if;
  return new;
end $$;
create trigger follow_space before insert or update on spaces.space for each row execute function spaces.follow_space();
create function spaces.let_go() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update audiences.audience set is_withdrawn = true where id = old.audience_id;
  return null;
end $$;
create trigger let_go after delete on spaces.space for each row execute function spaces.let_go();

-- A space of a commune lets in its own groups; that of the metropolis, any. What has just changed counts in the same transaction.
create function spaces.check_admission() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner integer;
  is_whole boolean;
begin
  select s.authority_id, a.level = 'metropolis' into owner, is_whole from spaces.space s join territory.authority a on a.id = s.authority_id
    where s.id = new.space_id;
  if tg_op = 'INSERT' then
    if not platform.is_system() then new.since := null; end if;
    new.since := coalesce(new.since, platform.now());
  end if;
  if not (case new.kind
      when 'person' then true
      when 'staff' then exists (select from territory.unit u where u.id = new.holder_id and (is_whole or u.authority_id = owner))
      when 'body' then exists (select from bodies.body b where b.id = new.holder_id and (is_whole or b.authority_id = owner))
      else exists (select from territory.authority a where a.id = new.holder_id and (is_whole or a.id = owner)) end) then
    raise insufficient_privilege using message = 'a group of another authority';
  end if;
  return new;
end $$;
create trigger check_admission before insert or update on spaces.admission for each row execute function spaces.check_admission();
create function spaces.forget_reach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audiences.forget(kind) from unnest(array['space', 'audience', 'keys']) kind;
  return null;
end $$;
create trigger forget_reach after insert or update or delete on spaces.admission for each statement execute function spaces.forget_reach();

-- Somebody in office, let in by their address by whoever moderates or keeps the space; null when nobody in office has it.
create function spaces.invite(space integer, address text, as_role spaces.role) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found bigint;
begin
  if not (spaces.moderates(space) or spaces.keeps(space)) then raise insufficient_privilege using message = 'whoever moderates lets in'; end if;
  select p.id into found from accounts.person p where p.email = lower(btrim(address)) and p.closed_at is null and p.email_verified_at is not null
    and exists (select from spaces.group_holder h where h.person_id = p.id);
  if found is null then return null; end if;
  insert into spaces.admission (space_id, kind, person_id, role) values (space, 'person', found, as_role);
  delete from spaces.asking a where a.space_id = space and a.person_id = found;
  return found;
end $$;
-- Whoever is in office comes in by themselves, where that is free.
create function spaces.join_free(space integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.helper_id() is not null or not spaces.is_in_office()
      or not exists (select from spaces.space s where s.id = space and s.joining = 'free' and s.closed_at is null) then return false; end if;
  insert into spaces.admission (space_id, kind, person_id, role) values (space, 'person', platform.person_id(), 'contributor') on conflict do nothing;
  return true;
end $$;
-- Whoever asked is let in as that, or is not (null). Tells who it was.
create function spaces.answer(asking_id integer, as_role spaces.role) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked spaces.asking;
begin
  select * into asked from spaces.asking a where a.id = asking_id for update;
  if asked.id is null or not (spaces.moderates(asked.space_id) or spaces.keeps(asked.space_id)) then return null; end if;
  delete from spaces.asking a where a.id = asking_id;
  if as_role is not null then
    insert into spaces.admission (space_id, kind, person_id, role) values (asked.space_id, 'person', asked.person_id, as_role) on conflict do nothing;
  end if;
  return asked.person_id;
end $$;

-- Who is in it, for those who are, and for whoever keeps it. Somebody who sits in a body and has no account yet has no number.
create function spaces.members(space integer) returns table (person_id bigint, name text, role spaces.role, kind text, holder_id integer, held_as text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with told as (select platform.is_system() or space = any (audiences.actor_ids('space')) or spaces.keeps(space) as is_told)
  select p.id, p.name, a.role, a.kind, a.holder_id, h.role from told, spaces.admission a
  join spaces.group_holder h on h.kind = a.kind and h.id = a.holder_id and coalesce(a.held_as = h.role, true)
  join accounts.person p on p.id = h.person_id where told.is_told and a.space_id = space
  union
  select p.id, p.name, a.role, 'person', null, null from told, spaces.admission a
  join accounts.person p on p.id = a.person_id where told.is_told and a.space_id = space
    and exists (select from spaces.group_holder h where h.person_id = a.person_id)
  union
  select null, m.name, a.role, 'body', a.holder_id, s.post::text from told, spaces.admission a
  join bodies.sitting((platform.now() at time zone 'UTC')::date) s on s.body_id = a.holder_id and coalesce(a.held_as = s.post::text, true)
  join bodies.member m on m.id = s.member_id where told.is_told and a.space_id = space and a.kind = 'body' and m.person_id is null $$;
-- Whoever asks to be let in is named to those who answer.
create function spaces.askings(space integer) returns table (id integer, person_id bigint, name text, word text, asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.person_id, p.name, a.word, a.asked_at from spaces.asking a join accounts.person p on p.id = a.person_id
  where a.space_id = space and (spaces.moderates(space) or spaces.keeps(space)) $$;
-- What spaces are called, for whoever publishes to their members.
create function spaces.named() returns table (id integer, authority_id integer, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.authority_id, s.name from spaces.space s
  where s.archived_at is null and (platform.is_system() or s.authority_id = any (audiences.actor_ids('publisher')) or s.id = any (audiences.actor_ids('space'))) $$;
-- What is told of a space is told one after another: whoever tells it holds it until the transaction ends.
create function spaces.hold(space integer) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from spaces.space s where s.id = space and (s.id = any (audiences.actor_ids('space')) or spaces.keeps(s.id)
    or s.is_listed and s.archived_at is null and spaces.is_in_office()) for update;
  return found;
end $$;
revoke execute on function spaces.is_open, spaces.invite, spaces.join_free, spaces.answer, spaces.members, spaces.askings, spaces.named, spaces.hold,
  spaces.follow_space, spaces.let_go, spaces.check_admission, spaces.forget_reach from public;
grant execute on function spaces.invite, spaces.join_free, spaces.answer, spaces.members, spaces.askings, spaces.named, spaces.hold to parvis_app;
grant execute on function spaces.members, spaces.named, spaces.hold to parvis_system;

create function spaces.date_asking() returns trigger language plpgsql as $$
begin
  if not platform.is_system() then new.asked_at := null; end if;
  new.asked_at := coalesce(new.asked_at, platform.now());
  return new;
end $$;
create trigger date_asking before insert on spaces.asking for each row execute function spaces.date_asking();
create trigger date_asking before insert on spaces.wish for each row execute function spaces.date_asking();

do $$
declare
  part text;
begin
  foreach part in array array['space', 'admission', 'asking', 'wish'] loop
    execute format('alter table spaces.%I enable row level security', part);
    execute format('create policy system on spaces.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on spaces.%I to parvis_system', part);
    execute format('grant select on spaces.%I to parvis_app', part);
  end loop;
end $$;
grant usage on all sequences in schema spaces to parvis_system;

create policy visible on spaces.space for select using (id = any ((select audiences.actor_ids('space'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('admin'))::bigint[])
  or is_listed and archived_at is null and (select spaces.is_in_office()));
grant insert (authority_id, kind, name, purpose, presentation, is_listed, joining, body_id, quota),
  update (name, purpose, presentation, is_listed, joining, quota, closed_at) on spaces.space to parvis_app;
create policy made on spaces.space for insert with check (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
create policy changed on spaces.space for update using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]) and archived_at is null);

create policy visible on spaces.admission for select using (space_id = any ((select audiences.actor_ids('space'))::bigint[]) or spaces.keeps(space_id));
grant insert (space_id, kind, holder_id, held_as, role), update (role), delete on spaces.admission to parvis_app;
create policy given on spaces.admission for insert with check (kind <> 'person' and spaces.keeps(space_id));
create policy changed on spaces.admission for update using (spaces.keeps(space_id) or kind = 'person' and spaces.moderates(space_id));
create policy taken on spaces.admission for delete using (spaces.keeps(space_id) or kind = 'person' and spaces.moderates(space_id)
  or person_id = platform.person_id() and space_id = any ((select audiences.actor_ids('space'))::bigint[]));

create policy visible on spaces.asking for select using (person_id = platform.person_id() or spaces.moderates(space_id) or spaces.keeps(space_id));
grant insert (space_id, person_id, word), delete on spaces.asking to parvis_app;
create policy asked on spaces.asking for insert with check (person_id = platform.person_id() and spaces.is_in_office()
  and exists (select from spaces.space s where s.id = space_id and s.joining = 'asked' and s.closed_at is null)
  and not space_id = any ((select audiences.actor_ids('space'))::bigint[]));
create policy taken_back on spaces.asking for delete using (person_id = platform.person_id());

create policy visible on spaces.wish for select using (person_id = platform.person_id() or authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
grant insert (authority_id, person_id, kind, name, purpose), update (answered_at, refused_because, space_id) on spaces.wish to parvis_app;
create policy wished on spaces.wish for insert with check (person_id = platform.person_id() and spaces.is_in_office());
create policy answered on spaces.wish for update using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]) and answered_at is null)
  with check (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
create function spaces.date_answer() returns trigger language plpgsql as $$
begin
  if not platform.is_system() then new.answered_at := platform.now(); end if;
  return new;
end $$;
create trigger date_answer before update on spaces.wish for each row execute function spaces.date_answer();
-- Whoever wished for it is let in as its moderator, by whoever grants it; and is named to them.
create function spaces.grant_wish(wish_id integer, space integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wished bigint;
begin
  select w.person_id into wished from spaces.wish w join spaces.space s on s.id = space and s.authority_id = w.authority_id
    where w.id = wish_id and w.answered_at is null and spaces.keeps(space) for update of w;
  if wished is null then return null; end if;
  update spaces.wish set space_id = space where id = wish_id;
  insert into spaces.admission (space_id, kind, person_id, role) values (space, 'person', wished, 'moderator') on conflict do nothing;
  return wished;
end $$;
create function spaces.wishes() returns table (id integer, authority_id integer, person_id bigint, by_name text, kind text, name text, purpose text,
    asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.id, w.authority_id, w.person_id, p.name, w.kind, w.name, w.purpose, w.asked_at from spaces.wish w join accounts.person p on p.id = w.person_id
  where w.answered_at is null and w.authority_id = any (audiences.actor_ids('admin')) $$;
revoke execute on function spaces.grant_wish, spaces.wishes from public;
grant execute on function spaces.grant_wish, spaces.wishes to parvis_app;

-- What is told on a space: its life by those who keep it, who is in it by those who let in, what is done in it by those who contribute.
create function spaces.may_tell(space bigint, name text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when name in ('space.opened', 'space.changed', 'space.closed', 'space.reopened') then spaces.keeps(space)
    when name in ('space.admitted', 'space.dismissed', 'space.invited', 'space.answered') then spaces.keeps(space) or spaces.moderates(space)
    when name in ('space.joined', 'space.left') then space = any (audiences.actor_ids('space'))
    when name in ('space.filed', 'space.removed', 'space.planned', 'space.entrusted') then spaces.contributes(space)
    else false end $$;
create policy space on platform.event for select using (subject_kind = 'space'
  and (subject_id = any ((select audiences.actor_ids('space'))::bigint[]) or spaces.keeps(subject_id)));
create policy tell_space on platform.event for insert with check (
  subject_kind = 'space' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident')
  and actor_id = (select accounts.seated()) and actor_label = (select accounts.acting_name()) and spaces.may_tell(subject_id, name));
-- What is asked is told on what asks it: whoever is not in a space reads nothing of what was told there.
create policy space_asked on platform.event for select using (subject_kind = 'spaceasking' and exists (select from spaces.asking a where a.id = subject_id)
  or subject_kind = 'spacewish' and exists (select from spaces.wish w where w.id = subject_id));
create policy tell_space_asked on platform.event for insert with check (
  erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident')
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and (subject_kind = 'spaceasking' and name = 'space.asked' and exists (select from spaces.asking a where a.id = subject_id and a.person_id = platform.person_id())
    or subject_kind = 'spacewish' and name = 'space.wished' and exists (select from spaces.wish w where w.id = subject_id and w.person_id = platform.person_id())
    or subject_kind = 'spacewish' and name = 'space.wish_answered' and exists (select from spaces.wish w where w.id = subject_id
      and w.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));

-- Who is in a space is told to those who are, and to whoever keeps it: not to whoever publishes to its members.
do $$
declare
  told text := pg_get_functiondef('audiences.tells'::regproc);
  former constant text := 'if place is null then return not exists';
begin
  if position(former in told) = 0 then raise 'audiences.tells says it otherwise'; end if;
  execute replace(told, former, 'if kind = ''space'' then return coalesce(place = any (audiences.actor_ids(''space'')) or spaces.keeps(place), false); end if;
  if kind = ''role'' and split_part(key, '':'', 2) = any (enum_range(null::spaces.role)::text[]) then return false; end if;
  ' || former);
end $$;

-- The folders of its template, once, by whoever opens it: they read nothing in it.
create function spaces.furnish(space integer, folders text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (platform.is_system() or spaces.keeps(space)) then raise insufficient_privilege using message = 'whoever keeps it opens it'; end if;
  if exists (select from spaces.folder f where f.space_id = space) then return; end if;
  insert into spaces.folder (space_id, name) select space, name from unnest(folders) name;
end $$;
revoke execute on function spaces.furnish from public;
grant execute on function spaces.furnish to parvis_app, parvis_system;

-- Whom jobs tell of a space: its members, with where mails go and whether they are agents.
create function spaces.recipients(space integer) returns table (person_id bigint, name text, address text, is_agent boolean, role spaces.role)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, bool_or(exists (select from accounts.workplace_holder w where w.person_id = p.id)), max(h.role::spaces.role)
  from spaces.space_holder h join accounts.person p on p.id = h.person_id where h.id = space and p.closed_at is null group by p.id $$;
create function spaces.recipient(person bigint) returns table (person_id bigint, name text, address text, is_agent boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, exists (select from accounts.workplace_holder w where w.person_id = p.id)
  from accounts.person p where p.id = person and p.closed_at is null $$;
revoke execute on function spaces.recipients, spaces.recipient from public;
grant execute on function spaces.recipients, spaces.recipient to parvis_system;

-- What a collaborator does has the member for its actor: the work that it causes is planned too.
do $$
declare
  told text := pg_get_functiondef('platform.add_job'::regproc);
  former constant text := 'e.actor_id is not distinct from platform.person_id()';
begin
  if position(former in told) = 0 then raise 'platform.add_job says it otherwise'; end if;
  execute replace(told, former, 'e.actor_id is not distinct from coalesce(platform.person_id(), accounts.seated())');
end $$;
