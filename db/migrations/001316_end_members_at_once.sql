-- Whoever was taken on today and is taken off today is off at once, not at midnight: they were never there on a day that is over.
create or replace function pass.guard_member() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Ended now, once; nobody chooses the day.
  if not platform.is_system() then
    new.until := coalesce(old.until, territory.day_of(platform.now()) - 1);
    new.since := least(old.since, new.until);
  end if;
  return new;
end $$;
