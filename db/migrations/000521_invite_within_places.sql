-- Whoever is invited to the desk is promised a place: one that the agreement does not give is refused to whoever invites, who can do
-- something about it, and not to whoever accepts. What other invitations promise is taken.
create function agreements.hold_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  working constant text[] := array['handler', 'manager', 'reception'];
  first_day constant date := (select min((p ->> 'from')::date) from jsonb_array_elements(new.posts) p where p ->> 'role' = any (working));
  places constant integer := agreements.seats(new.authority_id, first_day);
  taken integer;
begin
  if first_day is null or places is null then return new; end if;
  perform pg_advisory_xact_lock(hashtext('agreements.seats'), new.authority_id);
  select count(distinct m.person_id) into taken from accounts.membership m join territory.unit u on u.id = m.unit_id
  where u.authority_id = new.authority_id and m.role = any (working)
    and m.valid_from <= first_day and (m.valid_to is null or m.valid_to >= first_day);
  taken := taken + (select count(*) from accounts.invitation i where i.authority_id = new.authority_id and i.ended_at is null
    and exists (select from jsonb_array_elements(i.posts) p where p ->> 'role' = any (working)));
  if taken >= places then
    raise check_violation using constraint = 'membership_seats', message = format('the agreement gives %s places', places);
  end if;
  return new;
end $$;
create trigger hold_invited before insert on accounts.invitation for each row execute function agreements.hold_invited();
