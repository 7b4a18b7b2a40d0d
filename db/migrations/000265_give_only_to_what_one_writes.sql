-- Who may give a file to a thing is not who may see it: the one who writes that thing, until it is told. And a key of the store
-- names the bytes of one row alone.
alter table files.subject add column may_give text not null default 'false';
alter table files.subject alter column may_give drop default;

-- May whoever acts give files to it? Written anew by `files.follow`, as `files.sees` is.
create function files.gives(kind text, id text) returns boolean language plpgsql stable as $$ begin return false; end $$;

-- For migrations: rows of `holder`, by their column « id », hold files under that name of kind. `may_give` is a condition on such
-- a row, `s`, beside its being in sight.
drop procedure files.follow(text, regclass, boolean);
create procedure files.follow(kind text, holder regclass, is_passing boolean, may_give text) language plpgsql as $$
begin
  insert into files.subject values (kind, holder, is_passing, may_give);
  execute format('create trigger files_let_go after delete on %s for each row execute function files.let_go(%L)', holder, kind);
  call files.write_sight();
end $$;

-- An id is written as the database writes it, since files are found by its text.
create or replace procedure files.write_sight() language plpgsql as $$
declare
  arms text;
  giving text;
  passing constant text[] := array(select s.kind from files.subject s where s.is_passing order by s.kind);
begin
  select string_agg(format('when %L then return exists (%s);', f.kind, f.look), ' ' order by f.kind),
    string_agg(format('when %L then return exists (%s and (%s));', f.kind, f.look, f.may_give), ' ' order by f.kind)
  into arms, giving
  from (select s.kind, s.may_give, format('select from %s s where s.id = $2::%s and s.id::text = $2', s.holder::text,
      format_type(a.atttypid, a.atttypmod)) as look
    from files.subject s join pg_attribute a on a.attrelid = s.holder and a.attname = 'id') f;
  execute format('create or replace function files.sees(kind text, id text) returns boolean language plpgsql stable as %L',
    'begin case $1 ' || arms || ' else return false; end case; end');
  execute format('create or replace function files.gives(kind text, id text) returns boolean language plpgsql stable as %L',
    'begin case $1 ' || giving || ' else return false; end case; end');
  execute format('create or replace function files.is_passing(kind text) returns boolean language sql immutable parallel safe as %L',
    format('select kind = any (%L::text[])', passing));
end $$;
revoke all on procedure files.follow(text, regclass, boolean, text) from public;

-- What is being written is in sight of its writer alone. What is sent takes the files it came with, and is shut by the event that
-- tells it: a message from its author, a request from whoever sends or enters it.
update files.subject set may_give = 'true' where kind in ('draft', 'writing');
update files.subject set may_give = $$(s.resident_id = platform.person_id() or s.entered_by = platform.person_id()
  or s.id = any (platform.code_requests())) and not exists (select from platform.event e
    where e.subject_kind = 'request' and e.subject_id = s.id and e.name = 'request.received')$$ where kind = 'request';
update files.subject set may_give = $$(s.author_id = platform.person_id() or (s.author_kind = 'resident' and s.author_id is null
  and platform.person_id() is null and s.request_id = any (platform.code_requests()))
  or exists (select from requests.request r where r.id = s.request_id and r.entered_by = platform.person_id()
    and s.author_kind = 'resident')) and not exists (select from platform.event e
    where e.subject_kind = 'request' and e.subject_id = s.request_id and e.payload ->> 'messageId' = s.id::text)$$ where kind = 'message';
call files.write_sight();

drop policy attach on files.file;
create policy attach on files.file for update
  using (files.is_own(visitor_id, person_id) and (subject_kind is null or files.is_passing(subject_kind)))
  with check (files.is_own(visitor_id, person_id) and (subject_kind is null or files.gives(subject_kind, subject_id)));

-- The database says when a file is given: nothing comes before what was given already.
revoke insert, update on files.file from parvis_app;
grant insert (id, storage_key, name, media_type, bytes, sha256, width, height, visitor_id, person_id, created_at) on files.file to parvis_app;
grant update (visitor_id, person_id, subject_kind, subject_id, place) on files.file to parvis_app;
grant insert, update on files.file to parvis_system;
create function files.date_giving() returns trigger language plpgsql as $$
begin
  new.attached_at := case when new.subject_kind is not null then now() end;
  return new;
end $$;
create trigger date_giving before update of subject_kind, subject_id, attached_at, place on files.file
  for each row execute function files.date_giving();

-- One key names one row's bytes, whichever table the row is in.
alter table files.file add constraint file_key check (storage_key ~ '^[0-9a-f]{32}$');
alter table files.rendition add constraint rendition_key check (storage_key ~ '^[0-9a-f]{32}$');
create function files.refuse_named_key() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (case tg_table_name when 'file' then exists (select from files.rendition r where r.storage_key = new.storage_key)
      else exists (select from files.file f where f.storage_key = new.storage_key) end) then
    raise unique_violation using message = 'that key names other bytes';
  end if;
  return new;
end $$;
create trigger refuse_named_key before insert or update of storage_key on files.file
  for each row execute function files.refuse_named_key();
create trigger refuse_named_key before insert or update of storage_key on files.rendition
  for each row execute function files.refuse_named_key();
