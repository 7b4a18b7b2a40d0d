-- Identity: the OpenID Connect provider. Its clients, keys, tokens, consents, and what it still has to tell its clients.
create schema identity;
grant usage on schema identity to parvis_app;

-- A relying site of an authority, for one of its sectors (CNIL RU-030: sectors are watertight).
create table identity.client (
  id text primary key,
  authority_id integer not null references territory.authority,
  sector text not null,
  name text not null,
  redirect_uris text[] not null,
  post_logout_uris text[] not null,
  backchannel_uri text,
  auth_method text not null check (auth_method in ('client_secret_basic', 'client_secret_post', 'private_key_jwt')),
  jwks jsonb,
  jwks_uri text,
  -- Hosts of the internal network that may be called for this client, and no other (server-side request forgery).
  private_hosts text[] not null,
  allowed_values text[] not null,
  required_values text[] not null,
  userinfo_signed boolean not null,
  created_at timestamptz not null,
  created_by bigint references accounts.person,
  disabled_at timestamptz
);
create index client_authority on identity.client (authority_id);

-- Two may be valid together: the new one, and the old one until it expires.
create table identity.client_secret (
  id bigint generated always as identity primary key,
  client_id text not null references identity.client,
  digest bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index client_secret_client on identity.client_secret (client_id);

create table identity.signing_key (
  kid text primary key,
  state text not null check (state in ('next', 'current', 'previous')),
  sealed bytea not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index signing_key_current on identity.signing_key (state) where state in ('next', 'current');

-- Codes, tokens, sessions, interactions and grants of the engine. The id is a digest: reading the table opens nothing.
-- Payloads are json, not jsonb: what a site sent is given back as it was.
create table identity.artifact (
  model text not null,
  id bytea not null,
  payload json not null,
  grant_id text,
  uid text,
  user_code text,
  person_id bigint,
  client_id text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id)
);
create index artifact_grant on identity.artifact (grant_id) where grant_id is not null;
-- Not unique: two windows may renew the same session at the same instant.
create index artifact_uid on identity.artifact (uid) where uid is not null;
create unique index artifact_user_code on identity.artifact (user_code) where user_code is not null;
create index artifact_person_client on identity.artifact (person_id, client_id) where person_id is not null;
create index artifact_expiry on identity.artifact (expires_at);

-- What a person lets a site receive: one live row for each pair.
create table identity.consent (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  client_id text not null references identity.client,
  scopes text[] not null,
  granted text[] not null,
  refused text[] not null,
  given_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz
);
create unique index consent_live on identity.consent (person_id, client_id) where ended_at is null;

-- Append-only (GDPR art. 7.1: be able to show consent). `information`: a value the site needs, of which the person was told;
-- `consent`: a value freely given.
create table identity.consent_entry (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  client_id text not null references identity.client,
  kind text not null check (kind in ('information', 'consent', 'refusal', 'withdrawal', 'expiry')),
  value_ids text[] not null,
  at timestamptz not null
);
create index consent_entry_person on identity.consent_entry (person_id, id);

-- Which session of the account each session of the engine follows.
create table identity.session_link (
  session_uid text primary key,
  token_hash bytea not null,
  person_id bigint not null,
  linked_at timestamptz not null
);
create index session_link_token on identity.session_link (token_hash);

-- Back-channel logouts to deliver, and what became of each.
create table identity.logout_delivery (
  id uuid primary key,
  client_id text not null references identity.client,
  person_id bigint not null,
  sid text,
  created_at timestamptz not null,
  attempts integer not null default 0,
  last_attempt_at timestamptz,
  last_outcome text,
  delivered_at timestamptz
);
create index logout_delivery_client on identity.logout_delivery (client_id, created_at desc);

-- Authorities of which the person is an administrator. Definer rights: a policy must not depend on what the person may read.
create function identity.actor_administered() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct u.authority_id), '{}') from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.person_id = platform.person_id() and m.role = 'admin'
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date) $$;

-- Whatever ends a session of the account (sign-out, changed password, expiry) ends it for the sites too.
create function identity.follow_session_end() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from identity.session_link where token_hash = old.token_hash) then
    perform platform.add_job('identity.end_session', json_build_object('session', encode(old.token_hash, 'hex')), null, null);
  end if;
  return old;
end $$;
create trigger follow_session_end after delete on accounts.session for each row execute function identity.follow_session_end();

-- A session of the account may go on under another token (whoever proves again who they are): the links go with it.
create function identity.follow_session_token() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.session_link set token_hash = new.token_hash where token_hash = old.token_hash;
  return new;
end $$;
create trigger follow_session_token after update of token_hash on accounts.session for each row
  when (old.token_hash is distinct from new.token_hash) execute function identity.follow_session_token();

alter table identity.client enable row level security;
alter table identity.client_secret enable row level security;
alter table identity.signing_key enable row level security;
alter table identity.artifact enable row level security;
alter table identity.consent enable row level security;
alter table identity.consent_entry enable row level security;
alter table identity.session_link enable row level security;
alter table identity.logout_delivery enable row level security;
create policy system on identity.client using (platform.is_system());
create policy administrators on identity.client using (authority_id = any ((select identity.actor_administered())::integer[]));
create policy system on identity.client_secret using (platform.is_system());
create policy administrators on identity.client_secret using (client_id in (select id from identity.client));
create policy system on identity.signing_key using (platform.is_system());
create policy system on identity.artifact using (platform.is_system());
create policy system on identity.consent using (platform.is_system());
create policy own on identity.consent using (person_id = platform.person_id());
create policy system on identity.consent_entry using (platform.is_system());
create policy own on identity.consent_entry using (person_id = platform.person_id());
create policy system on identity.session_link using (platform.is_system());
create policy system on identity.logout_delivery using (platform.is_system());
grant select, insert, update, delete on identity.client_secret, identity.signing_key, identity.artifact, identity.session_link to parvis_app;
grant select, insert, update on identity.client, identity.consent, identity.logout_delivery to parvis_app;
grant select, insert on identity.consent_entry to parvis_app;
