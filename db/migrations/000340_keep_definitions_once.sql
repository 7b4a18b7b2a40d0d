-- Definitions exist once: forms, workflows, services and entries of the register were four tables of versions, each with its own SQL.
-- Now one store, whatever the kind: (kind, id, version). The draft of a definition is its version 0; its number comes with publication.
create schema definitions;
create table definitions.version (
  kind text not null check (kind ~ '^[a-z]+$'),
  id text not null check (id <> '' and length(id) <= 100),
  version integer not null default 0 check (version >= 0),
  status text not null default 'draft' check (status in ('draft', 'live', 'archived')),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  -- Of a draft: the version that it changes; 0 when there was none.
  base integer check (base >= 0),
  -- Whoever began the draft, and whoever let it be published; null: files, or somebody whose account is closed.
  author_id bigint references accounts.person (id) on delete set null,
  reviewer_id bigint references accounts.person (id) on delete set null,
  created_at timestamptz not null default platform.now(),
  published_at timestamptz,
  primary key (kind, id, version),
  check ((version = 0) = (status = 'draft')),
  check ((published_at is null) = (status = 'draft')),
  check (status <> 'draft' or base is not null)
);
create unique index version_live on definitions.version (kind, id) where status = 'live';
create index version_author on definitions.version (author_id) where author_id is not null;
create index version_reviewer on definitions.version (reviewer_id) where reviewer_id is not null;

-- What every snapshot of what is defined follows.
create table definitions.revision (only_row boolean primary key default true check (only_row), revision bigint not null default 1);

-- A draft becomes live, what is live is archived, and that is all: what was live is what it was for ever. Names of people may go.
create function definitions.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.status <> 'draft' then raise exception 'a published definition never changes: it is archived'; end if;
    return old;
  end if;
  if (new.kind, new.id) is distinct from (old.kind, old.id) then raise exception 'a definition keeps its name'; end if;
  if old.status = 'draft' then
    if new.status = 'archived' then raise exception 'a draft that was never live is not archived'; end if;
    return new;
  end if;
  if (new.version, new.body, new.base, new.created_at, new.published_at)
      is distinct from (old.version, old.body, old.base, old.created_at, old.published_at)
    or (new.status <> old.status and (old.status, new.status) <> ('live', 'archived'))
    or (new.author_id is not null and new.author_id is distinct from old.author_id)
    or (new.reviewer_id is not null and new.reviewer_id is distinct from old.reviewer_id) then
    raise exception 'a published definition never changes: publish a new version';
  end if;
  return new;
end $$;
create trigger immutable before update or delete on definitions.version for each row execute function definitions.refuse_change();

-- Every version keeps its id and its number: what was sent under one stays under it. (No program ever wrote a draft in these tables.)
insert into definitions.version (kind, id, version, status, body, created_at, published_at)
  select 'form', form_id, version, case status when 'draft' then 'archived' else status end, definition, created_at, created_at
  from forms.version
  union all
  select 'workflow', workflow_id, version, case status when 'draft' then 'archived' else status end, definition, created_at, created_at
  from workflows.version
  union all
  select 'service', slug, version, case status when 'draft' then 'archived' else status end, definition, created_at, created_at
  from services.version
  union all
  select 'processing', id, version, status, definition, created_at, created_at
  from register.entry;
insert into definitions.revision (revision)
  select 1 + coalesce((select sum(revision) from (select revision from services.revision union all select revision from register.revision) r), 0);

-- What is sent is of a service as it is offered (000322): the same, of the one store.
create or replace function requests.is_offered(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with named as (
    select v.kind, v.body, v.status = 'live' or exists (select from definitions.version n where n.kind = v.kind and n.id = v.id
      and n.version > v.version and n.published_at > platform.now() - interval '1 hour') as is_offered
    from definitions.version v where v.status <> 'draft' and (v.kind, v.id, v.version) in (('service', made.service_slug, made.service_version),
      ('workflow', made.workflow_id, made.workflow_version), ('form', made.form_id, made.form_version)))
  select exists (select from named s, named w, named f where s.kind = 'service' and w.kind = 'workflow' and f.kind = 'form'
    and s.is_offered and w.is_offered and s.body ->> 'category' = made.category and s.body ->> 'workflow' = made.workflow_id) $$;

-- Functions of requests that read a workflow read it here.
do $$
declare
  told text;
begin
  for told in
    select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema|graphile_worker)' and p.prokind = 'f' and p.prosrc ~ '\mworkflows\.version v\M'
  loop
    told := replace(told, 'workflows.version v', 'definitions.version v');
    told := replace(told, 'where v.workflow_id', 'where v.kind = ''workflow'' and v.id');
    told := replace(told, 'v.workflow_id', 'v.id');
    execute replace(told, 'v.definition', 'v.body');
  end loop;
  if exists (select from pg_proc p where p.prosrc ~ '\m(forms|workflows|services)\.version\M|\mregister\.entry\M') then
    raise exception 'a function still reads a table of versions';
  end if;
end $$;

drop table forms.version, workflows.version, services.version, services.revision, register.entry, register.revision;
drop schema workflows;
drop function platform.refuse_changed_definition();

-- Whoever administers the metropolis drafts what the whole territory uses.
create function definitions.find_edits() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct a.id), '{}') from accounts.membership m join territory.unit u on u.id = m.unit_id
    join territory.authority a on a.id = u.authority_id
  where m.person_id = platform.person_id() and m.role = 'admin' and a.level = 'metropolis'
    and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today()) $$;
call audiences.add('editor', 'definitions.find_edits', null);

alter table definitions.version enable row level security;
create policy system on definitions.version to parvis_system using (true);
-- What is or was in force is everybody's: pages show it, and what was sent under it is read under it.
create policy published on definitions.version for select using (status <> 'draft');
create policy drafted on definitions.version for select
  using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);

grant usage on schema definitions to parvis_app;
grant select on definitions.version, definitions.revision to parvis_app;
grant insert, update on definitions.version to parvis_system;
grant insert, update on definitions.revision to parvis_system;
