-- Who keeps the agents of a unit: the administrators of its authority, those of the metropolis everywhere, and whoever administers that
-- unit or one above it (steward). Posts are given, changed and ended by functions that ask it, and nothing else writes them for people.
create function accounts.governed_by(who bigint) returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive held as (
    select m.role, m.unit_id, u.authority_id, a.level from accounts.membership m
    join territory.unit u on u.id = m.unit_id join territory.authority a on a.id = u.authority_id
    where m.person_id = who and m.role in ('admin', 'steward')
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())),
  below (id) as (
    select unit_id from held where role = 'steward'
    union
    select u.id from territory.unit u join below on u.parent_id = below.id)
  select coalesce(array_agg(u.id), '{}') from territory.unit u
  where u.id in (select id from below) or u.authority_id in (select authority_id from held where role = 'admin')
    or exists (select from held where role = 'admin' and level = 'metropolis') $$;
revoke execute on function accounts.governed_by(bigint) from public;
create function accounts.find_governed() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select accounts.governed_by(platform.person_id()) $$;
call audiences.add('governed', 'accounts.find_governed', null);

-- Does that person administer the authority of a unit?
create function accounts.is_administered_by(who bigint, unit integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.membership m join territory.unit mine on mine.id = m.unit_id
    join territory.authority a on a.id = mine.authority_id
    where m.person_id = who and m.role = 'admin'
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())
      and (a.level = 'metropolis' or mine.authority_id = (select u.authority_id from territory.unit u where u.id = unit))) $$;
revoke execute on function accounts.is_administered_by(bigint, integer) from public;

-- May whoever acts keep that post? Only an administrator makes another, or ends one.
create function accounts.governs(unit integer, as_role text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.is_system() or unit = any ((select audiences.actor_ids('governed'))::integer[]) and (as_role <> 'admin'
    or accounts.is_administered_by(platform.person_id(), unit)) $$;

-- The posts that whoever acts keeps, with who holds them; nobody else's name, whatever is asked. Who left a month ago is watched no more:
-- their address and when they signed in are theirs again.
create function accounts.governed_posts() returns table (id bigint, person_id bigint, name text, email text, last_seen_at timestamptz,
    unit_id integer, authority_id integer, role text, valid_from date, valid_to date, absence_id bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, p.id, p.name,
    case when works_still then p.email end, case when works_still then p.last_seen_at end, m.unit_id, u.authority_id, m.role, m.valid_from, m.valid_to, m.absence_id
  from accounts.membership m join accounts.person p on p.id = m.person_id and p.closed_at is null join territory.unit u on u.id = m.unit_id
  cross join lateral (select platform.is_system() or exists (select from accounts.membership o where o.person_id = p.id
    and (o.valid_to is null or o.valid_to > (platform.now() at time zone 'UTC')::date - 30)
    and o.unit_id = any ((select audiences.actor_ids('governed'))::integer[])) as works_still) still
  where platform.is_system() or m.unit_id in (select unnest(audiences.actor_ids('governed'))) $$;

-- A day of somebody in a unit and a role is given once.
create function accounts.check_post() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.valid_to < new.valid_from then
    raise check_violation using message = 'a post ends after it begins';
  end if;
  perform pg_advisory_xact_lock(hashtext('accounts.post'), new.person_id::integer);
  if exists (select from accounts.membership m where m.person_id = new.person_id and m.unit_id = new.unit_id and m.role = new.role
      and m.id <> new.id and daterange(m.valid_from, m.valid_to, '[]') && daterange(new.valid_from, new.valid_to, '[]')) then
    raise exclusion_violation using message = 'the same post is held on some of these days';
  end if;
  return new;
end $$;
revoke execute on function accounts.check_post() from public;
create trigger check_post before insert or update of unit_id, role, valid_from, valid_to on accounts.membership
  for each row execute function accounts.check_post();

-- Gives a post to somebody who has, or is to have, one that whoever acts keeps; who left is invited, and accepts: nobody is made an agent by a number.
create function accounts.give_post(person bigint, unit integer, as_role text, first date, last date) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  given bigint;
begin
  if not accounts.governs(unit, as_role) or not exists (select from accounts.governed_posts() g where g.person_id = person
      and (g.valid_to is null or g.valid_to >= (platform.now() at time zone 'UTC')::date)) then
    raise insufficient_privilege using message = 'one gives posts of one''s own units, to their agents';
  end if;
  -- Whoever administers some units alone reads nothing of their work by that: they do not give themselves the right to.
  if person = platform.person_id() and not accounts.governs(unit, 'admin') then
    raise insufficient_privilege using message = 'one gives oneself no post';
  end if;
  insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to) values (person, unit, as_role, first, last)
    returning id into given;
  return given;
end $$;

-- An authority is never left without somebody who administers it: not on one of the days, from today on, that a post covered.
create function accounts.leave_somebody(unit integer, as_role text, covered daterange) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  authority integer := (select u.authority_id from territory.unit u where u.id = unit);
begin
  if as_role <> 'admin' then return; end if;
  perform pg_advisory_xact_lock(hashtext('accounts.administrators'), authority);
  if not covered * daterange((platform.now() at time zone 'UTC')::date, null) <@ (
      select coalesce(range_agg(daterange(m.valid_from, m.valid_to, '[]')), '{}') from accounts.membership m
      join territory.unit u on u.id = m.unit_id and u.authority_id = authority
      join accounts.person p on p.id = m.person_id and p.closed_at is null
      where m.role = 'admin') then
    raise restrict_violation using message = 'the last administrator stays';
  end if;
end $$;
revoke execute on function accounts.leave_somebody(integer, text, daterange) from public;

-- Changes the days of a post. One that would end before it begins never was: it goes.
create function accounts.change_post(post bigint, first date, last date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held accounts.membership;
begin
  select * into held from accounts.membership m where m.id = post for update;
  if held.id is null or not accounts.governs(held.unit_id, held.role) then
    raise insufficient_privilege using message = 'one changes the posts of one''s own units';
  end if;
  if held.person_id = platform.person_id() and not accounts.governs(held.unit_id, 'admin') then
    raise insufficient_privilege using message = 'a steward does not lengthen their own post';
  end if;
  -- Days that are gone were as they were.
  if held.valid_from < (platform.now() at time zone 'UTC')::date - 1 and first <> held.valid_from then
    raise invalid_parameter_value using message = 'what has begun keeps its first day';
  end if;
  if last < first then delete from accounts.membership m where m.id = post;
  else update accounts.membership m set valid_from = first, valid_to = last where m.id = post;
  end if;
  perform accounts.leave_somebody(held.unit_id, held.role, daterange(held.valid_from, held.valid_to, '[]'));
end $$;

-- What is done with posts is told by whoever does it, on the post, and read by those who keep it and by whoever holds it.
create function accounts.keeps_post(post bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.membership m where m.id = post and m.unit_id = any ((select audiences.actor_ids('governed'))::integer[])) $$;
create policy post on platform.event for select using (subject_kind = 'post' and (accounts.keeps_post(subject_id)
  or exists (select from accounts.membership m where m.id = subject_id and m.person_id = (select platform.person_id()))));
create policy tell_post on platform.event for insert with check (subject_kind = 'post' and erased_at is null and platform.is_told_now(at)
  and actor_kind = 'agent' and actor_id = platform.person_id() and actor_label = (select accounts.acting_name()) and accounts.keeps_post(subject_id));
