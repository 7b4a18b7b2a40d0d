-- What the requests of the last year would become under a draft: how many, and a few of them, by their numbers. Counted by the system in
-- long work; read by whoever drafts, who opens a request by their own right alone. It goes with the draft; published, it keeps the number.
create table studio.replay (
  kind text not null,
  id text not null,
  version integer not null default 0,
  -- The work that counts: asked again, another takes its place.
  key uuid not null,
  -- The text that was replayed: another has another number.
  edition bigint not null,
  since timestamptz not null,
  state text not null check (state in ('going', 'done', 'outdated')),
  total integer not null check (total >= 0),
  done integer not null check (done >= 0),
  counts jsonb not null check (jsonb_typeof(counts) = 'object'),
  findings jsonb not null check (jsonb_typeof(findings) = 'array' and pg_column_size(findings) < 2000000),
  began_at timestamptz not null,
  beat_at timestamptz not null,
  primary key (kind, id, version),
  foreign key (kind, id, version) references definitions.version on update cascade on delete cascade
);
alter table studio.replay enable row level security;
create policy system on studio.replay to parvis_system using (true);
create policy drafted on studio.replay for select
  using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
grant select on studio.replay to parvis_app;
grant insert, update on studio.replay to parvis_system;
