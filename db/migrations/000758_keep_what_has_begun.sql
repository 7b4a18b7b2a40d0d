-- What has begun stays: its first day, moved after today, made of a mandate one that never was. And a term whose first day moves later
-- keeps its seats as they are written: only what is new, or moves, has to begin within it. One sits from the later of both days.
create or replace function bodies.check_seat() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  term bodies.term;
  today constant date := (platform.now() at time zone 'UTC')::date;
begin
  select * into term from bodies.term t where t.id = new.term_id for share;
  if tg_op = 'UPDATE' and old.first_day < today and new.first_day >= today then
    raise check_violation using constraint = 'seat_begun', message = 'a seat that has begun has begun';
  end if;
  if (tg_op = 'INSERT' or new.first_day <> old.first_day) and not daterange(term.first_day, term.last_day, '[]') @> new.first_day then
    raise invalid_parameter_value using message = 'a seat begins within its term';
  end if;
  if not exists (select from bodies.member m join bodies.body b on b.authority_id = m.authority_id
      where m.id = new.member_id and b.id = term.body_id) then
    raise foreign_key_violation using message = 'a seat is held by a member of the same authority';
  end if;
  if new.stands_for is not null and not exists (select from bodies.seat s where s.id = new.stands_for and s.term_id = new.term_id
      and s.member_id <> new.member_id and s.post <> 'substitute') then
    raise foreign_key_violation using message = 'a substitute stands for somebody of the same term';
  end if;
  return new;
end $$;

do $$
declare
  told text := pg_get_functiondef('bodies.own_seats()'::regprocedure);
  former constant text := 's.delegation, s.first_day, least(';
begin
  if position(former in told) = 0 then raise 'bodies.own_seats says it otherwise'; end if;
  execute replace(told, former, 's.delegation, greatest(s.first_day, t.first_day) as first_day, least(');
end $$;

-- Where a member sits, by the clock of `bodies.sitting`.
create or replace function bodies.elected_to(member integer) returns text language sql stable as $$
  select string_agg(distinct b.name, U&'\00A0; ') from bodies.seat s join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
  where s.member_id = member and coalesce(least(s.last_day, t.last_day), 'infinity') >= (platform.now() at time zone 'UTC')::date $$;
