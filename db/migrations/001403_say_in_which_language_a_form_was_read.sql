-- A request says in which language its form was read: answers are the same, and whoever handles it reads French. It is told by the draft it
-- comes from, never by whoever sends it. Null: French.
alter table requests.request add column read_language text check (read_language ~ '^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$');

create function requests.note_language() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.read_language := coalesce(new.read_language, (select d.language from forms.draft d where d.id = new.draft_id));
  return new;
end $$;
revoke execute on function requests.note_language() from public;
create trigger note_language before insert on requests.request for each row when (new.draft_id is not null) execute function requests.note_language();
