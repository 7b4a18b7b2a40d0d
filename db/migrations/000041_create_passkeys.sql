-- Passkeys (W3C Web Authentication, level 3): public keys only; a challenge is given once and used once.
create table accounts.passkey (
  credential_id text primary key,
  person_id bigint not null references accounts.person,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  -- Kept by an account of the maker too, so not lost with the device.
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on accounts.passkey (person_id);

create table accounts.challenge (
  challenge text primary key,
  visitor_id uuid not null,
  -- null: whoever signs in is not known yet.
  person_id bigint references accounts.person,
  expires_at timestamptz not null
);

alter table accounts.passkey enable row level security;
alter table accounts.challenge enable row level security;
create policy system on accounts.passkey using (platform.is_system());
create policy system on accounts.challenge using (platform.is_system());
grant select, insert, update, delete on accounts.passkey, accounts.challenge to parvis_app;
