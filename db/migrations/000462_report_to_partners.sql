-- The yearly report of each partner, as it was counted: aggregates, of nobody. Made by a job; read by the partner and the metropolis.
create table agreements.report (
  authority_id integer not null references territory.authority,
  year integer not null,
  figures jsonb not null check (jsonb_typeof(figures) = 'array'),
  made_at timestamptz not null,
  is_final boolean not null,
  primary key (authority_id, year)
);
grant select on agreements.report to parvis_app;
grant insert, update on agreements.report to parvis_system;
alter table agreements.report enable row level security;
create policy system on agreements.report to parvis_system using (true);
create policy read on agreements.report for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
