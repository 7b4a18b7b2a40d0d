-- Agents who come from a spreadsheet: the lines as they were read, then what each made, so that all of it is undone as one. Whoever
-- imports reads it, and nobody else: the lines hold names and addresses until the register forgets them.
create table accounts.agent_import (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- [{ name, email, unitId, role, from, to }]
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) between 1 and 2000),
  -- What lines made, in their order: [{ invitation }] or [{ post }].
  made jsonb not null default '[]' check (jsonb_typeof(made) = 'array'),
  set_by bigint not null references accounts.person,
  set_at timestamptz not null,
  undone_at timestamptz
);
create index agent_import_by on accounts.agent_import (set_by);
alter table accounts.agent_import enable row level security;
create policy system on accounts.agent_import to parvis_system using (true);
create policy own on accounts.agent_import for select using (set_by = (select platform.person_id()));
create policy made on accounts.agent_import for insert with check (set_by = (select platform.person_id()) and made = '[]' and undone_at is null
  and platform.is_told_now(set_at) and accounts.governs_all(lines, authority_id));
create policy gone_on on accounts.agent_import for update using (set_by = (select platform.person_id()) and undone_at is null)
  with check (set_by = (select platform.person_id()) and (undone_at is null or platform.is_told_now(undone_at)));
grant select, insert (authority_id, lines, set_by, set_at), update (made, undone_at) on accounts.agent_import to parvis_app;
grant select, insert, update, delete on accounts.agent_import to parvis_system;
