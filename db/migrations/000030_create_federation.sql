-- Sign-in through FranceConnect and ProConnect: attempts, links, arrivals without account, identities to be checked by hand.

-- One departure to a provider: what must come back, from which browser, once.
create table accounts.federation_attempt (
  state_hash bytea primary key,
  visitor_id uuid not null,
  provider text not null check (provider in ('franceconnect', 'proconnect')),
  purpose text not null check (purpose in ('sign-in', 'link')),
  -- Who asked to link.
  person_id bigint references accounts.person,
  nonce text not null,
  verifier text,
  next text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((purpose = 'link') = (person_id is not null))
);

-- Who is who at a provider. Never a token, never civil status: digests that only this installation can make.
create table accounts.external_identity (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  provider text not null check (provider in ('franceconnect', 'proconnect')),
  issuer text not null,
  subject text not null,
  acr text not null,
  first_used_at timestamptz not null,
  last_used_at timestamptz not null,
  pivot_hash bytea,
  email_hash bytea,
  idp_id text,
  uid text,
  siret text,
  unique (issuer, subject)
);
create unique index external_identity_one on accounts.external_identity (person_id, issuer);
create index external_identity_pivot on accounts.external_identity (issuer, pivot_hash);
create index external_identity_email on accounts.external_identity (issuer, email_hash);

-- Somebody known to a provider and not yet to us: waits for an address that they prove to hold, in the same browser.
create table accounts.federation_arrival (
  id uuid primary key,
  visitor_id uuid not null,
  provider text not null,
  issuer text not null,
  subject text not null,
  acr text not null,
  name text not null,
  -- As the provider gave it: not verified.
  email text,
  pivot_hash bytea,
  email_hash bytea,
  next text,
  -- The address being verified, and the digest of the code sent there; null when that address has an account.
  asked_email text,
  code_hash bytea,
  code_expires_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- The same human being with another subject? Somebody looks, and decides.
create table accounts.identity_check (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  provider text not null,
  issuer text not null,
  subject text not null,
  because text not null check (because in ('same-pivot', 'same-email', 'other-link', 'changed-pivot')),
  -- As the provider names the person now; emptied once decided.
  name text not null,
  acr text not null,
  pivot_hash bytea,
  email_hash bytea,
  idp_id text,
  uid text,
  siret text,
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by bigint references accounts.person,
  decision text check (decision in ('same', 'other')),
  check ((decided_at is null) = (decision is null))
);
create unique index identity_check_open on accounts.identity_check (issuer, subject) where decided_at is null;

-- What signing out of the provider asks for: locked, for as long as the provider's own session, deleted at sign-out.
create table accounts.federation_session (
  visitor_id uuid primary key,
  provider text not null,
  locked_id_token bytea not null,
  expires_at timestamptz not null
);

alter table accounts.federation_attempt enable row level security;
alter table accounts.external_identity enable row level security;
alter table accounts.federation_arrival enable row level security;
alter table accounts.identity_check enable row level security;
alter table accounts.federation_session enable row level security;
create policy system on accounts.federation_attempt using (platform.is_system());
create policy system on accounts.external_identity using (platform.is_system());
create policy own on accounts.external_identity for select using (person_id = platform.person_id());
create policy system on accounts.federation_arrival using (platform.is_system());
create policy system on accounts.identity_check using (platform.is_system());
create policy system on accounts.federation_session using (platform.is_system());
grant select, insert, update, delete on accounts.federation_attempt, accounts.external_identity, accounts.federation_arrival,
  accounts.identity_check, accounts.federation_session to parvis_app;
