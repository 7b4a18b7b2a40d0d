-- Files belong to a subject, and are as visible as it: a request, a message, a draft, whatever a later module says. Which kinds
-- there are is rows that the migrations of those modules write with `files.follow`: nothing here names one.
create schema files;
grant usage on schema files to parvis_app;
alter table platform.file set schema files;

create table files.subject (
  kind text primary key,
  holder regclass not null unique,
  -- What is being written passes its files on to what it becomes; what was sent keeps them.
  is_passing boolean not null
);

alter table files.file
  add column subject_kind text references files.subject,
  add column subject_id text,
  add column attached_at timestamptz,
  -- Among those attached at once, in the order chosen.
  add column place integer,
  add constraint file_subject check (num_nonnulls(subject_kind, subject_id, attached_at, place) in (0, 4));
create index file_subject on files.file (subject_kind, subject_id) where subject_kind is not null;
create index file_loose on files.file (created_at) where subject_kind is null;
create index file_person on files.file (person_id) where person_id is not null;

create function files.is_own(visitor uuid, person bigint) returns boolean language sql stable parallel safe as $$
  select person = platform.person_id() or (person is null and visitor = platform.visitor_id()) $$;

-- Is the subject of that kind in sight of whoever acts? Its own policies say. Written anew by `files.follow`.
create function files.sees(kind text, id text) returns boolean language plpgsql stable as $$ begin return false; end $$;
create function files.is_passing(kind text) returns boolean language plpgsql immutable as $$ begin return false; end $$;

-- A subject that goes leaves its files to nobody but whoever sent them, until retention forgets them.
create function files.let_go() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update files.file set subject_kind = null, subject_id = null, attached_at = null, place = null
  where subject_kind = tg_argv[0] and subject_id = old.id::text;
  return null;
end $$;

-- For migrations: rows of `holder`, by their column « id », hold files under that name of kind.
create procedure files.follow(kind text, holder regclass, is_passing boolean) language plpgsql as $$
begin
  insert into files.subject values (kind, holder, is_passing);
  execute format('create trigger files_let_go after delete on %s for each row execute function files.let_go(%L)', holder, kind);
  call files.write_sight();
end $$;

-- For migrations: after a holder has moved to another schema or changed its name too.
create procedure files.write_sight() language plpgsql as $$
declare
  arms constant text := (select string_agg(format('when %L then return exists (select from %s s where s.id = $2::%s);',
      s.kind, s.holder::text, format_type(a.atttypid, a.atttypmod)), ' ' order by s.kind)
    from files.subject s join pg_attribute a on a.attrelid = s.holder and a.attname = 'id');
  passing constant text[] := array(select s.kind from files.subject s where s.is_passing order by s.kind);
begin
  execute format('create or replace function files.sees(kind text, id text) returns boolean language plpgsql stable as %L',
    'begin case $1 ' || arms || ' else return false; end case; end');
  execute format('create or replace function files.is_passing(kind text) returns boolean language sql immutable parallel safe as %L',
    format('select kind = any (%L::text[])', passing));
end $$;
revoke all on procedure files.follow, files.write_sight from public;

drop policy document on files.file;
drop policy own on files.file;
create policy own on files.file for select using (files.is_own(visitor_id, person_id));
create policy keep on files.file for insert with check (files.is_own(visitor_id, person_id) and subject_kind is null);
-- One's own alone, until it is sent; to what one sees alone.
create policy attach on files.file for update
  using (files.is_own(visitor_id, person_id) and (subject_kind is null or files.is_passing(subject_kind)))
  with check (files.is_own(visitor_id, person_id) and (subject_kind is null or files.sees(subject_kind, subject_id)));
create policy subject on files.file for select using (subject_kind is not null and files.sees(subject_kind, subject_id));
grant update (visitor_id, person_id, subject_kind, subject_id, attached_at, place) on files.file to parvis_app;

-- What is made of a file: as visible as it.
create table files.rendition (
  file_id uuid not null references files.file on delete cascade,
  kind text not null,
  storage_key text not null unique,
  primary key (file_id, kind)
);
alter table files.rendition enable row level security;
create policy system on files.rendition to parvis_system using (true);
create policy file on files.rendition for select using (exists (select from files.file f where f.id = file_id));
create policy make on files.rendition for insert with check (exists (
  select from files.file f where f.id = file_id and f.subject_kind is null and files.is_own(f.visitor_id, f.person_id)));
grant select, insert on files.rendition to parvis_app;
grant delete on files.rendition to parvis_system;
insert into files.rendition select id, 'thumbnail', thumbnail_key from files.file where thumbnail_key is not null;
alter table files.file drop column thumbnail_key;

-- For the SQL of what holds files.
create view files.held with (security_invoker = true) as
  select f.id, f.subject_kind, f.subject_id, f.attached_at, f.place, f.name, f.media_type, f.bytes,
    exists (select from files.rendition r where r.file_id = f.id and r.kind = 'thumbnail') as has_thumbnail
  from files.file f where f.subject_kind is not null;
grant select on files.held to parvis_app;
