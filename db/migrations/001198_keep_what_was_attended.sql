-- A certificate says what was followed, when and where: once somebody is said to have come, none of it changes.
create or replace function correspondents.guard_session() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    if tg_op = 'INSERT' then
      new.taken := 0;
    elsif (new.title, new.on_day, new.hour, new.place) is distinct from (old.title, old.on_day, old.hour, old.place)
        and exists (select from correspondents.seat t where t.session_id = new.id and t.came) then
      raise check_violation using message = 'a session that was attended', constraint = 'session_attended';
    end if;
  end if;
  if new.seats < new.taken then
    raise check_violation using message = 'fewer seats than are taken', constraint = 'session_seats_taken';
  end if;
  return new;
end $$;
