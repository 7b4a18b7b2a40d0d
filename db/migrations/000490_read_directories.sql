-- The directory of agents that a town hall has (LDAP), as its administrators say it: where it is, and what of it says what. The password
-- is locked by the program (AES-256-GCM, the key of the installation): the database never holds it.
create table organisation.directory (
  authority_id integer primary key references territory.authority,
  -- { address, bindDn, base, filter, name, email, unit, role, otherwise, words }
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  password bytea not null,
  version integer not null default 1
);
alter table organisation.directory enable row level security;
create policy system on organisation.directory to parvis_system using (true);
create policy own on organisation.directory to parvis_app using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, insert, update (said, password, version), delete on organisation.directory to parvis_app;
grant select on organisation.directory to parvis_system;
