-- When an act was undone, or done again: whoever did is writing then, as whoever adds one.
alter table definitions.edit add column taken_at timestamptz;
create or replace function definitions.draw_taker() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.person_id() is not null then
    new.taken_by := platform.person_id();
    new.taken_at := platform.now();
  end if;
  return new;
end $$;
