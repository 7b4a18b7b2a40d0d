-- Programs of others call with a key (src/exchange): of an owner that some module knows (a partner of the pass…), for so many scopes, until
-- a day. Shown once; kept as what it cannot be found from. Modules say by policies of theirs who keeps the keys of their owners.
create schema exchange;
grant usage on schema exchange to parvis_app, parvis_system;

create table exchange.key (
  -- Far above those of directories (provisioning.key): the setting `parvis.key` names a key of either, and no number is both.
  id bigint generated always as identity (start with 1000000000000) primary key,
  -- What the owner is, in the word of its module, and which.
  owner_kind text not null check (owner_kind ~ '^[a-z]{2,20}$'),
  owner_id bigint not null,
  -- The application that holds it.
  name text not null check (char_length(name) between 2 and 60),
  -- What histories show as who acted.
  label text not null generated always as ('Application «' || chr(160) || name || chr(160) || '»') stored,
  -- By which people tell keys apart: it opens nothing.
  prefix text not null unique check (prefix ~ '^[a-z2-7]{8}$'),
  digest bytea not null unique check (length(digest) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 20 and array_position(scopes, null) is null),
  -- Calls a minute.
  most_calls integer not null default 300 check (most_calls between 1 and 100000),
  ends_on date not null,
  created_at timestamptz not null,
  last_used_on date,
  -- From when on it opens nothing: at once when it is taken back, some days later when another takes its place.
  stops_at timestamptz
);
create index key_owner on exchange.key (owner_kind, owner_id);

-- Calls of the minute that runs.
create table exchange.minute (
  key_id bigint primary key references exchange.key on delete cascade,
  since timestamptz not null,
  calls integer not null
);

-- The key that calls, as long as it is good: judged again in each transaction, whatever the program believes.
create function exchange.key_id() returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id from exchange.key k where k.id = nullif(current_setting('parvis.key', true), '')::bigint
    and platform.person_id() is null and (k.stops_at is null or k.stops_at > platform.now()) and k.ends_on >= territory.day_of(platform.now()) $$;
create function exchange.key_label() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.label from exchange.key k where k.id = exchange.key_id() $$;
-- Whose key calls, when it is of that kind and holds that scope. Asked by what finds keys of audiences alone.
create function exchange.called_for(kind text, scope text) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.owner_id from exchange.key k where k.id = exchange.key_id() and k.owner_kind = kind and scope = any (k.scopes) $$;
revoke execute on function exchange.key_id, exchange.key_label, exchange.called_for from public;
grant execute on function exchange.key_id, exchange.key_label to parvis_app;

-- Made now; stopped now, or when the overlap is over, never later than was said; nothing else changes.
create function exchange.guard_key() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then return new; end if;
  if tg_op = 'INSERT' then
    new.created_at := platform.now();
    new.stops_at := null;
    if new.ends_on not between territory.day_of(platform.now()) and territory.day_of(platform.now()) + 731 then
      raise check_violation using constraint = 'key_days', message = 'a key lasts two years at most';
    end if;
  else
    new.stops_at := least(old.stops_at, greatest(platform.now(), least(new.stops_at, platform.now() + interval '7 days')));
  end if;
  return new;
end $$;
revoke execute on function exchange.guard_key from public;
create trigger guard_key before insert or update on exchange.key for each row execute function exchange.guard_key();

alter table exchange.key enable row level security;
alter table exchange.minute enable row level security;
create policy system on exchange.key to parvis_system using (true);
create policy system on exchange.minute to parvis_system using (true);
create policy itself on exchange.key for select using (id = (select exchange.key_id()));
grant select (id, owner_kind, owner_id, name, label, prefix, scopes, most_calls, ends_on, created_at, last_used_on, stops_at),
  insert (owner_kind, owner_id, name, prefix, digest, scopes, ends_on, created_at), update (stops_at) on exchange.key to parvis_app;
grant select, insert, update, delete on exchange.key, exchange.minute to parvis_system;
