-- Programs of others are told what happens (src/exchange/hooks): an owner gives addresses (Standard Webhooks), chooses events that modules
-- bring; each message is kept with its deliveries, in order for each subject. Modules say by policies of theirs who keeps the hooks of their owners.
create table exchange.hook (
  id bigint generated always as identity primary key,
  -- What its secrets are sealed for.
  uid uuid not null unique,
  owner_kind text not null check (owner_kind ~ '^[a-z]{2,20}$'),
  owner_id bigint not null,
  url text not null check (char_length(url) between 8 and 500 and url ~ '^https?://'),
  events text[] not null check (cardinality(events) between 1 and 30 and array_position(events, null) is null),
  -- Sealed under the installation's secret; the one before signs too for a day.
  secret bytea not null check (octet_length(secret) <= 200),
  before bytea check (octet_length(before) <= 200),
  before_until timestamptz,
  created_at timestamptz not null,
  -- Nothing leaves until it is taken up again: by its owner, or because nothing was taken there for three days.
  stopped_at timestamptz,
  stopped_because text check (stopped_because in ('owner', 'silent', 'gone'))
);
create index hook_owner on exchange.hook (owner_kind, owner_id);

create table exchange.message (
  id bigint generated always as identity primary key,
  owner_kind text not null,
  owner_id bigint not null,
  -- Name of the event as modules bring it, and of what it tells: in order for each of these.
  name text not null check (char_length(name) <= 60),
  subject text not null check (char_length(subject) <= 60),
  -- Of the program's own chain; none: a trial.
  event_id bigint,
  at timestamptz not null,
  data jsonb not null check (octet_length(data::text) <= 4000),
  unique (event_id, name)
);
create index message_owner on exchange.message (owner_kind, owner_id, id);
create index message_at on exchange.message (at);

create table exchange.delivery (
  id bigint generated always as identity primary key,
  hook_id bigint not null references exchange.hook on delete cascade,
  message_id bigint not null references exchange.message on delete cascade,
  subject text not null,
  tries integer not null default 0,
  -- When it is tried next; held by whoever tries it until then.
  next_at timestamptz not null,
  done_at timestamptz,
  last_at timestamptz,
  -- HTTP, or why nothing answered.
  last_status integer,
  last_said text check (char_length(last_said) <= 200),
  unique (hook_id, message_id)
);
create index delivery_waiting on exchange.delivery (hook_id, subject, message_id) where done_at is null;
create index delivery_message on exchange.delivery (message_id);

create function exchange.guard_hook() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not platform.is_system() then
      new.created_at := platform.now(); new.stopped_at := null; new.stopped_because := null; new.before := null; new.before_until := null;
    end if;
    return new;
  end if;
  if new.secret is distinct from old.secret then
    new.before := old.secret;
    new.before_until := platform.now() + interval '1 day';
  end if;
  if not platform.is_system() and new.stopped_at is distinct from old.stopped_at and new.stopped_at is not null then
    new.stopped_at := platform.now(); new.stopped_because := 'owner';
  end if;
  if new.stopped_at is null then new.stopped_because := null; end if;
  return new;
end $$;
revoke execute on function exchange.guard_hook from public;
create trigger guard_hook before insert or update on exchange.hook for each row execute function exchange.guard_hook();

alter table exchange.hook enable row level security;
alter table exchange.message enable row level security;
alter table exchange.delivery enable row level security;
create policy system on exchange.hook to parvis_system using (true);
create policy system on exchange.message to parvis_system using (true);
create policy system on exchange.delivery to parvis_system using (true);
grant select, insert, update, delete on exchange.hook, exchange.message, exchange.delivery to parvis_system;
grant usage on all sequences in schema exchange to parvis_system;
grant select (id, uid, owner_kind, owner_id, url, events, before_until, created_at, stopped_at, stopped_because),
  insert (uid, owner_kind, owner_id, url, events, secret, created_at), update (url, events, secret, stopped_at), delete on exchange.hook to parvis_app;
grant select on exchange.message, exchange.delivery to parvis_app;
create policy hooked on exchange.delivery for select using (exists (select from exchange.hook h where h.id = hook_id));
