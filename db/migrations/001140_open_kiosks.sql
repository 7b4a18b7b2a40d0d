-- Kiosks: shared devices in the places where agents have no computer (src/kiosk). A device is opened by a code that whoever administers
-- its authority makes, and revokes; an agent comes in by a number and six digits, for some minutes, to much less than a session opens.
create schema kiosk;
grant usage on schema kiosk to parvis_app, parvis_system;

create table kiosk.device (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- Where it stands: « Dépôt de Gerland ».
  place text not null check (char_length(place) between 2 and 60),
  -- Keyed digest of the code that opens it, once; null: it was used.
  code_hash bytea unique check (length(code_hash) = 32),
  code_until timestamptz not null,
  -- SHA-256 of what the device holds; null: it was never opened.
  token_hash bytea unique check (length(token_hash) = 32),
  made_by bigint references accounts.person on delete set null,
  made_at timestamptz not null,
  opened_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index device_authority on kiosk.device (authority_id);
create index device_made_by on kiosk.device (made_by);

-- By what an agent comes in at the kiosks of an authority.
create table kiosk.access (
  person_id bigint primary key references accounts.person on delete cascade,
  authority_id integer not null references territory.authority,
  -- Of their badge, or drawn.
  badge text not null check (badge ~ '^[0-9]{4,10}$'),
  -- As a password is kept, of a digest that this installation alone can make; null: not chosen yet.
  pin_hash text,
  -- Of a printed code, by which one chooses the digits once.
  once_hash bytea check (length(once_hash) = 32),
  once_until timestamptz,
  once_by bigint references accounts.person on delete set null,
  changed_at timestamptz not null,
  constraint badge_once unique (authority_id, badge)
);
create index access_once_by on kiosk.access (once_by);

-- Somebody who is there.
create table kiosk.visit (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id bigint not null references accounts.person on delete cascade,
  device_id integer not null references kiosk.device on delete cascade,
  began_at timestamptz not null,
  -- Moves with use, as far as the end.
  expires_at timestamptz not null,
  ends_at timestamptz not null,
  check (expires_at <= ends_at)
);
create index visit_person on kiosk.visit (person_id);
create index visit_device on kiosk.visit (device_id);

create function kiosk.guard_device() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- What comes back from a copy, or is told of a past, says the rest itself.
  if platform.is_system() then
    new.made_at := coalesce(new.made_at, platform.now());
    new.code_until := coalesce(new.code_until, platform.now() + interval '1 day');
    return new;
  end if;
  if tg_op = 'INSERT' then
    new.made_by := platform.person_id(); new.made_at := platform.now(); new.code_until := platform.now() + interval '1 day';
  else
    new.revoked_at := coalesce(old.revoked_at, platform.now());
  end if;
  return new;
end $$;
create trigger guard_device before insert or update on kiosk.device for each row execute function kiosk.guard_device();
revoke execute on function kiosk.guard_device from public;

alter table kiosk.device enable row level security;
alter table kiosk.access enable row level security;
alter table kiosk.visit enable row level security;
create policy system on kiosk.device to parvis_system using (true);
create policy system on kiosk.access to parvis_system using (true);
create policy system on kiosk.visit to parvis_system using (true);
grant select, insert, update, delete on kiosk.device, kiosk.access, kiosk.visit to parvis_system;
grant usage on all sequences in schema kiosk to parvis_system;

-- Whoever administers the authority: where they stand, never what opens them.
create policy kept on kiosk.device for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy made on kiosk.device for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy revoked on kiosk.device for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select (id, authority_id, place, code_until, made_by, made_at, opened_at, last_used_at, revoked_at),
  insert (authority_id, place, code_hash), update (revoked_at) on kiosk.device to parvis_app;
