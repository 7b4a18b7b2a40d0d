-- Passes of people, what carries them, and what they open. A partner never sees any of these tables: what it knows of a holder is one
-- random value, another one for each partner and sector (CNIL RU-030), which only this program can take back to a person, and tells it.
create table pass.pass (
  id bigint generated always as identity primary key,
  person_id bigint not null unique references accounts.person on delete cascade,
  opened_at timestamptz not null,
  -- The agent who opened it, for whoever came to a desk.
  opened_by bigint references accounts.person on delete set null,
  -- Nothing opens any more until it is taken up again.
  stopped_at timestamptz
);
create index pass_opened_by on pass.pass (opened_by);

create type pass.carrier as enum ('phone', 'paper', 'card', 'wallet');
create type pass.carrier_state as enum ('ordered', 'active', 'suspended', 'lost', 'replaced', 'expired');
create table pass.support (
  id bigint generated always as identity primary key,
  pass_id bigint not null references pass.pass on delete cascade,
  kind pass.carrier not null,
  -- « Téléphone de Lucette », « Carte finissant par 4417 »
  label text not null check (char_length(label) between 1 and 80),
  state pass.carrier_state not null,
  -- Of a phone: its public key (JWK), whose secret half never leaves it.
  holder_key jsonb check (octet_length(holder_key::text) <= 500),
  -- Of a card: keyed digest of what its chip says.
  card_hash bytea unique check (length(card_hash) = 32),
  made_at timestamptz not null,
  ended_at timestamptz,
  expires_on date,
  replaces bigint references pass.support on delete set null,
  check ((kind = 'phone') = (holder_key is not null))
);
create index support_pass on pass.support (pass_id);
create index support_replaces on pass.support (replaces);
create unique index one_phone on pass.support (pass_id) where kind = 'phone' and state = 'active';

-- What a partner knows a pass by, in a sector. Retired ones stay as long as lists must say that they are dead.
create table pass.sector_value (
  id bigint generated always as identity primary key,
  pass_id bigint not null references pass.pass on delete cascade,
  partner_id integer not null references pass.partner on delete cascade,
  sector text not null,
  value bytea not null unique check (length(value) = 16),
  -- Where the list of its sector says whether it is dead; drawn.
  status_index integer not null check (status_index >= 0),
  given_at timestamptz not null,
  retired_at timestamptz,
  unique (sector, status_index)
);
create unique index one_value on pass.sector_value (pass_id, partner_id, sector) where retired_at is null;
create index sector_value_partner on pass.sector_value (partner_id);

-- What the list of a sector says dead: with decoys, which nobody holds, so that a list tells no number.
create table pass.dead (
  sector text not null,
  status_index integer not null check (status_index >= 0),
  at timestamptz not null,
  primary key (sector, status_index)
);
create table pass.status_list (
  sector text primary key,
  size integer not null check (size between 1024 and 16777216),
  version bigint not null,
  changed_at timestamptz not null
);

create type pass.given as enum ('rule', 'desk', 'bought', 'agreement');
create table pass.entitlement (
  id bigint generated always as identity primary key,
  pass_id bigint not null references pass.pass on delete cascade,
  product_id integer not null references pass.product on delete cascade,
  -- Of the product's grid; '' without one.
  class text not null check (char_length(class) <= 40),
  since date not null,
  until date not null,
  given_as pass.given not null,
  -- The sentence that explains it to whoever has it.
  because text not null check (char_length(because) between 1 and 1000),
  decided_at timestamptz not null,
  decided_by bigint references accounts.person on delete set null,
  -- Entries or cents that are left; null: none is counted.
  remaining integer check (remaining >= 0),
  ended_at timestamptz,
  ended_because text check (char_length(ended_because) <= 300),
  check (until >= since),
  check ((ended_at is null) = (ended_because is null))
);
create index entitlement_pass on pass.entitlement (pass_id, product_id);
create index entitlement_product on pass.entitlement (product_id);
create index entitlement_decided_by on pass.entitlement (decided_by);
create unique index one_entitlement on pass.entitlement (pass_id, product_id) where ended_at is null;

alter table pass.pass enable row level security;
alter table pass.support enable row level security;
alter table pass.sector_value enable row level security;
alter table pass.dead enable row level security;
alter table pass.status_list enable row level security;
alter table pass.entitlement enable row level security;
create policy system on pass.pass to parvis_system using (true);
create policy system on pass.support to parvis_system using (true);
create policy system on pass.sector_value to parvis_system using (true);
create policy system on pass.dead to parvis_system using (true);
create policy system on pass.status_list to parvis_system using (true);
create policy system on pass.entitlement to parvis_system using (true);
grant select, insert, update, delete on pass.pass, pass.support, pass.sector_value, pass.dead, pass.status_list, pass.entitlement to parvis_system;
grant usage on all sequences in schema pass to parvis_system;

-- One's own, and that of whoever one acts for; written by the program, after it has judged.
create policy own on pass.pass for select using (person_id = (select platform.person_id()));
create policy own on pass.support for select using (pass_id = (select p.id from pass.pass p where p.person_id = platform.person_id()));
create policy own on pass.entitlement for select using (pass_id = (select p.id from pass.pass p where p.person_id = platform.person_id()));
grant select (id, person_id, opened_at, stopped_at) on pass.pass to parvis_app;
grant select (id, pass_id, kind, label, state, made_at, ended_at, expires_on) on pass.support to parvis_app;
grant select (id, pass_id, product_id, class, since, until, given_as, because, decided_at, remaining, ended_at, ended_because) on pass.entitlement to parvis_app;
