-- What a door asks a wallet, until it is answered: shown by a link, answered once, told to that door.
create table pass.asking (
  id bigint generated always as identity primary key,
  device_id integer not null references pass.device on delete cascade,
  -- The line of its chain that the door will write.
  seq bigint not null check (seq > 0),
  cents integer check (cents > 0),
  -- Of the secret in the link.
  hash bytea not null unique check (length(hash) = 32),
  nonce text not null check (char_length(nonce) between 16 and 64),
  until timestamptz not null,
  -- As the door is told it: never whose.
  told jsonb check (octet_length(told::text) <= 1000),
  unique (device_id, seq)
);
create index asking_until on pass.asking (until);
alter table pass.asking enable row level security;
create policy system on pass.asking to parvis_system using (true);
grant select, insert, update, delete on pass.asking to parvis_system;
grant usage on all sequences in schema pass to parvis_system;
