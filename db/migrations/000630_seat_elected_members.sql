-- Elected members: the bodies of the metropolis and of each commune, their terms, and who sits there as what. Each authority keeps its own:
-- nobody reads by it who is elected elsewhere. Rights follow the days of seats and of terms, computed for the day: nothing has to be done
-- when one ends.
create schema bodies;
grant usage on schema bodies to parvis_app;

-- In the order in which members are listed; the place of each is its number in keys (`office:1`).
create type bodies.post as enum ('mayor', 'president', 'deputy', 'vice_president', 'delegate', 'councillor', 'member', 'substitute');

create table bodies.body (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  kind text not null check (kind in ('metropolitan', 'permanent', 'bureau', 'commission', 'conference', 'municipal', 'group')),
  name text not null check (length(name) between 2 and 120),
  version integer not null default 1,
  unique (authority_id, name)
);
-- An authority has one assembly.
create unique index body_alone on bodies.body (authority_id) where kind in ('metropolitan', 'municipal');

-- The communes that a conference gathers: their mayors sit there, whoever they are that day.
create table bodies.gathered (
  authority_id integer primary key references territory.authority,
  body_id integer not null references bodies.body on delete cascade
);

create table bodies.term (
  id integer generated always as identity primary key,
  body_id integer not null references bodies.body on delete cascade,
  first_day date not null,
  last_day date,
  check (last_day >= first_day),
  constraint term_days exclude using gist (int4range(body_id, body_id, '[]') with &&, daterange(first_day, last_day, '[]') with &&)
);

-- Whoever sits in bodies of an authority, with an account or not yet. Neither birth nor profession is kept of anybody.
create table bodies.member (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  name text not null check (length(name) between 2 and 120),
  person_id bigint references accounts.person on delete set null,
  unique (authority_id, person_id)
);
create index member_person on bodies.member (person_id);

create table bodies.seat (
  id integer generated always as identity primary key,
  term_id integer not null references bodies.term on delete cascade,
  member_id integer not null references bodies.member on delete cascade,
  post bodies.post not null,
  -- « première adjointe », « 3e vice-président »
  rank integer check (rank between 1 and 200),
  -- What is delegated to them.
  delegation text not null default '' check (length(delegation) <= 300),
  -- Of a substitute: whose.
  stands_for integer references bodies.seat on delete set null,
  first_day date not null,
  last_day date,
  check (last_day >= first_day),
  check (rank is null or post in ('deputy', 'vice_president')),
  check (stands_for is null or post = 'substitute'),
  constraint seat_days exclude using gist (int4range(term_id, term_id, '[]') with &&, int4range(member_id, member_id, '[]') with &&,
    daterange(first_day, last_day, '[]') with &&),
  constraint seat_head exclude using gist (int4range(term_id, term_id, '[]') with &&, daterange(first_day, last_day, '[]') with &&)
    where (post in ('mayor', 'president')),
  constraint seat_rank exclude using gist (int4range(term_id, term_id, '[]') with &&, int4range(rank, rank, '[]') with &&,
    daterange(first_day, last_day, '[]') with &&) where (rank is not null)
);
create index seat_member on bodies.seat (member_id);

-- A seat begins within its term, is held by a member of the same authority, and stands for one beside it. It may say a day after the end
-- of its term: that of the term counts.
create function bodies.check_seat() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  term bodies.term;
begin
  select * into term from bodies.term t where t.id = new.term_id for share;
  if not daterange(term.first_day, term.last_day, '[]') @> new.first_day then
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
revoke execute on function bodies.check_seat() from public;
create trigger check_seat before insert or update on bodies.seat for each row execute function bodies.check_seat();

-- The one list of who sits where on a day: within the days of the seat and of its term; mayors, in the conference of their commune too.
create function bodies.sitting(on_day date) returns table (seat_id integer, body_id integer, member_id integer, post bodies.post)
  language sql stable as $$
  select s.id, t.body_id, s.member_id, s.post from bodies.seat s join bodies.term t on t.id = s.term_id
  where daterange(s.first_day, s.last_day, '[]') @> on_day and daterange(t.first_day, t.last_day, '[]') @> on_day
  union all
  select s.id, g.body_id, s.member_id, s.post from bodies.gathered g
  join bodies.body b on b.authority_id = g.authority_id and b.kind = 'municipal' join bodies.term t on t.body_id = b.id
  join bodies.seat s on s.term_id = t.id and s.post = 'mayor'
  where daterange(s.first_day, s.last_day, '[]') @> on_day and daterange(t.first_day, t.last_day, '[]') @> on_day $$;

-- What one sits in today, and as what. Nobody sits in the place of somebody else: neither who helps them nor who looks as them.
create function bodies.own_sitting() returns table (body_id integer, post bodies.post)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.body_id, s.post from bodies.sitting((platform.now() at time zone 'UTC')::date) s join bodies.member m on m.id = s.member_id
  where m.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks() $$;
revoke execute on function bodies.sitting, bodies.own_sitting from public;
grant execute on function bodies.sitting to parvis_app;
create function bodies.find_bodies() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct s.body_id), '{}') from bodies.own_sitting() s $$;
create function bodies.find_offices() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct array_position(enum_range(null::bodies.post), s.post)), '{}') from bodies.own_sitting() s $$;
call audiences.add('body', 'bodies.find_bodies', 'body');
call audiences.add('office', 'bodies.find_offices', 'office');

-- Whoever administers an authority keeps its bodies; whoever sits in one reads who sits there.
create function bodies.keeps(body integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from bodies.body b where b.id = body and b.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])) $$;
create function bodies.keeps_term(term integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from bodies.term t where t.id = term and bodies.keeps(t.body_id)) $$;

do $$
declare
  part text;
begin
  foreach part in array array['body', 'gathered', 'term', 'member', 'seat'] loop
    execute format('alter table bodies.%I enable row level security', part);
    execute format('create policy system on bodies.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on bodies.%I to parvis_system', part);
    execute format('grant select on bodies.%I to parvis_app', part);
  end loop;
end $$;

grant insert (authority_id, kind, name), update (name, version) on bodies.body to parvis_app;
create policy read on bodies.body for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or id = any ((select audiences.actor_ids('body'))::bigint[]));
create policy founded on bodies.body for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy changed on bodies.body for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));

grant insert (authority_id, body_id), delete on bodies.gathered to parvis_app;
create policy read on bodies.gathered for select using (exists (select from bodies.body b where b.id = body_id));
create policy joined on bodies.gathered for insert with check (bodies.keeps(body_id));
create policy parted on bodies.gathered for delete using (bodies.keeps(body_id));

grant insert (body_id, first_day, last_day), update (first_day, last_day) on bodies.term to parvis_app;
create policy read on bodies.term for select using (exists (select from bodies.body b where b.id = body_id));
create policy begun on bodies.term for insert with check (bodies.keeps(body_id));
create policy changed on bodies.term for update using (bodies.keeps(body_id));

grant insert (authority_id, name), update (name) on bodies.member to parvis_app;
create policy read on bodies.member for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or exists (select from bodies.seat s where s.member_id = member.id));
create policy written on bodies.member for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy changed on bodies.member for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));

grant insert (term_id, member_id, post, rank, delegation, stands_for, first_day, last_day),
  update (post, rank, delegation, stands_for, first_day, last_day), delete on bodies.seat to parvis_app;
create policy read on bodies.seat for select using (exists (select from bodies.term t where t.id = term_id));
create policy given on bodies.seat for insert with check (bodies.keeps_term(term_id));
create policy changed on bodies.seat for update using (bodies.keeps_term(term_id));
create policy never_was on bodies.seat for delete using (bodies.keeps_term(term_id) and first_day >= (platform.now() at time zone 'UTC')::date);

create policy body on platform.event for select using (subject_kind = 'body' and bodies.keeps(subject_id::integer));
create policy tell_body on platform.event for insert with check (subject_kind = 'body' and erased_at is null
  and name in ('body.founded', 'body.changed', 'term.begun', 'term.changed', 'seat.given', 'seat.changed', 'seat.ended')
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and bodies.keeps(subject_id::integer));

-- One’s own seats, over or to come too, wherever one sits.
create function bodies.own_seats() returns table (body_name text, body_kind text, authority_id integer, post bodies.post, rank integer,
    delegation text, first_day date, last_day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.name, b.kind, b.authority_id, s.post, s.rank, s.delegation, s.first_day, least(s.last_day, t.last_day)
  from bodies.seat s join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
  where m.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks() $$;

-- Who acts for an authority on a day, agents and elected members, and where: they prove twice who they are, nobody acts in their place,
-- and whoever administers that authority helps them when they have lost their ways in.
create function accounts.offices_on(on_day date) returns table (person_id bigint, unit_id integer, authority_id integer, place text)
  language sql stable as $$
  select m.person_id, m.unit_id, u.authority_id, u.name from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.valid_from <= on_day and (m.valid_to is null or m.valid_to >= on_day)
  union all
  select m.person_id, null, m.authority_id, b.name from bodies.sitting(on_day) s join bodies.member m on m.id = s.member_id
  join bodies.body b on b.id = s.body_id where m.person_id is not null $$;
create function accounts.in_office(person bigint, on_day date) returns boolean language sql stable as $$
  select exists (select from accounts.offices_on(on_day) o where o.person_id = person) $$;
revoke execute on function accounts.offices_on, accounts.in_office from public;
grant execute on function accounts.offices_on, accounts.in_office to parvis_system;

-- A provider of an authority knows those who act for it, and for no other.
create or replace function accounts.works_only_at(person bigint, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select u.authority_id, m.valid_from from accounts.membership m join territory.unit u on u.id = m.unit_id
    where m.person_id = person and (m.valid_to is null or m.valid_to >= platform.today()))
  select coalesce(bool_and(h.authority_id = authority) and bool_or(h.valid_from <= platform.today()), false) and not exists (
    select from bodies.member m join bodies.seat s on s.member_id = m.id join bodies.term t on t.id = s.term_id
    where m.person_id = person and m.authority_id <> authority
      and (least(s.last_day, t.last_day) is null or least(s.last_day, t.last_day) >= platform.today())) from held h $$;
