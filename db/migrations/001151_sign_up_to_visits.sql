-- Seats of a visit, an outing, a meeting: a content says how many there are and until when one signs up. One person has one seat; who asked
-- first is first, the others wait in that order, and whoever leaves makes room. Who signed up is told to whoever holds the content, in their
-- own name, and to nobody else: no key of whoever acts opens these tables, which these functions alone read and write.
create table publishing.visit (
  content_id integer primary key references publishing.content on delete cascade,
  seats integer not null check (seats between 1 and 1000),
  -- The last day on which one signs up.
  closes_on date not null check (closes_on < '10000-01-01')
);
create table publishing.seat (
  id bigint generated always as identity primary key,
  content_id integer not null references publishing.visit on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  asked_at timestamptz not null,
  -- Told to wait, and not told of a seat yet.
  is_waiting boolean not null,
  unique (content_id, person_id)
);
create index seat_person on publishing.seat (person_id);
create index seat_waiting on publishing.seat (content_id) where is_waiting;
alter table publishing.visit enable row level security;
alter table publishing.seat enable row level security;
create policy system on publishing.visit to parvis_system using (true);
create policy system on publishing.seat to parvis_system using (true);
grant select, insert, update, delete on publishing.visit, publishing.seat to parvis_system;
grant usage on all sequences in schema publishing to parvis_system;

create function publishing.has_content(content integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.publication p where p.content_id = content and p.starts_at <= platform.now()
    and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;

-- In one's own name: nobody who helps or looks.
create function publishing.own_person() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.person_id() where platform.helper_id() is null $$;

create function publishing.rank_of(content integer, person bigint) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from publishing.seat other join publishing.seat own on own.content_id = other.content_id and other.id <= own.id
  where own.content_id = content and own.person_id = person having count(*) > 0 $$;

create function publishing.open_visit(content integer, seats integer, closes_on date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if publishing.own_person() is null or not publishing.holds_content(content) then
    raise insufficient_privilege using message = 'a visit is opened by whoever holds its content';
  end if;
  insert into publishing.visit as v values (content, seats, closes_on)
    on conflict (content_id) do update set seats = excluded.seats, closes_on = excluded.closes_on;
end $$;

-- Counts alone, to whoever reads or holds it; `rank`: of whoever asks; null: they have none.
create function publishing.visit_of(content integer)
  returns table (seats integer, closes_on date, asked integer, rank integer, is_closed boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.seats, v.closes_on, (select count(*)::integer from publishing.seat s where s.content_id = content),
    publishing.rank_of(content, publishing.own_person()), v.closes_on < territory.day_of(platform.now())
  from publishing.visit v where v.content_id = content and (publishing.has_content(content) or publishing.holds_content(content)) $$;

-- One at a time on one visit. Says their rank; 0: closed; null: nothing to sign up to, for whoever asks.
create function publishing.take_seat(content integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v publishing.visit;
  person bigint := publishing.own_person();
  place integer;
begin
  if person is null or not publishing.has_content(content) then return null; end if;
  select * into v from publishing.visit where content_id = content for update;
  if v.content_id is null then return null; end if;
  place := publishing.rank_of(content, person);
  if place is not null then return place; end if;
  if v.closes_on < territory.day_of(platform.now()) then return 0; end if;
  insert into publishing.seat (content_id, person_id, asked_at, is_waiting) values (content, person, platform.now(),
    (select count(*) from publishing.seat s where s.content_id = content) >= v.seats);
  return publishing.rank_of(content, person);
end $$;

create function publishing.leave_seat(content integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from publishing.visit where content_id = content for update;
  delete from publishing.seat where content_id = content and person_id = publishing.own_person();
  return found;
end $$;

create function publishing.guests(content integer) returns table (rank integer, name text, asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select row_number() over (order by s.id)::integer, p.name, s.asked_at
  from publishing.seat s join accounts.person p on p.id = s.person_id
  where s.content_id = content and publishing.own_person() is not null and publishing.holds_content(content) order by s.id $$;

-- Those who waited and have a seat now, told once. As the system.
create function publishing.seat_waiting() returns table (content_id integer, title text, person_id bigint, name text, address text, is_agent boolean)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ranked as (select s.id, s.content_id, row_number() over (partition by s.content_id order by s.id) as rank from publishing.seat s
      where exists (select from publishing.seat w where w.content_id = s.content_id and w.is_waiting)),
  seated as (update publishing.seat s set is_waiting = false from ranked r, publishing.visit v
    where r.id = s.id and s.is_waiting and v.content_id = s.content_id and r.rank <= v.seats returning s.content_id, s.person_id)
  select s.content_id, e.title, p.id, p.name, p.email, exists (select from accounts.workplace_holder w where w.person_id = p.id)
  from seated s join accounts.person p on p.id = s.person_id and p.closed_at is null
    join publishing.content c on c.id = s.content_id join publishing.edition e on e.content_id = c.id and e.n = c.edition $$;
revoke execute on function publishing.has_content, publishing.own_person, publishing.rank_of, publishing.open_visit, publishing.visit_of,
  publishing.take_seat, publishing.leave_seat, publishing.guests, publishing.seat_waiting from public;
grant execute on function publishing.open_visit, publishing.visit_of, publishing.take_seat, publishing.leave_seat, publishing.guests
  to parvis_app, parvis_system;
grant execute on function publishing.seat_waiting to parvis_system;
