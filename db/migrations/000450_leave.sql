-- An agent leaves an authority on a day: the posts they hold there end, what they have in charge goes to whom was chosen. Kept with what
-- is needed to give it all back, as one, until a month after.
create table accounts.departure (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  authority_id integer not null references territory.authority,
  last_day date not null,
  -- Who takes what: { "requests.assigned": 12 }, null for what goes back to whoever shares it out.
  takers jsonb not null check (jsonb_typeof(takers) = 'object'),
  -- The posts that it ended, with the day they ended before, and those to come that it took away, whole (`from`).
  -- [{ id, unitId, role, from, to, absenceId }], `from` null for a post that had begun.
  posts jsonb not null,
  set_by bigint references accounts.person,
  set_at timestamptz not null,
  done_at timestamptz,
  -- What changed hands, as each module gives it back.
  moved jsonb,
  undone_at timestamptz
);
create unique index departure_open on accounts.departure (person_id, authority_id) where undone_at is null and done_at is null;
create index departure_person on accounts.departure (person_id);
create index departure_set_by on accounts.departure (set_by);
create index departure_due on accounts.departure (last_day) where done_at is null and undone_at is null;

alter table accounts.departure enable row level security;
create policy system on accounts.departure to parvis_system using (true);
create policy kept on accounts.departure for select using (accounts.keeps_agent(person_id, authority_id));
grant select on accounts.departure to parvis_app;
grant select, insert, update, delete on accounts.departure to parvis_system;

create function accounts.leave(person bigint, authority integer, last date, takers jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  leaving bigint;
  ended jsonb;
  post record;
begin
  -- Whoever makes somebody leave keeps every post of theirs there.
  if not accounts.keeps_agent(person, authority) or exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id
      where m.person_id = person and u.authority_id = authority and (m.valid_to is null or m.valid_to > last)
        and not accounts.governs(m.unit_id, m.role))
    or exists (select from jsonb_each_text(takers) t where t.value is not null and not accounts.keeps_agent(t.value::bigint, authority)) then
    raise insufficient_privilege using message = 'one''s own agents leave, and hand over to others of them';
  end if;
  if last < (platform.now() at time zone 'UTC')::date - 2 then raise invalid_parameter_value using message = 'nobody leaves in the past'; end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'unitId', m.unit_id, 'role', m.role, 'absenceId', m.absence_id,
      'from', case when m.valid_from > last then m.valid_from end, 'held', m.valid_from, 'to', m.valid_to)), '[]') into ended
    from accounts.membership m join territory.unit u on u.id = m.unit_id
    where m.person_id = person and u.authority_id = authority and (m.valid_to is null or m.valid_to > last);
  insert into accounts.departure (person_id, authority_id, last_day, takers, posts, set_by, set_at)
    values (person, authority, last, takers, ended, platform.person_id(), platform.now()) returning id into leaving;
  delete from accounts.membership m where m.id in (select (p ->> 'id')::bigint from jsonb_array_elements(ended) p) and m.valid_from > last;
  update accounts.membership m set valid_to = last where m.id in (select (p ->> 'id')::bigint from jsonb_array_elements(ended) p);
  for post in select p from jsonb_array_elements(ended) p loop
    perform accounts.leave_somebody((post.p ->> 'unitId')::integer, post.p ->> 'role',
      daterange((post.p ->> 'held')::date, (post.p ->> 'to')::date, '[]'));
  end loop;
  return leaving;
end $$;

-- As if nobody had left: the very same posts end when they did before, but for those whose days changed since. What changed hands is given back by the system, which is told.
create function accounts.undo_leaving(departure bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held accounts.departure;
begin
  select * into held from accounts.departure d where d.id = departure for update;
  if held.id is null or not accounts.keeps_agent(held.person_id, held.authority_id)
    or exists (select from accounts.membership m where m.person_id = held.person_id
      and m.id in (select (p ->> 'id')::bigint from jsonb_array_elements(held.posts) p) and not accounts.governs(m.unit_id, m.role))
    or exists (select from jsonb_array_elements(held.posts) p
      where p ->> 'from' is not null and not accounts.governs((p ->> 'unitId')::integer, p ->> 'role')) then
    raise insufficient_privilege using message = 'one undoes what one''s own agents do';
  end if;
  if held.undone_at is not null or (platform.now() at time zone 'UTC')::date > held.last_day + 30 then
    raise invalid_parameter_value using message = 'it is undone, or too old';
  end if;
  update accounts.membership m set valid_to = (p ->> 'to')::date from jsonb_array_elements(held.posts) p
    where m.id = (p ->> 'id')::bigint and m.valid_to = held.last_day;
  -- A post to come is given back with its number, unless its unit is closed, the absence over, or the days given again.
  insert into accounts.membership (id, person_id, unit_id, role, valid_from, valid_to, absence_id) overriding system value
    select (p ->> 'id')::bigint, held.person_id, u.id, p ->> 'role', (p ->> 'from')::date, (p ->> 'to')::date, a.id
    from jsonb_array_elements(held.posts) p join territory.unit u on u.id = (p ->> 'unitId')::integer and u.closed_on is null
    left join accounts.absence a on a.id = (p ->> 'absenceId')::bigint
    where p ->> 'from' is not null and (p ->> 'absenceId' is null or a.id is not null)
      and not exists (select from accounts.membership m where m.person_id = held.person_id and m.unit_id = u.id and m.role = p ->> 'role'
        and daterange(m.valid_from, m.valid_to, '[]') && daterange((p ->> 'from')::date, (p ->> 'to')::date, '[]'));
  update accounts.departure d set undone_at = platform.now() where d.id = departure;
end $$;

create policy departure on platform.event for select using (subject_kind = 'departure'
  and exists (select from accounts.departure d where d.id = subject_id));
create policy tell_departure on platform.event for insert with check (subject_kind = 'departure' and erased_at is null
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and exists (select from accounts.departure d where d.id = subject_id));

-- How many open requests of an authority somebody has in charge: told to whoever keeps them, without showing any.
create function requests.count_assigned(person bigint, authority integer) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from requests.request r where r.assignee_id = person and r.authority_id = authority and r.state_kind <> 'done'
    and (platform.is_system() or accounts.keeps_agent(person, authority)) $$;
