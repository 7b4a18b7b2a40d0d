-- A place that an invitation promises is taken for everybody but those who are invited: a post given to somebody else is refused to whoever
-- gives it, rather than the promise to whoever accepts. Those who are promised one are judged without the promises made to others.
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
  with promised (invitation_id, email, days) as (
      select i.id, i.email, daterange((p ->> 'from')::date, (p ->> 'to')::date, '[]')
      from accounts.invitation i cross join lateral jsonb_array_elements(i.posts) p
      where i.authority_id = here and i.ended_at is null and p ->> 'role' = any (working)),
    others (person_id, days) as (
      select m.person_id, daterange(m.valid_from, m.valid_to, '[]') from accounts.membership m
      join territory.unit u on u.id = m.unit_id where u.authority_id = here and m.role = any (working) and m.id <> new.id
      union all select -p.invitation_id, p.days from promised p where not exists (
        select from accounts.person mine join promised own on lower(own.email) = lower(mine.email) where mine.id = new.person_id)),
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
