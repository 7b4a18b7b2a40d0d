-- The draft of a definition, and the log of the commands that made it. Whoever administers the metropolis writes it; publication
-- stays the system's.
create table definitions.edit (
  kind text not null,
  id text not null,
  version integer not null default 0,
  n integer not null check (n > 0),
  at timestamptz not null default platform.now(),
  author_id bigint references accounts.person (id) on delete set null,
  command jsonb not null check (jsonb_typeof(command) = 'object' and pg_column_size(command) < 200000),
  primary key (kind, id, version, n),
  -- Published, a draft takes its number, and its log goes with it; given up, it goes with its log.
  foreign key (kind, id, version) references definitions.version on update cascade on delete cascade
);
create index edit_author on definitions.edit (author_id) where author_id is not null;
alter table definitions.edit enable row level security;
create policy system on definitions.edit to parvis_system using (true);
create policy drafted on definitions.edit for select
  using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy noted on definitions.edit for insert with check (version = 0 and author_id = (select platform.person_id())
  and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);

create policy begun on definitions.version for insert with check (status = 'draft' and author_id = (select platform.person_id())
  and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy edited on definitions.version for update
  using (status = 'draft' and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
  with check (status = 'draft' and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy given_up on definitions.version for delete
  using (status = 'draft' and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);

grant insert (kind, id, body, base, author_id), update (body, base), delete on definitions.version to parvis_app;
grant delete on definitions.version to parvis_system;
grant select, insert (kind, id, n, author_id, command) on definitions.edit to parvis_app;
grant update (author_id) on definitions.edit to parvis_system;
