-- What elected members read of the requests of their commune, and those of the metropolis of all: how many, never whose. Received are those
-- of thirty whole days. Nothing is told of fewer than five; a kind of which there are fewer has no name, and neither has the smallest beside
-- it when these would be told apart by subtraction. To sit in a commission or a group is not to be elected there.
create function requests.tally(authority integer)
  returns table (category text, open integer, late integer, own integer, received integer, answered integer, kept integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with days as (select (platform.now() at time zone 'UTC')::date - 30 as first_day, (platform.now() at time zone 'UTC')::date as today),
  mine as materialized (
    select r.category, r.authority_id, r.solution_due_at, r.solution_done_at, r.next_due_at, r.state_kind <> 'done' as is_open,
      r.received_at >= d.first_day and r.received_at < d.today as is_received
    from requests.request r, days d
    where audiences.held_keys() && array(select format('elected:%s:%s', authority, post)
        from unnest(array['mayor', 'deputy', 'president', 'vice_president', 'delegate', 'councillor']) post)
      and r.commune_id = any (array(select c.id from territory.authority c join territory.authority a on a.id = authority
        where c.id = a.id or a.level <> 'commune'))
      and (r.state_kind <> 'done' or r.received_at >= d.first_day and r.received_at < d.today)),
  kinds as (select m.category, count(*) as many from mine m group by m.category),
  rest as (select coalesce(sum(k.many), 0) as few from kinds k where k.many < 5),
  named as (
    select k.category from kinds k, rest
    where k.many >= 5 and (rest.few = 0 or rest.few >= 5
      or k.category <> (select least.category from kinds least where least.many >= 5 order by least.many, least.category limit 1)))
  select n.category, count(*) filter (where m.is_open)::integer,
    count(*) filter (where m.is_open and m.next_due_at < platform.now())::integer,
    count(*) filter (where m.is_open and m.authority_id = authority)::integer,
    count(*) filter (where m.is_received)::integer,
    count(*) filter (where m.is_received and (m.solution_done_at is not null or m.solution_due_at < platform.now()))::integer,
    count(*) filter (where m.is_received and m.solution_done_at <= m.solution_due_at)::integer
  from mine m left join named n on n.category = m.category where (select count(*) from mine) >= 5 group by n.category $$;
revoke execute on function requests.tally from public;
grant execute on function requests.tally to parvis_app;

-- Who sits with somebody in a body, today: told to whoever sits there, and to nobody else.
create function bodies.colleagues(body integer) returns table (name text, post bodies.post, rank integer, delegation text, authority_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.name, s.post, seat.rank, seat.delegation, m.authority_id
  from bodies.sitting((platform.now() at time zone 'UTC')::date) s
  join bodies.member m on m.id = s.member_id join bodies.seat seat on seat.id = s.seat_id
  where s.body_id = body and body = any ((select audiences.actor_ids('body'))::bigint[]) $$;
revoke execute on function bodies.colleagues from public;
grant execute on function bodies.colleagues to parvis_app;
