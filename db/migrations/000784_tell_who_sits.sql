-- Who is elected in the territory, and as what, is public: elected members find each other without sitting together. A line for each seat
-- of today; `who` is one number for one person who sits for several authorities, and says nothing of their account.
create function bodies.directory() returns table (who integer, name text, authority_id integer, body_id integer, body text, kind text,
    post bodies.post, rank integer, delegation text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(m.id) over (partition by coalesce(m.person_id, -m.id)), m.name, m.authority_id, b.id, b.name, b.kind, s.post, seat.rank, seat.delegation
  from bodies.sitting((platform.now() at time zone 'UTC')::date) s
  join bodies.member m on m.id = s.member_id join bodies.seat seat on seat.id = s.seat_id join bodies.body b on b.id = s.body_id
  where cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0 $$;
revoke execute on function bodies.directory from public;
grant execute on function bodies.directory to parvis_app;
