-- What elected members read of the requests of their commune, and those of the metropolis of all: how many, never whose. A kind of which
-- there are fewer than five is not named.
create function requests.tally(authority integer, since timestamptz)
  returns table (category text, open integer, late integer, own integer, received integer, answered integer, kept integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as materialized (
    select r.category, r.authority_id, r.received_at, r.solution_due_at, r.solution_done_at, r.next_due_at, r.state_kind <> 'done' as is_open
    from requests.request r
    where authority = any ((select audiences.actor_ids('elected'))::bigint[])
      and r.commune_id = any (array(select c.id from territory.authority c join territory.authority a on a.id = authority
        where c.id = a.id or a.level <> 'commune'))
      and (r.state_kind <> 'done' or r.received_at >= since)),
  told as (select m.category from mine m group by m.category having count(*) >= 5)
  select t.category, count(*) filter (where m.is_open)::integer,
    count(*) filter (where m.is_open and m.next_due_at < platform.now())::integer,
    count(*) filter (where m.is_open and m.authority_id = authority)::integer,
    count(*) filter (where m.received_at >= since)::integer,
    count(*) filter (where m.received_at >= since and (m.solution_done_at is not null or m.solution_due_at < platform.now()))::integer,
    count(*) filter (where m.received_at >= since and m.solution_done_at <= m.solution_due_at)::integer
  from mine m left join told t on t.category = m.category group by t.category $$;

-- The list behind the figures, for whoever leads there and those who stand beside: open requests about a public place, by street; neither
-- the number in the street nor anything that somebody wrote.
create function requests.open_places(authority integer, most integer)
  returns table (category text, street text, unit_id integer, next_due_at timestamptz, is_late boolean, waits boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.category, regexp_replace(r.place_address, '^\s*[0-9][0-9/-]*\s*(bis|ter|quater|[a-d])?\s*,?\s+', '', 'i'), r.unit_id, r.next_due_at,
    r.next_due_at < platform.now(), r.state_kind = 'waiting'
  from requests.request r
  where audiences.held_keys() && array(select format('elected:%s:%s', authority, post)
      from unnest(array['mayor', 'deputy', 'president', 'vice_president']) post)
    and r.commune_id = any (array(select c.id from territory.authority c join territory.authority a on a.id = authority
      where c.id = a.id or a.level <> 'commune'))
    and r.state_kind <> 'done' and r.place_kind is not null and r.place_address <> ''
  order by r.next_due_at, r.id limit least(most, 200) $$;
revoke execute on function requests.tally, requests.open_places from public;
grant execute on function requests.tally, requests.open_places to parvis_app;

-- Who sits with somebody in a body, today: told to whoever sits there, and to nobody else.
create function bodies.colleagues(body integer) returns table (name text, post bodies.post, rank integer, delegation text, authority_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.name, s.post, seat.rank, seat.delegation, m.authority_id
  from bodies.sitting((platform.now() at time zone 'UTC')::date) s
  join bodies.member m on m.id = s.member_id join bodies.seat seat on seat.id = s.seat_id
  where s.body_id = body and body = any ((select audiences.actor_ids('body'))::bigint[]) $$;
revoke execute on function bodies.colleagues from public;
grant execute on function bodies.colleagues to parvis_app;
