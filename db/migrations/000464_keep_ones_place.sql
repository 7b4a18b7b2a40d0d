-- Whoever has a place keeps it from one post to the next: a reorganisation asks for no place more. A post that changes its role or its
-- unit takes one as a new post does.
create or replace function agreements.hold_seats() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  working constant text[] := array['handler', 'manager', 'reception'];
  here constant integer := (select u.authority_id from territory.unit u where u.id = new.unit_id);
  places constant integer := agreements.seats(here, new.valid_from);
  taken integer;
begin
  if places is null or new.role <> all (working) then return new; end if;
  if exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id
    where u.authority_id = here and m.person_id = new.person_id and m.role = any (working)
      and m.valid_from <= new.valid_from and (m.valid_to is null or m.valid_to >= new.valid_from - 1)) then return new; end if;
  perform pg_advisory_xact_lock(hashtext('agreements.seats'), here);
  select count(distinct m.person_id) into taken from accounts.membership m join territory.unit u on u.id = m.unit_id
  where u.authority_id = here and m.role = any (working) and m.person_id <> new.person_id
    and m.valid_from <= new.valid_from and (m.valid_to is null or m.valid_to >= new.valid_from);
  if taken >= places then
    raise check_violation using constraint = 'membership_seats', message = format('the agreement gives %s places', places);
  end if;
  return new;
end $$;
create trigger hold_changed_seats before update of unit_id, role on accounts.membership
  for each row execute function agreements.hold_seats();

-- Rights as narrow as the verbs: numbers are drawn, and the population of a year is read by the job that opens it.
revoke insert on agreements.agreement, agreements.deed, agreements.period, settings.opening from parvis_app;
grant insert (number, authority_id, starts_on, ends_on, notice_months, population_id, seats, discount_year, discount_percent)
  on agreements.agreement to parvis_app;
grant insert (agreement_id, rank, state, starts_on, offer, grid_id) on agreements.deed to parvis_app;
grant insert (authority_id, feature, source, from_day, to_day) on settings.opening to parvis_app;
grant insert on agreements.period to parvis_system;
drop policy begun on agreements.period;
revoke execute on function agreements.seats(integer, date) from public;
grant execute on function agreements.seats(integer, date) to parvis_system;
