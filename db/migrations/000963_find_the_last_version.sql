-- The words of the last version alone are found: told as a version is numbered, before it is there, an entry kept those of the one before,
-- until the new one was read; for ever when it has none, a scan put in the place of what was to be read no more.
create function spaces.find_edition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform search.tell('spacedocument', new.document_id);
  return null;
end $$;
revoke execute on function spaces.find_edition from public;
create trigger find_edition after insert on spaces.edition for each row execute function spaces.find_edition();

-- What was kept so.
do $$
declare
  stale bigint;
begin
  for stale in select e.subject_id from search.entry e join spaces.document_found f on f.subject_id = e.subject_id
      where e.kind = 'spacedocument' and e.file_id is distinct from f.file_id loop
    perform search.tell('spacedocument', stale);
  end loop;
end $$;
