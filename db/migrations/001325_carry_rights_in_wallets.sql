-- What a pass opens, carried by the wallet of a phone: offered once, taken with a code and a number told beside it, in copies that are shown
-- once each. A copy has a place of its own in the list of its sector, so that two copies have nothing in common but what they say.
create table pass.offer (
  id bigint generated always as identity primary key,
  pass_id bigint not null references pass.pass on delete cascade,
  entitlement_id bigint not null references pass.entitlement on delete cascade,
  -- The wallet that took it.
  support_id bigint unique references pass.support on delete cascade,
  -- Of the page that shows it; what is shown is made again of it and of the installation’s secret.
  serial uuid not null unique,
  code_hash bytea not null unique check (length(code_hash) = 32),
  tries smallint not null default 0 check (tries between 0 and 5),
  until timestamptz not null,
  token_hash bytea unique check (length(token_hash) = 32),
  token_until timestamptz,
  copies smallint not null default 0 check (copies >= 0),
  check ((token_hash is null) = (token_until is null))
);
create index offer_pass on pass.offer (pass_id);
create index offer_entitlement on pass.offer (entitlement_id);
create index offer_until on pass.offer (until);

create table pass.copy (
  id bigint generated always as identity primary key,
  support_id bigint not null references pass.support on delete cascade,
  entitlement_id bigint not null references pass.entitlement on delete cascade,
  sector text not null,
  status_index integer not null check (status_index >= 0),
  -- Of its key (RFC 7638): a key bears one copy.
  thumbprint bytea not null unique check (length(thumbprint) = 32),
  made_at timestamptz not null,
  until timestamptz not null,
  shown_at timestamptz,
  retired_at timestamptz,
  unique (sector, status_index)
);
create index copy_support on pass.copy (support_id);
create index copy_entitlement on pass.copy (entitlement_id);
create index copy_until on pass.copy (until);

-- Numbers that proofs of keys were made with, so that they serve once.
create table pass.proved (
  hash bytea primary key check (length(hash) = 32),
  until timestamptz not null
);
create index proved_until on pass.proved (until);

alter table pass.offer enable row level security;
alter table pass.copy enable row level security;
alter table pass.proved enable row level security;
create policy system on pass.offer to parvis_system using (true);
create policy system on pass.copy to parvis_system using (true);
create policy system on pass.proved to parvis_system using (true);
grant select, insert, update, delete on pass.offer, pass.copy, pass.proved to parvis_system;
grant usage on all sequences in schema pass to parvis_system;

-- One’s own offer is read by whoever has the pass.
create policy own on pass.offer for select using (pass_id = (select p.id from pass.pass p where p.person_id = platform.person_id()));
grant select (id, pass_id, entitlement_id, support_id, serial, until, tries) on pass.offer to parvis_app;
