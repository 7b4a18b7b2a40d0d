-- Wallets that may ask by themselves (authorization code): known beforehand, with the addresses that an answer may go to. A code is an offer
-- that the holder made by agreeing: of one wallet, one address and one challenge, and of no number told beside it.
create table pass.wallet_program (
  client_id text primary key check (client_id ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{2,199}$'),
  name text not null check (char_length(name) between 2 and 60),
  returns text[] not null check (cardinality(returns) between 1 and 5),
  added_at timestamptz not null default platform.now(),
  ended_at timestamptz
);
alter table pass.wallet_program enable row level security;
create policy system on pass.wallet_program to parvis_system using (true);
grant select, insert, update on pass.wallet_program to parvis_system;

-- Which wallets are known is public; whoever administers the metropolis says so.
create policy told on pass.wallet_program for select using (client_id is not null);
create policy made on pass.wallet_program for insert with check (
  exists (select from territory.authority a where a.level = 'metropolis' and a.id = any ((select audiences.actor_ids('admin'))::bigint[])));
create policy kept on pass.wallet_program for update using (
  exists (select from territory.authority a where a.level = 'metropolis' and a.id = any ((select audiences.actor_ids('admin'))::bigint[])));
grant select, insert (client_id, name, returns), update (ended_at) on pass.wallet_program to parvis_app;

-- Now, once; nobody chooses the moment.
create function pass.end_wallet_program() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.ended_at := coalesce(old.ended_at, platform.now());
  return new;
end $$;
create trigger ended before update of ended_at on pass.wallet_program for each row execute function pass.end_wallet_program();
revoke execute on function pass.end_wallet_program() from public;

alter table pass.offer
  add column client_id text references pass.wallet_program,
  add column return_to text check (char_length(return_to) <= 500),
  -- S256 (RFC 7636).
  add column challenge text check (challenge ~ '^[A-Za-z0-9_-]{43}$'),
  -- Asked by authorization details (RFC 9396), which its token repeats.
  add column is_detailed boolean not null default false,
  add check ((client_id is null) = (return_to is null) and (client_id is null) = (challenge is null));
create index offer_client on pass.offer (client_id);
