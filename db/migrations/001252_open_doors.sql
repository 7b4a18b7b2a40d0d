-- Doors: devices of partners, what they decided, and what carries a code of the moment. A device bears a key of its own; its log is a chain.
create table pass.device (
  id integer generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  place_id integer not null,
  sector text not null,
  -- « Tourniquet 2 »
  label text not null check (char_length(label) between 1 and 60),
  -- Keyed digest of the code by which it is enrolled, once; null: it was used.
  code_hash bytea unique check (length(code_hash) = 32),
  code_until timestamptz not null,
  -- Its public key (JWK) and that key's thumbprint (RFC 7638), by which it is known.
  key jsonb check (octet_length(key::text) <= 500),
  thumbprint text unique check (char_length(thumbprint) = 43),
  made_by bigint references accounts.person on delete set null,
  made_at timestamptz not null,
  enrolled_at timestamptz,
  last_seen_at timestamptz,
  -- The end of its chain as far as it was received.
  last_seq bigint not null default 0,
  last_hash bytea check (length(last_hash) = 32),
  revoked_at timestamptz,
  foreign key (place_id, partner_id) references pass.place (id, partner_id) on delete cascade,
  check ((key is null) = (thumbprint is null))
);
create index device_partner on pass.device (partner_id);
create index device_place on pass.device (place_id);
create index device_made_by on pass.device (made_by);
create function pass.guard_device() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then
    new.made_at := coalesce(new.made_at, platform.now());
    new.code_until := coalesce(new.code_until, platform.now() + interval '1 day');
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from pass.partner p where p.id = new.partner_id and new.sector = any (p.sectors)) then
      raise check_violation using constraint = 'device_sector', message = 'the partner is not allowed in that sector';
    end if;
    new.made_by := platform.person_id(); new.made_at := platform.now(); new.code_until := platform.now() + interval '1 day';
  else
    new.revoked_at := coalesce(old.revoked_at, platform.now());
  end if;
  return new;
end $$;
revoke execute on function pass.guard_device from public;
create trigger guard_device before insert or update on pass.device for each row execute function pass.guard_device();

-- Each time that a code was shown to a door. Loses whose it was after two days (retention), and goes once it is counted.
create table pass.redemption (
  id bigint generated always as identity primary key,
  device_id integer not null references pass.device on delete cascade,
  seq bigint not null check (seq > 0),
  partner_id integer not null references pass.partner on delete cascade,
  place_id integer not null references pass.place on delete cascade,
  product_id integer references pass.product on delete cascade,
  entitlement_id bigint references pass.entitlement on delete set null,
  class text,
  -- As the door told it; as it was received.
  at timestamptz not null,
  received_at timestamptz not null,
  is_online boolean not null,
  -- `ok`, or the word of the table of refusals (token/words.ts).
  result text not null check (char_length(result) between 1 and 30),
  -- What was shown, so that it is not shown twice.
  shown bytea check (length(shown) between 8 and 32),
  hash bytea not null check (length(hash) = 32),
  -- Let in by the person at the door in spite of a refusal, and why.
  let_in text check (char_length(let_in) <= 200),
  -- What was found when it was received: shown at two doors at once, beyond what was left.
  found text check (found in ('double', 'over', 'dead', 'late')),
  undone_at timestamptz,
  unique (device_id, seq)
);
create index redemption_partner on pass.redemption (partner_id, at desc);
create index redemption_place on pass.redemption (place_id);
create index redemption_product on pass.redemption (product_id);
create index redemption_entitlement on pass.redemption (entitlement_id, at desc) where entitlement_id is not null;
create index redemption_shown on pass.redemption (shown) where shown is not null;

-- What remains of them: of nobody.
create table pass.use (
  partner_id integer not null references pass.partner on delete cascade,
  place_id integer not null references pass.place on delete cascade,
  product_id integer references pass.product on delete cascade,
  class text not null default '',
  day date not null,
  result text not null,
  is_online boolean not null,
  count integer not null check (count > 0),
  unique nulls not distinct (partner_id, place_id, product_id, class, day, result, is_online)
);
create index use_place on pass.use (place_id);
create index use_product on pass.use (product_id);

-- Opaque numbers that a phone shows once each, and what one says aloud.
create table pass.code (
  hash bytea primary key check (length(hash) = 32),
  support_id bigint not null references pass.support on delete cascade,
  is_spoken boolean not null,
  until timestamptz not null,
  used_at timestamptz
);
create index code_support on pass.code (support_id);
create index code_until on pass.code (until);

-- By what tokens and lists are signed; the secret half is sealed under the installation's secret.
create table pass.issuer_key (
  kid text primary key check (char_length(kid) between 4 and 16),
  public jsonb not null,
  sealed bytea not null,
  made_at timestamptz not null,
  retired_at timestamptz
);

alter table pass.device enable row level security;
alter table pass.redemption enable row level security;
alter table pass.use enable row level security;
alter table pass.code enable row level security;
alter table pass.issuer_key enable row level security;
create policy system on pass.device to parvis_system using (true);
create policy system on pass.redemption to parvis_system using (true);
create policy system on pass.use to parvis_system using (true);
create policy system on pass.code to parvis_system using (true);
create policy system on pass.issuer_key to parvis_system using (true);
grant select, insert, update, delete on pass.device, pass.redemption, pass.use, pass.code, pass.issuer_key to parvis_system;
grant usage on all sequences in schema pass to parvis_system;

create policy kept on pass.device for select using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy made on pass.device for insert with check (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy revoked on pass.device for update using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
grant select (id, partner_id, place_id, sector, label, code_until, made_by, made_at, enrolled_at, last_seen_at, last_seq, revoked_at),
  insert (partner_id, place_id, sector, label, code_hash), update (revoked_at) on pass.device to parvis_app;

-- What a partner and its authority count: never whose, never what was shown.
create policy counted on pass.redemption for select using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('partner'))::bigint[]));
create policy counted on pass.use for select using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('partner'))::bigint[]));
grant select (id, device_id, partner_id, place_id, product_id, class, at, is_online, result, let_in, found, undone_at) on pass.redemption to parvis_app;
grant select on pass.use to parvis_app;

-- One's own uses, as long as they are known to be one's own.
create function pass.own_uses() returns table (id bigint, partner_id integer, place_id integer, product_id integer, at timestamptz, is_online boolean, result text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.partner_id, r.place_id, r.product_id, r.at, r.is_online, r.result from pass.redemption r
    join pass.entitlement e on e.id = r.entitlement_id join pass.pass p on p.id = e.pass_id
    where p.person_id = platform.person_id() order by r.at desc limit 200 $$;
revoke execute on function pass.own_uses from public;
grant execute on function pass.own_uses to parvis_app, parvis_system;
