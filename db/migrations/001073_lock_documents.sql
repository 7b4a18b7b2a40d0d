-- Locks on documents and folders of a space (RFC 4918, 6): whoever opens one to write says so, and nobody replaces it meanwhile, by a program
-- or on a page. A lock ends by itself.
create table spaces.lock (
  token uuid primary key default gen_random_uuid(),
  space_id integer not null references spaces.space on delete cascade,
  folder_id integer,
  document_id integer,
  is_shared boolean not null,
  -- Is what a folder holds locked with it?
  is_deep boolean not null,
  -- Who the program says it is, as it wrote it.
  said text not null check (char_length(said) <= 2000),
  person_id bigint not null references accounts.person on delete cascade,
  label text not null,
  at timestamptz not null,
  -- For how long from the last time that it was asked: nobody tells the date by which it goes.
  seconds integer not null check (seconds between 1 and 3600),
  ends_at timestamptz not null,
  check (num_nonnulls(folder_id, document_id) = 1),
  check (ends_at > at),
  foreign key (folder_id, space_id) references spaces.folder (id, space_id) on delete cascade,
  foreign key (document_id, space_id) references spaces.document (id, space_id) on delete cascade
);
create index lock_space on spaces.lock (space_id);
create index lock_folder on spaces.lock (folder_id);
create index lock_document on spaces.lock (document_id);
create index lock_person on spaces.lock (person_id);
create function spaces.sign_lock() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then
    if tg_op = 'INSERT' then
      new.person_id := platform.person_id();
      new.label := accounts.acting_name();
      new.at := platform.now();
    end if;
    new.ends_at := platform.now() + make_interval(secs => new.seconds);
  end if;
  return new;
end $$;
create trigger sign_lock before insert or update on spaces.lock for each row execute function spaces.sign_lock();
revoke execute on function spaces.sign_lock from public;

-- What a program says beside a document or a folder (RFC 4918, 4): kept as it was written, read by nobody here.
create table spaces.property (
  id bigint generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  folder_id integer,
  document_id integer,
  namespace text not null check (char_length(namespace) <= 300),
  name text not null check (char_length(name) between 1 and 200),
  value text not null check (char_length(value) <= 4000),
  check (num_nonnulls(folder_id, document_id) = 1),
  constraint property_name unique nulls not distinct (folder_id, document_id, namespace, name),
  foreign key (folder_id, space_id) references spaces.folder (id, space_id) on delete cascade,
  foreign key (document_id, space_id) references spaces.document (id, space_id) on delete cascade
);
create index property_space on spaces.property (space_id);
create index property_document on spaces.property (document_id);

do $$
declare
  part text;
begin
  foreach part in array array['lock', 'property'] loop
    execute format('alter table spaces.%I enable row level security', part);
    execute format('create policy system on spaces.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on spaces.%I to parvis_system', part);
    execute format('grant select, delete on spaces.%I to parvis_app', part);
    execute format('create policy visible on spaces.%I for select using (space_id = any ((select audiences.actor_ids(''space''))::bigint[]))', part);
  end loop;
end $$;
grant usage on all sequences in schema spaces to parvis_system;
grant insert (space_id, folder_id, document_id, is_shared, is_deep, said, seconds), update (seconds) on spaces.lock to parvis_app;
grant insert (space_id, folder_id, document_id, namespace, name, value), update (value) on spaces.property to parvis_app;
create policy added on spaces.lock for insert with check (spaces.contributes(space_id) and person_id = platform.person_id());
create policy prolonged on spaces.lock for update using (person_id = platform.person_id()) with check (person_id = platform.person_id());
-- Its holder; whoever moderates, of somebody who is gone; anybody who contributes, once it is over.
create policy ended on spaces.lock for delete using (person_id = platform.person_id() or spaces.moderates(space_id)
  or (spaces.contributes(space_id) and ends_at <= platform.now()));
create policy added on spaces.property for insert with check (spaces.contributes(space_id));
create policy changed on spaces.property for update using (spaces.contributes(space_id)) with check (spaces.contributes(space_id));
create policy removed on spaces.property for delete using (spaces.contributes(space_id));

-- A document that has a name and no version yet: a program reserves the name, then writes. Pages and the search show it with its first version.
alter table spaces.document add column named_at timestamptz;
alter table spaces.document alter column named_at set default platform.now();
create or replace view spaces.document_found as
  select d.id as subject_id, s.authority_id, s.audience_id, coalesce(e.at, s.opened_at) as at, s.archived_at as ends_at, d.name as title,
    regexp_replace(d.name, '[._-]+', ' ', 'g') || E'\n' || s.name || coalesce(E'\n' || array_to_string(r.texts, E'\n'), '') as text, r.file_id
  from spaces.document d join spaces.space s on s.id = d.space_id
  left join lateral (select e.id, e.at from spaces.edition e where e.document_id = d.id order by e.n desc limit 1) e on true
  left join files.file f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text
  left join files.reading r on r.file_id = f.id
  where e.id is not null;
