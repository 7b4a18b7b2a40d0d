-- An act that is undone, done again, or taken onto another version is somebody's work too: the log says whose, drawn by the database.
alter table definitions.edit add column taken_by bigint references accounts.person (id) on delete set null;
create index edit_taker on definitions.edit (taken_by) where taken_by is not null;
create function definitions.draw_taker() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.taken_by := coalesce(platform.person_id(), new.taken_by);
  return new;
end $$;
create trigger draw_taker before update of state, back on definitions.edit for each row execute function definitions.draw_taker();
grant update (taken_by) on definitions.edit to parvis_system;
