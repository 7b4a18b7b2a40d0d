-- Those who sit in a body read for whom a substitute stands, as whoever keeps it does: the name of a titular of the same body, on the same terms.
drop function bodies.colleagues;
create function bodies.colleagues(body integer)
  returns table (name text, post bodies.post, rank integer, delegation text, authority_id integer, stands_for text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with here as materialized (
    select m.id, m.name, s.post, seat.rank, seat.delegation, m.authority_id, t.body_id <> s.body_id as is_gathered,
      (select tm.name from bodies.seat titular join bodies.member tm on tm.id = titular.member_id where titular.id = seat.stands_for) as stands_for
    from bodies.sitting(territory.day_of(platform.now())) s join bodies.member m on m.id = s.member_id
    join bodies.seat seat on seat.id = s.seat_id join bodies.term t on t.id = seat.term_id
    where s.body_id = body and body = any ((select audiences.actor_ids('body'))::bigint[]))
  select distinct on (one.id) one.name, one.post, one.rank, one.delegation, one.authority_id, one.stands_for from (
    select coalesce(gathered.id, h.id) as id, h.name, h.post, h.rank, h.delegation, coalesce(gathered.authority_id, h.authority_id) as authority_id,
      h.is_gathered, h.stands_for
    from here h left join lateral (select g.id, g.authority_id from here g where g.is_gathered and not h.is_gathered and g.name = h.name limit 1)
      gathered on true) one
  order by one.id, one.is_gathered, one.post, one.rank $$;
revoke execute on function bodies.colleagues from public;
grant execute on function bodies.colleagues to parvis_app;
