-- Accounts: people, what proves who they are, and where agents belong.
create schema accounts;
grant usage on schema accounts to parvis_app;

create table accounts.person (
  id bigint generated always as identity primary key,
  email text not null,
  email_verified_at timestamptz,
  name text not null,
  phone text,
  commune text,
  created_at timestamptz not null,
  closed_at timestamptz
);
create unique index person_email on accounts.person (lower(email));

create table accounts.credential (
  person_id bigint primary key references accounts.person,
  password_hash text not null,
  changed_at timestamptz not null
);

create table accounts.session (
  token_hash bytea primary key,
  person_id bigint not null references accounts.person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on accounts.session (person_id);

-- A link or code sent by mail: what it proves, and for whom.
create table accounts.proof (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign-up', 'password')),
  email text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table accounts.membership (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  unit_id integer not null references territory.unit,
  role text not null check (role in ('handler', 'manager', 'reception', 'admin')),
  valid_from date not null,
  valid_to date
);
create index membership_person on accounts.membership (person_id);
create index membership_unit on accounts.membership (unit_id);

-- What the acting person may reach, computed by the database itself from memberships in force.
-- Definer rights: a policy must not depend on what the person may read.
create function accounts.actor_units() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  with recursive reach(unit_id) as (
    select m.unit_id from accounts.membership m
    where m.person_id = platform.person_id() and m.role in ('handler', 'manager')
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)
    union
    select u.id from territory.unit u join reach on u.parent_id = reach.unit_id)
  select coalesce(array_agg(unit_id), '{}') from reach $$;

-- Authorities for which the person answers at the desk or on the phone.
create function accounts.actor_receptions() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct u.authority_id), '{}') from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.person_id = platform.person_id() and m.role = 'reception'
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date) $$;

-- Communes of which the person is an agent: everything on their territory is theirs to read.
create function accounts.actor_communes() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct a.id), '{}') from accounts.membership m
  join territory.unit u on u.id = m.unit_id join territory.authority a on a.id = u.authority_id
  where m.person_id = platform.person_id() and m.role in ('handler', 'manager', 'reception') and a.level = 'commune'
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date) $$;

-- People of the same authorities: names for assignment.
create function accounts.actor_colleagues() returns bigint[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct theirs.person_id), '{}')
  from accounts.membership mine join territory.unit here on here.id = mine.unit_id
  join territory.unit there on there.authority_id = here.authority_id
  join accounts.membership theirs on theirs.unit_id = there.id
  where mine.person_id = platform.person_id() and mine.valid_from <= current_date and (mine.valid_to is null or mine.valid_to >= current_date)
    and theirs.valid_from <= current_date and (theirs.valid_to is null or theirs.valid_to >= current_date) $$;

alter table accounts.person enable row level security;
alter table accounts.credential enable row level security;
alter table accounts.session enable row level security;
alter table accounts.proof enable row level security;
alter table accounts.membership enable row level security;
create policy system on accounts.person using (platform.is_system());
create policy own on accounts.person using (id = platform.person_id());
create policy colleagues on accounts.person for select using (id = any ((select accounts.actor_colleagues())::bigint[]));
create policy system on accounts.credential using (platform.is_system());
create policy system on accounts.session using (platform.is_system());
create policy own on accounts.session using (person_id = platform.person_id());
create policy system on accounts.proof using (platform.is_system());
create policy system on accounts.membership using (platform.is_system());
create policy own on accounts.membership for select using (person_id = platform.person_id());
create policy colleagues on accounts.membership for select using (person_id = any ((select accounts.actor_colleagues())::bigint[]));
grant select, insert, update, delete on all tables in schema accounts to parvis_app;
