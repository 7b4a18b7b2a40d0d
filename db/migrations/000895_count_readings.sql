-- What is read, by groups of readers and months, of nobody: a row says neither who nor when in the month. Counts stand in `opening`, which the
-- system alone reads, until five are gathered: then, once their month is over, they are `told`, and nothing that is told is under five.
-- What was read by fewer waits for those that come next: no total holds what is not told, so nothing is found by subtraction.
create schema steering;
grant usage on schema steering to parvis_app, parvis_system;

-- What may be read, as it was when months were last closed.
create table steering.thing (
  kind text not null check (kind ~ '^[a-z]{3,20}$'),
  thing text not null check (char_length(thing) between 1 and 80),
  title text not null,
  href text not null,
  authority_id integer not null references territory.authority,
  -- Whoever answers for it; null: the authority as a whole.
  unit_id integer references territory.unit,
  since date not null,
  is_there boolean not null default true,
  primary key (kind, thing)
);
create index thing_authority on steering.thing (authority_id);
create index thing_unit on steering.thing (unit_id);

create table steering.opening (
  month date not null check (month = date_trunc('month', month)::date),
  kind text not null,
  thing text not null check (char_length(thing) between 1 and 80),
  -- One of the groups of `steering.readers_on`: `staff:40`, `workplace:3`, `elected:12`, `office`; residents and visitors, by counter.
  reader text not null check (reader ~ '^(office|(staff|workplace|elected|public):[0-9]+)$'),
  count integer not null check (count > 0),
  primary key (kind, thing, reader, month)
);

create table steering.told (
  month date not null check (month = date_trunc('month', month)::date),
  kind text not null,
  thing text not null,
  reader text not null,
  count integer not null check (count >= 5),
  -- Whose it was then: they read its figures.
  authority_id integer not null references territory.authority,
  unit_id integer references territory.unit,
  primary key (kind, thing, month, reader),
  foreign key (kind, thing) references steering.thing on delete cascade
);
create index told_authority on steering.told (authority_id, month);
create index told_unit on steering.told (unit_id, month);

-- Of which group each who acts for an authority is on that day: one each, of five people or more, so that no group names anybody. Elected
-- members by authority, their commune first; agents by directorate, or with the others of their authority; then all those whose group
-- would be too small. When these are too few in their turn, they are counted with everybody.
create function steering.readers_on(on_day date) returns table (person_id bigint, reader text) language sql stable as $$
  with recursive seated as (
    select distinct on (m.person_id) m.person_id, m.authority_id from bodies.sitting(on_day) s join bodies.member m on m.id = s.member_id
    join territory.authority a on a.id = m.authority_id where m.person_id is not null
    order by m.person_id, a.level = 'metropolis', m.authority_id),
  posted as (
    select distinct on ((p.post).person_id) (p.post).person_id, (p.post).unit_id from accounts.posts_on(on_day) p
    where p.opens is not null and (p.post).person_id not in (select s.person_id from seated s)
    order by (p.post).person_id, (p.post).id),
  above as (
    select p.person_id, u.id, u.parent_id, u.kind, u.authority_id, 0 as step from posted p join territory.unit u on u.id = p.unit_id
    union all
    select b.person_id, u.id, u.parent_id, u.kind, u.authority_id, b.step + 1 from above b join territory.unit u on u.id = b.parent_id
    where b.kind <> 'directorate'),
  directed as (
    select distinct on (b.person_id) b.person_id, b.authority_id, 'staff:' || b.id as reader from above b order by b.person_id, b.step desc),
  small as (
    select d.person_id, case when count(*) over (partition by d.reader) >= 5 then d.reader end as reader, d.authority_id from directed d),
  grouped as (
    select s.person_id, coalesce(s.reader, case when count(*) filter (where s.reader is null) over (partition by s.authority_id) >= 5
      then 'workplace:' || s.authority_id end) as reader from small s
    union all
    select s.person_id, case when count(*) over (partition by s.authority_id) >= 5 then 'elected:' || s.authority_id end from seated s)
  select g.person_id, coalesce(g.reader, 'office') from grouped g
  where g.reader is not null or (select count(*) from grouped f where f.reader is null) >= 5 $$;

-- Tells what months that are over have gathered, each in its turn: what five readings make is told in the month of the fifth, and what is
-- left waits for the next. Told twice, it says the same.
create function steering.tell_months(today date) returns void language plpgsql as $$
declare
  over date;
begin
  for over in select distinct o.month from steering.opening o where o.month < date_trunc('month', today - 1)::date order by 1 loop
    with ready as (
      select o.kind, o.thing, o.reader, sum(o.count)::integer as count, t.authority_id, t.unit_id from steering.opening o
      join steering.thing t on t.kind = o.kind and t.thing = o.thing
      where o.month <= over group by o.kind, o.thing, o.reader, t.authority_id, t.unit_id having sum(o.count) >= 5),
    gone as (
      delete from steering.opening o using ready r
      where o.kind = r.kind and o.thing = r.thing and o.reader = r.reader and o.month <= over)
    insert into steering.told as t (month, kind, thing, reader, count, authority_id, unit_id)
      select over, r.kind, r.thing, r.reader, r.count, r.authority_id, r.unit_id from ready r
    on conflict (kind, thing, month, reader) do update set count = t.count + excluded.count;
  end loop;
  -- Fewer than five in a year say nothing any more.
  delete from steering.opening o where o.month < date_trunc('month', today)::date - interval '1 year';
end $$;
revoke execute on function steering.readers_on, steering.tell_months from public;
grant execute on function steering.readers_on, steering.tell_months to parvis_system;

-- Units that one heads, and those below.
create function steering.find_led() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive led as (
    select m.unit_id as id from accounts.open_posts(platform.today()) m where m.person_id = platform.person_id() and m.role = 'manager'
    union select u.id from territory.unit u join led on u.parent_id = led.id)
  select coalesce(array_agg(id), '{}') from led $$;
call audiences.add('led', 'steering.find_led', null);

do $$
declare
  part text;
begin
  foreach part in array array['thing', 'opening', 'told'] loop
    execute format('alter table steering.%I enable row level security', part);
    execute format('create policy system on steering.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on steering.%I to parvis_system', part);
  end loop;
end $$;
grant select on steering.thing, steering.told to parvis_app;
-- What spaces are called is told to whoever publishes to them, and to those who are in them.
create policy read on steering.thing for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or kind <> 'space' and authority_id = any ((select audiences.actor_ids('reported'))::bigint[]) or unit_id = any ((select audiences.actor_ids('led'))::bigint[]));
create policy read on steering.told for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or kind <> 'space' and authority_id = any ((select audiences.actor_ids('reported'))::bigint[]) or unit_id = any ((select audiences.actor_ids('led'))::bigint[]));
