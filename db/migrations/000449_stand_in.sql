-- Whoever keeps agents says who is away, by functions that ask whose they are.

-- Does whoever acts keep posts of that person there?
create function accounts.keeps_agent(person bigint, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.governed_posts() g where g.person_id = person and g.authority_id = authority) $$;

create policy own on accounts.absence for select using (person_id = platform.person_id() or stand_in_id = platform.person_id());
create policy kept on accounts.absence for select using (accounts.keeps_agent(person_id, authority_id));

create function accounts.be_absent(person bigint, authority integer, first date, last date, stand_in bigint) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  away bigint;
begin
  if not accounts.keeps_agent(person, authority) or stand_in is not null and not accounts.keeps_agent(stand_in, authority) then
    raise insufficient_privilege using message = 'one says who is away among one''s own agents';
  end if;
  -- Whoever left is not made an agent again by standing in.
  if stand_in is not null and not exists (select from accounts.governed_posts() g where g.person_id = stand_in and g.authority_id = authority
      and daterange(g.valid_from, g.valid_to, '[]') && daterange(first, last, '[]')) then
    raise insufficient_privilege using message = 'one says who is away among one''s own agents, and whoever stands in works there';
  end if;
  -- Nor does a steward work where they only keep agents.
  if stand_in = platform.person_id() and not exists (select from accounts.governed_posts() g where g.person_id = person
      and g.authority_id = authority and accounts.governs(g.unit_id, 'admin')) then
    raise insufficient_privilege using message = 'one does not stand in oneself for those whose posts one keeps';
  end if;
  perform pg_advisory_xact_lock(hashtext('accounts.post'), id::integer) from unnest(array[person, stand_in]) id where id is not null;
  if exists (select from accounts.absence a where a.person_id = person and a.authority_id = authority
      and daterange(a.first_day, a.last_day, '[]') && daterange(first, last, '[]')) then
    raise exclusion_violation using message = 'somebody is away once';
  end if;
  if exists (select from accounts.absence a where a.person_id = stand_in and a.authority_id = authority and daterange(a.first_day, a.last_day, '[]') && daterange(first, last, '[]')) then
    raise restrict_violation using message = 'the stand-in is away too';
  end if;
  insert into accounts.absence (person_id, authority_id, first_day, last_day, stand_in_id, set_by, set_at)
    values (person, authority, first, last, stand_in, platform.person_id(), platform.now()) returning id into away;
  if stand_in is null then return away; end if;
  insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to, absence_id)
    select stand_in, g.unit_id, g.role, greatest(g.valid_from, first), least(g.valid_to, last), away from accounts.governed_posts() g
    where g.person_id = person and g.authority_id = authority and g.role in ('handler', 'manager', 'reception')
      and daterange(g.valid_from, g.valid_to, '[]') && daterange(first, last, '[]')
      and not exists (select from accounts.membership m where m.person_id = stand_in and m.unit_id = g.unit_id and m.role = g.role
        and daterange(m.valid_from, m.valid_to, '[]') && daterange(greatest(g.valid_from, first), least(g.valid_to, last), '[]'));
  return away;
end $$;

-- Whoever is away comes back sooner, or never left: what the stand-in held for it ends with it.
create function accounts.end_absence(away bigint, last date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held accounts.absence;
begin
  select * into held from accounts.absence a where a.id = away for update;
  if held.id is null or not accounts.keeps_agent(held.person_id, held.authority_id) then
    raise insufficient_privilege using message = 'one says who is away among one''s own agents';
  end if;
  if last < held.first_day then
    delete from accounts.absence a where a.id = away;
    return;
  end if;
  update accounts.absence a set last_day = least(a.last_day, last) where a.id = away;
  delete from accounts.membership m where m.absence_id = away and m.valid_from > last;
  update accounts.membership m set valid_to = least(m.valid_to, last) where m.absence_id = away;
end $$;

-- Who is away on a day among these, as far as the actor may know who they are; until when, and who stands in.
create function accounts.absent_among(people bigint[], day date, authority integer) returns table (person_id bigint, last_day date, stand_in_id bigint, stand_in text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.person_id, a.last_day, p.id, p.name from accounts.absence a left join accounts.person p on p.id = a.stand_in_id
  where a.person_id = any (people) and a.authority_id = authority and day between a.first_day and a.last_day
    and (platform.is_system() or a.person_id in (select unnest(audiences.actor_ids('colleague')))
      or accounts.keeps_agent(a.person_id, a.authority_id)) $$;

create policy absence on platform.event for select using (subject_kind = 'absence'
  and exists (select from accounts.absence a where a.id = subject_id));
create policy tell_absence on platform.event for insert with check (subject_kind = 'absence' and erased_at is null
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and exists (select from accounts.absence a where a.id = subject_id));
