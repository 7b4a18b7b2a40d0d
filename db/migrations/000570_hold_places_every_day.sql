-- Places of agents are held on every day that a post gives, not on its first alone: one that is lengthened, begins sooner or is given back
-- takes a place as a new one does. Refused is the day on which more people work at the desk than the day before, and than there are
-- places: whoever works already, where an amendment left fewer, goes on from one post to the next.
drop trigger hold_seats on accounts.membership;
drop trigger hold_changed_seats on accounts.membership;

create or replace function agreements.hold_seats() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  working constant text[] := array['handler', 'manager', 'reception'];
  here constant integer := (select u.authority_id from territory.unit u where u.id = new.unit_id);
  -- A year that is not signed yet gives what this one does.
  places constant integer := agreements.seats(here, greatest(new.valid_from, (platform.now() at time zone 'UTC')::date));
  given constant daterange := daterange(new.valid_from, new.valid_to, '[]');
  held daterange := 'empty';
  full_on date;
begin
  if places is null or new.role <> all (working) then return new; end if;
  if tg_op = 'UPDATE' and old.role = any (working) and here = (select u.authority_id from territory.unit u where u.id = old.unit_id) then
    held := daterange(old.valid_from, old.valid_to, '[]');
  end if;
  if given <@ held then return new; end if;
  perform pg_advisory_xact_lock(hashtext('agreements.seats'), here);
  -- More work on a day than the day before when this post begins, goes on, or another's begins.
  with others (person_id, days) as (
      select m.person_id, daterange(m.valid_from, m.valid_to, '[]') from accounts.membership m
      join territory.unit u on u.id = m.unit_id where u.authority_id = here and m.role = any (working) and m.id <> new.id),
    everybody as (select * from others union all select new.person_id, given),
    asked (day) as (select lower(given) union select upper(held) union select lower(o.days) from others o),
    counted as (select a.day, count(distinct e.person_id) filter (where e.days @> a.day) as people,
        count(distinct e.person_id) filter (where e.days @> a.day - 1) as before
      from asked a cross join everybody e where given @> a.day and not held @> a.day
        and not exists (select from others o where o.person_id = new.person_id and o.days @> a.day) group by a.day)
  select min(c.day) into full_on from counted c
  where c.people > greatest(places, agreements.seats(here, c.day), c.before);
  if full_on is not null then
    raise check_violation using constraint = 'membership_seats', message = format('the agreement gives %s places on %s', places, full_on);
  end if;
  return new;
end $$;
create trigger hold_seats before insert or update of unit_id, role, valid_from, valid_to on accounts.membership
  for each row execute function agreements.hold_seats();

-- An invitation that comes to promise the desk takes a place as one that did from the start.
create or replace function agreements.hold_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  working constant text[] := array['handler', 'manager', 'reception'];
  first_day constant date := (select min((p ->> 'from')::date) from jsonb_array_elements(new.posts) p where p ->> 'role' = any (working));
  places constant integer := agreements.seats(new.authority_id, first_day);
  taken integer;
begin
  if first_day is null or places is null then return new; end if;
  if tg_op = 'UPDATE' and exists (select from jsonb_array_elements(old.posts) p where p ->> 'role' = any (working)) then return new; end if;
  perform pg_advisory_xact_lock(hashtext('agreements.seats'), new.authority_id);
  select count(distinct m.person_id) into taken from accounts.membership m join territory.unit u on u.id = m.unit_id
  where u.authority_id = new.authority_id and m.role = any (working)
    and m.valid_from <= first_day and (m.valid_to is null or m.valid_to >= first_day);
  taken := taken + (select count(*) from accounts.invitation i where i.authority_id = new.authority_id and i.ended_at is null and i.id <> new.id
    and exists (select from jsonb_array_elements(i.posts) p where p ->> 'role' = any (working)));
  if taken >= places then
    raise check_violation using constraint = 'membership_seats', message = format('the agreement gives %s places', places);
  end if;
  return new;
end $$;
create trigger hold_promised before update of posts on accounts.invitation for each row execute function agreements.hold_invited();
