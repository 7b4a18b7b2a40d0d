-- The network of correspondents: who, in each directorate, gathers and writes what it has to tell. The mission sheet is worded by each
-- authority, in numbered wordings that nobody changes: what was validated stays what was read. It is validated by the correspondent, then by
-- whoever heads the unit, each under their own name.
create schema correspondents;
grant usage on schema correspondents to parvis_app, parvis_system;

create table correspondents.sheet (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  n integer not null check (n > 0),
  role text not null check (char_length(role) between 10 and 1200),
  missions text[] not null check (cardinality(missions) between 1 and 12),
  conditions text not null check (char_length(conditions) between 3 and 1200),
  written_by bigint references accounts.person on delete set null,
  written_name text not null,
  written_at timestamptz not null,
  constraint sheet_once unique (authority_id, n)
);
create index sheet_written_by on correspondents.sheet (written_by);

create table correspondents.correspondent (
  id integer generated always as identity primary key,
  -- Of the unit, told once.
  authority_id integer not null references territory.authority,
  unit_id integer not null references territory.unit,
  person_id bigint not null references accounts.person on delete cascade,
  name text not null,
  sheet_id integer not null references correspondents.sheet,
  since date not null check (since between '2000-01-01' and '9999-12-31'),
  proposed_at timestamptz not null,
  agreed_at timestamptz,
  approved_at timestamptz,
  approved_by bigint references accounts.person on delete set null,
  approved_name text,
  -- What one of the two wants to speak of before they validate.
  doubt text not null default '' check (char_length(doubt) <= 400),
  -- The last day; null while it lasts.
  until date check (until between '2000-01-01' and '9999-12-31'),
  -- From whom they took it over.
  follows_id integer references correspondents.correspondent on delete set null,
  -- The identification sheet, by the correspondent alone.
  about text not null default '' check (char_length(about) <= 1200),
  skills text[] not null default '{}' check (cardinality(skills) <= 8),
  pace text not null default '' check (char_length(pace) <= 160),
  version integer not null default 1,
  check (approved_at is null or agreed_at is not null),
  check ((approved_at is null) = (approved_name is null))
);
create unique index correspondent_once on correspondents.correspondent (unit_id, person_id) where until is null;
create index correspondent_authority on correspondents.correspondent (authority_id);
create index correspondent_person on correspondents.correspondent (person_id);
create index correspondent_sheet on correspondents.correspondent (sheet_id);
create index correspondent_approved_by on correspondents.correspondent (approved_by);
create index correspondent_follows on correspondents.correspondent (follows_id);

-- Is it in force on that day, validated by both?
create function correspondents.is_in_office(c correspondents.correspondent, on_day date) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select c.approved_at is not null and c.since <= on_day and (c.until is null or c.until >= on_day) $$;

-- Who heads a unit, for somebody: the managers of the nearest unit that has others than them; where there is none, those who administer the authority.
create function correspondents.heads(of_unit integer, but bigint) returns table (person_id bigint, name text, address text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive line (id, parent_id, authority_id, step) as (
    select u.id, u.parent_id, u.authority_id, 0 from territory.unit u where u.id = of_unit
    union all select u.id, u.parent_id, u.authority_id, l.step + 1 from line l join territory.unit u on u.id = l.parent_id),
  posts as (
    select (p.post).person_id, (p.post).unit_id, (p.post).role from accounts.posts_on(platform.today()) p
    where p.opens = 'work' and (p.post).role in ('manager', 'admin') and (p.post).person_id <> but),
  found as (
    select p.person_id, l.step from posts p join line l on l.id = p.unit_id where p.role = 'manager'
    union all
    select p.person_id, 1000 from posts p join territory.unit u on u.id = p.unit_id
      where p.role = 'admin' and u.authority_id = (select l.authority_id from line l where l.step = 0))
  select distinct a.id, a.name, a.email from found f join accounts.person a on a.id = f.person_id
  where a.closed_at is null and f.step = (select min(g.step) from found g) order by 1 $$;

-- May whoever acts validate it for the direction? Nobody does for themselves, nor under another name.
create function correspondents.heads_it(c correspondents.correspondent) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.person_id <> platform.person_id() and platform.helper_id() is null and not platform.looks()
    and (c.unit_id = any ((select audiences.actor_ids('led'))::bigint[])
      or exists (select from correspondents.heads(c.unit_id, c.person_id) h where h.person_id = platform.person_id())) $$;
create function correspondents.is_own(c correspondents.correspondent) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks() $$;

-- Whose signature is awaited, told to those who read it before it is in force.
create function correspondents.signers(correspondent integer) returns table (name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.name from correspondents.correspondent c cross join lateral correspondents.heads(c.unit_id, c.person_id) h
  where c.id = correspondent and (correspondents.is_own(c) or c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    or c.unit_id = any ((select audiences.actor_ids('led'))::bigint[])) order by 1 $$;
-- What whoever acts is to validate for the direction.
create function correspondents.to_approve() returns table (id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from correspondents.correspondent c
  where c.agreed_at is not null and c.approved_at is null and c.until is null and c.doubt = '' and correspondents.heads_it(c) $$;
-- Those who work there today, to whoever may name one of them.
create function correspondents.colleagues(authority integer) returns table (person_id bigint, name text, unit_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (p.id) p.id, p.name, u.id from accounts.posts_on(platform.today()) m join territory.unit u on u.id = (m.post).unit_id
  join accounts.person p on p.id = (m.post).person_id
  where m.opens = 'work' and u.authority_id = authority and p.closed_at is null
    and authority = any ((select audiences.actor_ids('publisher'))::bigint[])
  order by p.id, (m.post).id $$;

create function correspondents.guard_sheet() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- What comes back from a copy says it itself.
  if not platform.is_system() then new.written_by := null; new.written_name := null; new.written_at := null; new.n := null; end if;
  new.written_by := coalesce(new.written_by, platform.person_id());
  new.written_name := coalesce(new.written_name, accounts.acting_name(), 'Quelqu’un');
  new.written_at := coalesce(new.written_at, platform.now());
  new.n := coalesce(new.n, (select coalesce(max(s.n), 0) + 1 from correspondents.sheet s where s.authority_id = new.authority_id));
  return new;
end $$;
create trigger guard_sheet before insert on correspondents.sheet for each row execute function correspondents.guard_sheet();

create function correspondents.guard() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_own boolean;
  is_kept boolean;
  is_head boolean;
begin
  if tg_op = 'INSERT' then
    select u.authority_id into new.authority_id from territory.unit u where u.id = new.unit_id;
    new.name := coalesce((select p.name from accounts.person p where p.id = new.person_id), new.name);
    if not exists (select from correspondents.sheet s where s.id = new.sheet_id and s.authority_id = new.authority_id) then
      raise insufficient_privilege using message = 'the mission sheet of another authority';
    end if;
  end if;
  -- What comes back from a copy, or is told of a past, says the rest itself.
  if platform.is_system() then
    new.proposed_at := coalesce(new.proposed_at, platform.now());
    if new.approved_at is not null then
      if new.approved_name is null then new.approved_by := platform.person_id(); end if;
      new.approved_name := coalesce(new.approved_name, accounts.acting_name(), 'Quelqu’un');
    end if;
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from accounts.posts_on(platform.today()) m join territory.unit u on u.id = (m.post).unit_id
        where m.opens = 'work' and (m.post).person_id = new.person_id and u.authority_id = new.authority_id) then
      raise insufficient_privilege using message = 'somebody who does not work there';
    end if;
    if new.follows_id is not null and not exists (select from correspondents.correspondent o where o.id = new.follows_id and o.unit_id = new.unit_id) then
      raise insufficient_privilege using message = 'taken over from another unit';
    end if;
    new.proposed_at := platform.now(); new.version := 1;
    return new;
  end if;
  new.version := old.version + 1;
  is_own := correspondents.is_own(old);
  is_kept := old.authority_id = any (audiences.actor_ids('publisher'));
  is_head := correspondents.heads_it(old);
  if old.until is not null and (new.agreed_at, new.approved_at, new.doubt, new.about, new.skills, new.pace)
      is distinct from (old.agreed_at, old.approved_at, old.doubt, old.about, old.skills, old.pace) then
    raise insufficient_privilege using message = 'what is handed over is no more changed';
  end if;
  if new.agreed_at is distinct from old.agreed_at then
    if not is_own or old.agreed_at is not null or new.agreed_at is null then
      raise insufficient_privilege using message = 'the word of somebody else';
    end if;
    new.agreed_at := platform.now(); new.doubt := '';
  elsif new.approved_at is distinct from old.approved_at then
    if not is_head or old.agreed_at is null or old.approved_at is not null or new.approved_at is null then
      raise insufficient_privilege using message = 'validated by whoever does not head it, or before it was accepted';
    end if;
    new.approved_at := platform.now(); new.approved_by := platform.person_id(); new.approved_name := accounts.acting_name();
    new.doubt := '';
  elsif new.doubt <> old.doubt and (old.approved_at is not null
      or not (case when old.agreed_at is null then is_own else is_head end or is_kept and new.doubt = '')) then
    raise insufficient_privilege using message = 'the word of somebody else';
  end if;
  if (new.about, new.skills, new.pace) is distinct from (old.about, old.skills, old.pace) and not is_own then
    raise insufficient_privilege using message = 'the sheet of somebody else';
  end if;
  if new.until is distinct from old.until and (not is_kept or new.until is null) then
    raise insufficient_privilege using message = 'ended by somebody else than whoever animates the network';
  end if;
  return new;
end $$;
create trigger guard before insert or update on correspondents.correspondent for each row execute function correspondents.guard();

-- Authorities of whose network one is today.
create view correspondents.holder as
  select c.person_id, c.authority_id as id, 'correspondent' as role from correspondents.correspondent c
  where correspondents.is_in_office(c, platform.today())
    and exists (select from accounts.workplace_holder w where w.person_id = c.person_id and w.id = c.authority_id);
create function correspondents.find_networks() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct h.id), '{}') from correspondents.holder h where h.person_id = platform.person_id() $$;
call audiences.add('network', 'correspondents.find_networks', null);
call audiences.offer('network', 'correspondents.holder');

alter table correspondents.sheet enable row level security;
alter table correspondents.correspondent enable row level security;
create policy system on correspondents.sheet to parvis_system using (true);
create policy system on correspondents.correspondent to parvis_system using (true);
grant select, insert, update, delete on correspondents.sheet, correspondents.correspondent to parvis_system;
grant usage on all sequences in schema correspondents to parvis_system;

create policy read on correspondents.sheet for select using (authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy worded on correspondents.sheet for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
grant select, insert (authority_id, role, missions, conditions, written_at) on correspondents.sheet to parvis_app;

create policy own on correspondents.correspondent for select using (correspondents.is_own(correspondent));
create policy kept on correspondents.correspondent for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy led on correspondents.correspondent for select using (unit_id = any ((select audiences.actor_ids('led'))::bigint[]));
create policy shown on correspondents.correspondent for select using (authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])
  and correspondents.is_in_office(correspondent, (select territory.day_of(platform.now()))));
create policy named on correspondents.correspondent for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on correspondents.correspondent for update using (correspondents.is_own(correspondent)
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or unit_id = any ((select audiences.actor_ids('led'))::bigint[]));
-- Withdrawn while nobody has validated it.
create policy withdrawn on correspondents.correspondent for delete using (agreed_at is null and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
grant select, insert (unit_id, person_id, sheet_id, since, follows_id, proposed_at), delete,
  update (agreed_at, approved_at, doubt, about, skills, pace, until) on correspondents.correspondent to parvis_app;

-- Whom jobs tell: the correspondent; those who head the unit; those who animate the network.
create function correspondents.recipients(correspondent integer) returns table (person_id bigint, name text, address text, side text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, 'own' from correspondents.correspondent c join accounts.person p on p.id = c.person_id
    where c.id = correspondent and p.closed_at is null
  union all select h.person_id, h.name, h.address, 'head' from correspondents.correspondent c
    cross join lateral correspondents.heads(c.unit_id, c.person_id) h where c.id = correspondent
  union all select distinct p.id, p.name, p.email, 'keeper' from correspondents.correspondent c
    join accounts.posts_on(platform.today()) m on m.opens = 'work' and (m.post).role in ('admin', 'editor')
    join territory.unit u on u.id = (m.post).unit_id and u.authority_id = c.authority_id
    join accounts.person p on p.id = (m.post).person_id and p.closed_at is null where c.id = correspondent $$;
-- Those who no longer work there hand over by themselves. @returns their ids
create function correspondents.end_gone(most integer) returns table (id integer)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update correspondents.correspondent c set until = greatest(c.since, platform.today() - 1), version = c.version + 1 where c.id in (
    select g.id from correspondents.correspondent g where g.until is null and not exists (
      select from accounts.posts_on(platform.today()) m join territory.unit u on u.id = (m.post).unit_id
      where m.opens is not null and (m.post).person_id = g.person_id and u.authority_id = g.authority_id)
    order by g.id limit most for update) returning c.id $$;
revoke execute on all functions in schema correspondents from public;
grant execute on function correspondents.is_in_office, correspondents.is_own to parvis_app, parvis_system;
grant execute on function correspondents.signers, correspondents.to_approve, correspondents.colleagues, correspondents.heads_it to parvis_app, parvis_system;
grant execute on function correspondents.recipients, correspondents.end_gone to parvis_system;

create policy correspondent on platform.event for select using (subject_kind = 'correspondent' and exists (
  select from correspondents.correspondent c where c.id = subject_id and (correspondents.is_own(c)
    or c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or c.unit_id = any ((select audiences.actor_ids('led'))::bigint[]))));
create policy tell_correspondent on platform.event for insert with check (
  subject_kind = 'correspondent' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('correspondent.proposed', 'correspondent.agreed', 'correspondent.approved', 'correspondent.doubted', 'correspondent.ended')
  and exists (select from correspondents.correspondent c where c.id = subject_id and (correspondents.is_own(c)
    or c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or c.unit_id = any ((select audiences.actor_ids('led'))::bigint[]))));
