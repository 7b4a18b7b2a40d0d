-- A collaborator’s mandate begins and ends at midnight in the territory: by the day of UTC, one that was over at midnight stayed open one or
-- two hours more. Seats stay those of the day of the database (000630).
create function territory.day_of(at timestamptz) returns date
  language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
  select (at at time zone coalesce((select s.zone from territory.settings s limit 1), 'UTC'))::date $$;
revoke execute on function territory.day_of from public;
grant execute on function territory.day_of to parvis_app, parvis_system;

-- `there`: the day in the territory, by which the mandate itself is counted.
do $$
declare
  told text := pg_get_functiondef('accounts.collaborates(accounts.mandate, date)'::regprocedure);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['FUNCTION accounts.collaborates(m accounts.mandate, on_day date)', 'FUNCTION accounts.lends(m accounts.mandate, on_day date, there date)'],
    ['on_day between m.valid_from and m.valid_to', 'there between m.valid_from and m.valid_to']]
  loop
    if position(edit[1] in told) = 0 then raise 'accounts.collaborates says it otherwise: %', edit[1]; end if;
    told := replace(told, edit[1], edit[2]);
  end loop;
  execute told;
end $$;
create or replace function accounts.collaborates(m accounts.mandate, on_day date) returns boolean language sql stable as $$
  select accounts.lends(m, on_day, on_day) $$;
revoke execute on function accounts.lends from public;
grant execute on function accounts.lends to parvis_system;

do $$
declare
  told text := pg_get_functiondef('accounts.seated()'::regprocedure);
  former constant text := 'accounts.collaborates(m, (platform.now() at time zone ''UTC'')::date)';
begin
  if position(former in told) = 0 then raise 'accounts.seated says it otherwise'; end if;
  execute replace(told, former, 'accounts.lends(m, (platform.now() at time zone ''UTC'')::date, territory.day_of(platform.now()))');
end $$;
create or replace view accounts.lending as
  select m.helper_id, m.person_id, h.name as helper_name, p.name as person_name from accounts.mandate m
  join accounts.person h on h.id = m.helper_id join accounts.person p on p.id = m.person_id
  where accounts.lends(m, platform.today(), territory.day_of(platform.now()));

-- Each who sits in a body once, by the first of their posts; a mayor who leads the conference leads it, for their commune.
create or replace function bodies.colleagues(body integer)
  returns table (name text, post bodies.post, rank integer, delegation text, authority_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with here as materialized (
    select m.id, m.name, s.post, seat.rank, seat.delegation, m.authority_id, t.body_id <> s.body_id as is_gathered
    from bodies.sitting((platform.now() at time zone 'UTC')::date) s join bodies.member m on m.id = s.member_id
    join bodies.seat seat on seat.id = s.seat_id join bodies.term t on t.id = seat.term_id
    where s.body_id = body and body = any ((select audiences.actor_ids('body'))::bigint[]))
  select distinct on (one.id) one.name, one.post, one.rank, one.delegation, one.authority_id from (
    select coalesce(gathered.id, h.id) as id, h.name, h.post, h.rank, h.delegation, coalesce(gathered.authority_id, h.authority_id) as authority_id,
      h.is_gathered
    from here h left join lateral (select g.id, g.authority_id from here g where g.is_gathered and not h.is_gathered and g.name = h.name limit 1)
      gathered on true) one
  order by one.id, one.is_gathered, one.post, one.rank $$;
