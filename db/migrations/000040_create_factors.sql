-- Sessions say how much was proved; devices are recognised; second factors (RFC 6238) are kept, locked.
create table accounts.device (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  token_hash bytea not null,
  browser text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique (person_id, token_hash)
);

alter table accounts.session
  add column id uuid not null default gen_random_uuid() unique,
  -- 1: a password; 2: two factors, or a passkey with user verification.
  add column factors smallint not null default 1 check (factors in (1, 2)),
  -- When the person last proved who they are, for sensitive acts.
  add column proved_at timestamptz,
  add column device_id bigint references accounts.device on delete set null;
update accounts.session set proved_at = created_at;
alter table accounts.session alter column proved_at set not null;

create table accounts.totp (
  person_id bigint primary key references accounts.person,
  -- AES-256-GCM with a key derived from the installation's secret.
  locked_secret bytea not null,
  created_at timestamptz not null,
  -- Steps of 30 seconds whose code was used: each code once.
  used_steps bigint[] not null default '{}'
);

create table accounts.recovery_code (
  person_id bigint not null references accounts.person,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- Two factors lost: somebody in charge asks, the person is told, and nothing happens for a day.
create table accounts.factor_reset (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  asked_by bigint not null references accounts.person,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  cancel_hash bytea not null unique,
  cancelled_at timestamptz,
  done_at timestamptz,
  check (asked_by <> person_id)
);
create unique index factor_reset_open on accounts.factor_reset (person_id) where cancelled_at is null and done_at is null;

alter table accounts.proof drop constraint proof_purpose_check;
alter table accounts.proof add constraint proof_purpose_check check (purpose in ('sign-up', 'password', 'factor'));

alter table accounts.device enable row level security;
alter table accounts.totp enable row level security;
alter table accounts.recovery_code enable row level security;
alter table accounts.factor_reset enable row level security;
create policy system on accounts.device using (platform.is_system());
create policy own on accounts.device for select using (person_id = platform.person_id());
create policy system on accounts.totp using (platform.is_system());
create policy system on accounts.recovery_code using (platform.is_system());
create policy system on accounts.factor_reset using (platform.is_system());
grant select, insert, update, delete on accounts.device, accounts.totp, accounts.recovery_code, accounts.factor_reset to parvis_app;
