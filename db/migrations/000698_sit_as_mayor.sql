-- One’s own seats hold those that nobody names: the mayor of a commune sits in the conference that gathers it, today and later.
create or replace function bodies.own_seats() returns table (body_name text, body_kind text, authority_id integer, post bodies.post, rank integer,
    delegation text, first_day date, last_day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (
    select b.*, s.post, s.rank, s.delegation, s.first_day, least(s.last_day, t.last_day) as last_day
    from bodies.seat s join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
    where m.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks())
  select o.name, o.kind, o.authority_id, o.post, o.rank, o.delegation, o.first_day, o.last_day from own o
  union all
  select b.name, b.kind, b.authority_id, o.post, null, '', o.first_day, o.last_day from own o
  join bodies.gathered g on g.authority_id = o.authority_id join bodies.body b on b.id = g.body_id
  where o.kind = 'municipal' and o.post = 'mayor' and (o.last_day is null or o.last_day >= platform.today()) $$;
