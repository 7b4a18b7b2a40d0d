-- What was signed is what works: an agreement opens features to its commune, from a day to a day, and gives places of agents. Without
-- any agreement in the installation, everything is open.
create table settings.opening (
  authority_id integer not null references territory.authority,
  feature text not null check (feature ~ '^[a-z]+\.[a-z_]+$'),
  -- What opens it: « agreement:12 ».
  source text not null check (length(source) between 1 and 60),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  primary key (authority_id, feature, source, from_day)
);
create index opening_source on settings.opening (source);
grant select, insert, delete on settings.opening to parvis_app;
alter table settings.opening enable row level security;
create policy system on settings.opening to parvis_system using (true);
create policy read on settings.opening for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy opened on settings.opening for insert with check ((select agreements.is_manager()));
create policy taken_back on settings.opening for delete using ((select agreements.is_manager()));

-- What was notified before opens it too: both offers give it.
insert into settings.opening
  select p.authority_id, 'identity.sites', 'agreement:' || p.id, p.from_day, p.to_day
  from (select a.id, a.authority_id, case when a.notified_on < a.starts_on then a.starts_on
      else (date_trunc('month', a.notified_on) + interval '1 month')::date end as from_day, coalesce(a.stopped_on, a.ends_on) as to_day
    from agreements.agreement a where a.notified_on is not null) p
  where p.to_day >= p.from_day;

create function settings.is_open(what text, authority integer, on_day date) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select from settings.opening)
    or exists (select from territory.authority a where a.id = authority and a.level = 'metropolis')
    or exists (select from settings.opening o where o.authority_id = authority and o.feature = what
      and on_day between o.from_day and o.to_day) $$;

-- Places of agents that an authority has on a day; null: as many as it wants. Its first day as `agreements.partners` says it.
create function agreements.seats(authority integer, on_day date) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when not exists (select from agreements.agreement a where a.notified_on is not null)
      or exists (select from territory.authority a where a.id = authority and a.level = 'metropolis') then null
    else coalesce((select case when p.offer = 'full' then a.seats else 0 end
      from agreements.partners(on_day) p join agreements.agreement a on a.authority_id = p.authority_id and a.notified_on is not null
        and on_day between a.starts_on and coalesce(a.stopped_on, a.ends_on)
      where p.authority_id = authority limit 1), 0) end $$;

-- Whoever works at the desk takes a place; whoever administers, writes contents or reads statistics does not.
create function agreements.hold_seats() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  here constant integer := (select u.authority_id from territory.unit u where u.id = new.unit_id);
  places constant integer := agreements.seats(here, new.valid_from);
  taken integer;
begin
  if places is null or new.role not in ('handler', 'manager', 'reception') then return new; end if;
  perform pg_advisory_xact_lock(hashtext('agreements.seats'), here);
  select count(distinct m.person_id) into taken from accounts.membership m join territory.unit u on u.id = m.unit_id
  where u.authority_id = here and m.role in ('handler', 'manager', 'reception') and m.person_id <> new.person_id
    and m.valid_from <= new.valid_from and (m.valid_to is null or m.valid_to >= new.valid_from);
  if taken >= places then
    raise check_violation using constraint = 'membership_seats', message = format('the agreement gives %s places', places);
  end if;
  return new;
end $$;
create trigger hold_seats before insert on accounts.membership for each row execute function agreements.hold_seats();

-- How many are taken today, for whoever reads the agreement: a number, of nobody.
create function agreements.taken_seats(authority integer) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.person_id)::integer from accounts.membership m join territory.unit u on u.id = m.unit_id
  where u.authority_id = authority and authority = any ((select audiences.actor_ids('setter'))::bigint[])
    and m.role in ('handler', 'manager', 'reception')
    and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today()) $$;
