-- The network meets and learns: training sessions with seats, where one signs up and whoever animates ticks who came; meetings with their
-- minutes. Read by the network of the authority alone, and by whoever animates it.
create table correspondents.session (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  title text not null check (char_length(title) between 3 and 120),
  about text not null default '' check (char_length(about) <= 1200),
  on_day date not null check (on_day between '2000-01-01' and '9999-12-31'),
  hour text not null check (hour ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  place text not null check (char_length(place) between 2 and 120),
  seats integer not null check (seats between 1 and 500),
  -- How many are taken, by the database.
  taken integer not null default 0 check (taken >= 0),
  version integer not null default 1
);
create index session_authority on correspondents.session (authority_id, on_day);

create table correspondents.seat (
  id bigint generated always as identity primary key,
  session_id integer not null references correspondents.session on delete cascade,
  correspondent_id integer not null references correspondents.correspondent on delete cascade,
  taken_at timestamptz not null,
  -- Ticked by whoever animates, once the day has come; null until then.
  came boolean,
  constraint seat_once unique (session_id, correspondent_id)
);
create index seat_correspondent on correspondents.seat (correspondent_id);

create table correspondents.meeting (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  title text not null check (char_length(title) between 3 and 120),
  on_day date not null check (on_day between '2000-01-01' and '9999-12-31'),
  hour text not null check (hour ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  place text not null check (char_length(place) between 2 and 120),
  agenda text not null default '' check (char_length(agenda) <= 4000),
  decisions text[] not null default '{}' check (cardinality(decisions) <= 30),
  version integer not null default 1
);
create index meeting_authority on correspondents.meeting (authority_id, on_day);

-- Is it of a network that whoever acts animates?
create function correspondents.animates(authority integer) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select authority = any ((select audiences.actor_ids('publisher'))::bigint[]) $$;

create function correspondents.count_version() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end; end if;
  return new;
end $$;
create trigger count_version before insert or update of title, on_day, hour, place, agenda, decisions on correspondents.meeting
  for each row execute function correspondents.count_version();

create function correspondents.guard_session() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    if tg_op = 'INSERT' then new.taken := 0; end if;
  end if;
  if new.seats < new.taken then
    raise check_violation using message = 'fewer seats than are taken', constraint = 'session_seats_taken';
  end if;
  return new;
end $$;
create trigger guard_session before insert or update of title, about, on_day, hour, place, seats on correspondents.session
  for each row execute function correspondents.guard_session();

-- A seat is taken one after another; who came is said once the day has come.
create function correspondents.guard_seat() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held correspondents.session;
  one correspondents.correspondent;
  today constant date := territory.day_of(platform.now());
begin
  if tg_op = 'DELETE' then
    update correspondents.session s set taken = s.taken - 1 where s.id = old.session_id;
    return old;
  end if;
  select * into held from correspondents.session s where s.id = new.session_id for update;
  select * into one from correspondents.correspondent c where c.id = new.correspondent_id;
  if tg_op = 'INSERT' then
    if held.authority_id is distinct from one.authority_id then
      raise insufficient_privilege using message = 'a session of another network';
    end if;
    -- What comes back from a copy, or is told of a past, says the rest itself; its session says how many are taken.
    if platform.is_system() then
      new.taken_at := coalesce(new.taken_at, platform.now());
    else
      new.taken_at := platform.now(); new.came := null;
      if held.on_day < today then
        raise check_violation using message = 'a session that is over', constraint = 'session_over';
      end if;
      if not correspondents.is_in_office(one, today) then
        raise insufficient_privilege using message = 'somebody who is not in office';
      end if;
      if held.taken >= held.seats then
        raise check_violation using message = 'every seat is taken', constraint = 'session_full';
      end if;
    end if;
    update correspondents.session s set taken = (select count(*) from correspondents.seat t where t.session_id = s.id) + 1 where s.id = new.session_id;
    return new;
  end if;
  if not platform.is_system() and (held.on_day > today or not held.authority_id = any (audiences.actor_ids('publisher'))
      or one.person_id = platform.person_id()) then
    raise insufficient_privilege using message = 'who came is said by whoever animates, once the day has come, of others than themselves';
  end if;
  return new;
end $$;
create trigger guard_seat before insert or update on correspondents.seat for each row execute function correspondents.guard_seat();
create trigger give_back after delete on correspondents.seat for each row execute function correspondents.guard_seat();

do $$
declare
  part text;
begin
  foreach part in array array['session', 'seat', 'meeting'] loop
    execute format('alter table correspondents.%I enable row level security', part);
    execute format('create policy system on correspondents.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on correspondents.%I to parvis_system', part);
    execute format('grant select on correspondents.%I to parvis_app', part);
  end loop;
  foreach part in array array['session', 'meeting'] loop
    execute format($policy$create policy read on correspondents.%I for select using (correspondents.animates(authority_id)
      or authority_id = any ((select audiences.actor_ids('network'))::bigint[]))$policy$, part);
    execute format('create policy added on correspondents.%I for insert with check (correspondents.animates(authority_id))', part);
    execute format('create policy changed on correspondents.%I for update using (correspondents.animates(authority_id))', part);
  end loop;
end $$;
grant usage on all sequences in schema correspondents to parvis_system;
grant insert (authority_id, title, about, on_day, hour, place, seats), update (title, about, on_day, hour, place, seats) on correspondents.session to parvis_app;
grant insert (authority_id, title, on_day, hour, place, agenda, decisions), update (title, on_day, hour, place, agenda, decisions) on correspondents.meeting to parvis_app;

-- Of whoever acts in their own name, or of the network that they animate.
create function correspondents.may_seat(correspondent integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from correspondents.correspondent c where c.id = correspondent
    and (correspondents.is_own(c) or c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))) $$;
create policy read on correspondents.seat for select using (correspondents.may_seat(correspondent_id));
create policy taken on correspondents.seat for insert with check (correspondents.may_seat(correspondent_id));
create policy given_back on correspondents.seat for delete using (came is null and correspondents.may_seat(correspondent_id));
create policy ticked on correspondents.seat for update using (correspondents.may_seat(correspondent_id));
grant insert (session_id, correspondent_id), update (came), delete on correspondents.seat to parvis_app;

-- Who was in office in a year, with the sessions they followed: to the agents of the authority, in French order, never ranked.
create function correspondents.thanked(authority integer, of_year integer)
  returns table (id integer, person_id bigint, name text, unit_id integer, since date, until date, sessions text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.person_id, c.name, c.unit_id, c.since, c.until,
    array(select s.title from correspondents.seat t join correspondents.session s on s.id = t.session_id
      where t.correspondent_id = c.id and t.came and extract(year from s.on_day) = of_year order by s.on_day, s.id)
  from correspondents.correspondent c
  where c.authority_id = authority and authority = any ((select audiences.actor_ids('workplace'))::bigint[]) and c.approved_at is not null
    and c.since <= least(make_date(of_year, 12, 31), territory.day_of(platform.now()))
    and (c.until is null or c.until >= make_date(of_year, 1, 1))
  order by c.name collate "fr-x-icu", c.id $$;

call files.follow('networkmeeting', 'correspondents.meeting', false, 'correspondents.animates(s.authority_id)');
revoke execute on function correspondents.animates, correspondents.count_version, correspondents.guard_session, correspondents.guard_seat,
  correspondents.may_seat, correspondents.thanked from public;
grant execute on function correspondents.animates, correspondents.may_seat, correspondents.thanked to parvis_app, parvis_system;
