-- What documents say is found as they are: their words, read once by a job, are kept beside the file, in passages that each say where they
-- are (a page, a sheet, a slide). As visible as the file; gone with it, and as soon as nothing holds it.
create function platform.fr_vectors(texts text[]) returns tsvector[] language sql immutable parallel safe
  return (select array_agg(platform.fr_vector(t) order by n) from unnest(texts) with ordinality said (t, n));

create table files.reading (
  file_id uuid primary key references files.file on delete cascade,
  -- `bare`: nothing but pictures in it; `locked`: by a password; `unread`: broken, or dearer to read than it may be.
  state text not null check (state in ('begun', 'read', 'bare', 'locked', 'unread')),
  tries integer not null default 1,
  at timestamptz not null,
  places text[] not null default '{}',
  texts text[] not null default '{}',
  words tsvector[] generated always as (platform.fr_vectors(texts)) stored,
  check (cardinality(places) = cardinality(texts) and (state = 'read') = (cardinality(texts) > 0))
);
alter table files.reading enable row level security;
create policy system on files.reading to parvis_system using (true);
create policy file on files.reading for select using (exists (select from files.file f where f.id = file_id));
grant select on files.reading to parvis_app;
grant select, insert, update, delete on files.reading to parvis_system;

-- What of each kind of subject is read.
alter table files.subject add column is_read boolean not null default false;
grant select (kind, is_read) on files.subject to parvis_system;
create function files.forget_reading() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from files.reading r where r.file_id = new.id;
  return null;
end $$;
revoke execute on function files.forget_reading from public;
create trigger forget_reading after update of subject_kind on files.file for each row
  when (old.subject_kind is not null and new.subject_kind is null) execute function files.forget_reading();

-- An entry may be of a document: its words are that file's too, and where they are is read in it.
alter table search.kind add column of_files boolean not null default false;
alter table search.entry add column file_id uuid;

create function search.tell(of_kind text, subject bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  told constant search.kind := (select k from search.kind k where k.kind = of_kind);
begin
  delete from search.entry where kind = of_kind and subject_id = subject;
  execute format('insert into search.entry (kind, subject_id, authority_id, audience_id, at, ends_at, title, text, file_id)
    select %L, subject_id, authority_id, audience_id, at, ends_at, title, left(text, %s), %s from %s where subject_id = $1',
    of_kind, case when told.of_files then 320000 else 100000 end, case when told.of_files then 'file_id' else 'null::uuid' end, told.source) using subject;
end $$;
create or replace function search.keep() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform search.tell(tg_argv[0], (to_jsonb(case tg_op when 'DELETE' then old else new end) ->> tg_argv[1])::bigint);
  return null;
end $$;
-- Any of the words, to show where a document says some of them.
create function search.any_of(asked tsquery) returns tsquery language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select replace(asked::text, ' & ', ' | ')::tsquery $$;
revoke execute on function search.tell, search.any_of from public;
grant execute on function search.any_of to parvis_app, parvis_system;

-- Documents of spaces: the words of their last version.
update files.subject set is_read = true where kind = 'spacefile';
create or replace view spaces.document_found as
  select d.id as subject_id, s.authority_id, s.audience_id, coalesce(e.at, s.opened_at) as at, s.archived_at as ends_at, d.name as title,
    regexp_replace(d.name, '[._-]+', ' ', 'g') || E'\n' || s.name || coalesce(E'\n' || array_to_string(r.texts, E'\n'), '') as text, r.file_id
  from spaces.document d join spaces.space s on s.id = d.space_id
  left join lateral (select e.id, e.at from spaces.edition e where e.document_id = d.id order by e.n desc limit 1) e on true
  left join files.file f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text
  left join files.reading r on r.file_id = f.id;
update search.kind set of_files = true where kind = 'spacedocument';
create function spaces.find_read() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform search.tell('spacedocument', e.document_id) from files.file f join spaces.edition e on e.id::text = f.subject_id
    where f.id = new.file_id and f.subject_kind = 'spacefile';
  return null;
end $$;
revoke execute on function spaces.find_read from public;
create trigger find_spacefile after insert or update of state on files.reading for each row when (new.state = 'read') execute function spaces.find_read();
