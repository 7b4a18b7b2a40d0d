-- Contents hold documents: an edition says which, each with what it says for whoever cannot read it; what is shown copies that, as it copies
-- the rest. A document is a file, given once, that some edition names: as visible as what shows it, and gone with its content.
create function publishing.are_documents(said jsonb) returns boolean
  language sql immutable parallel safe
  return (select case when jsonb_typeof(said) <> 'array' then false else jsonb_array_length(said) <= 10 and not exists (
    select from jsonb_array_elements(said) one (said) where jsonb_typeof(one.said) <> 'object'
      or one.said - array['id', 'alternative'] <> '{}'
      or coalesce(one.said ->> 'id', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      or coalesce(jsonb_typeof(one.said -> 'alternative'), '') <> 'string' or char_length(one.said ->> 'alternative') > 4000) end);

alter table publishing.edition add column documents jsonb not null default '[]' check (publishing.are_documents(documents));
alter table publishing.publication add column documents jsonb not null default '[]';
grant insert (documents) on publishing.edition to parvis_app;

create table publishing.document (
  id uuid primary key default gen_random_uuid(),
  content_id integer not null references publishing.content on delete cascade,
  unique (content_id, id)
);
-- Which editions name it: nothing but what they say.
create table publishing.joined (
  content_id integer not null,
  n integer not null,
  document_id uuid not null,
  primary key (content_id, n, document_id),
  foreign key (content_id, n) references publishing.edition on delete cascade,
  foreign key (content_id, document_id) references publishing.document (content_id, id) on delete cascade
);
create index joined_document on publishing.joined (content_id, document_id);

create function publishing.note_documents() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into publishing.joined select new.content_id, new.n, (said ->> 'id')::uuid from jsonb_array_elements(new.documents) one (said);
  return null;
end $$;
create trigger note_documents after insert on publishing.edition for each row when (new.documents <> '[]') execute function publishing.note_documents();

-- Is it in something that is shown now to whoever acts?
create function publishing.shows_document(document uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.document d join publishing.joined j on j.content_id = d.content_id and j.document_id = d.id
    join publishing.publication p on p.content_id = j.content_id and p.edition = j.n
    where d.id = document and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
      and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;
-- Does it wait for its file, from whoever writes its content?
create function publishing.awaits_document(document uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.document d where d.id = document and publishing.holds_content(d.content_id))
    and not exists (select from files.file f where f.subject_kind = 'contentfile' and f.subject_id = document::text) $$;

do $$
declare
  part text;
begin
  foreach part in array array['document', 'joined'] loop
    execute format('alter table publishing.%I enable row level security', part);
    execute format('create policy system on publishing.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on publishing.%I to parvis_system', part);
    execute format('grant select on publishing.%I to parvis_app', part);
    execute format('create policy written on publishing.%I for select using (exists (select from publishing.content c where c.id = content_id))', part);
  end loop;
end $$;
grant insert (content_id) on publishing.document to parvis_app;
create policy shown on publishing.document for select using (publishing.shows_document(id));
create policy added on publishing.document for insert with check (publishing.holds_content(content_id));

-- Given with a file, by the edition that names it: in one transaction, or not at all. (What comes back from a copy has its file later.)
create function publishing.check_joined() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from publishing.joined j where j.content_id = new.content_id and j.document_id = new.id)
      or not exists (select from files.file f where f.subject_kind = 'contentfile' and f.subject_id = new.id::text) then
    raise check_violation using constraint = 'document_joined', message = 'a document that no edition holds, or without its file';
  end if;
  return null;
end $$;
create constraint trigger check_joined after insert on publishing.document deferrable initially deferred for each row
  when (not platform.is_system()) execute function publishing.check_joined();

call files.follow('contentfile', 'publishing.document', false, 'publishing.awaits_document(s.id)');
update files.subject set is_read = true where kind = 'contentfile';

-- What is shown has words that are found and listened to, or says in others what its document shows. Nobody opens one that is locked.
create function publishing.carry_documents() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select e.documents into new.documents from publishing.edition e where e.content_id = new.content_id and e.n = new.edition;
  if not platform.is_system() and exists (select from jsonb_array_elements(new.documents) one (said)
      join files.file f on f.subject_kind = 'contentfile' and f.subject_id = one.said ->> 'id' left join files.reading r on r.file_id = f.id
      where r.state is null or r.state in ('begun', 'locked') or r.state <> 'read' and one.said ->> 'alternative' = '') then
    raise check_violation using constraint = 'document_read', message = 'a document that not everybody reads';
  end if;
  return new;
end $$;
create trigger carry_documents before insert on publishing.publication for each row execute function publishing.carry_documents();
revoke execute on function publishing.note_documents, publishing.carry_documents, publishing.check_joined,
  publishing.shows_document, publishing.awaits_document from public;
grant execute on function publishing.shows_document, publishing.awaits_document to parvis_app, parvis_system;

-- Found by its words, and by those that are said in their place, between the days of what shows it.
create view publishing.document_found as
  select p.content_id as subject_id, p.authority_id, p.audience_id, p.starts_at as at, p.ends_at, f.name as title,
    concat_ws(E'\n', regexp_replace(f.name, '[._-]+', ' ', 'g'), p.title, nullif(one.said ->> 'alternative', ''), array_to_string(r.texts, E'\n')) as text,
    r.file_id
  from publishing.publication p cross join lateral jsonb_array_elements(p.documents) one (said)
  join files.file f on f.subject_kind = 'contentfile' and f.subject_id = one.said ->> 'id'
  left join files.reading r on r.file_id = f.id
  where p.ends_at is null or p.ends_at > p.starts_at;
insert into search.kind (kind, source, of_files) values ('contentdocument', 'publishing.document_found', true);
create trigger find_documents after insert or update or delete on publishing.publication for each row
  execute function search.keep('contentdocument', 'content_id');
create function publishing.find_read() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform search.tell('contentdocument', d.content_id) from files.file f join publishing.document d on d.id::text = f.subject_id
    where f.id = new.file_id and f.subject_kind = 'contentfile';
  return null;
end $$;
revoke execute on function publishing.find_read from public;
create trigger find_contentfile after insert or update of state on files.reading for each row when (new.state = 'read') execute function publishing.find_read();
