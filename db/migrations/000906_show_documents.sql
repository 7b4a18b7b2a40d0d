-- The first pages of documents are drawn once, by a job, and kept as what is made of a file is: as visible as it, gone with it. Of office
-- documents where a converter is installed: one that waits for none is not begun.
create table files.preview (
  file_id uuid primary key references files.file on delete cascade,
  state text not null check (state in ('begun', 'made', 'failed')),
  tries integer not null default 1,
  at timestamptz not null,
  -- Drawn, and all there are.
  drawn integer not null default 0,
  pages integer not null default 0,
  check ((state = 'made') = (drawn > 0) and drawn <= pages)
);
alter table files.preview enable row level security;
create policy system on files.preview to parvis_system using (true);
create policy file on files.preview for select using (exists (select from files.file f where f.id = file_id));
grant select on files.preview to parvis_app;
grant select, insert, update, delete on files.preview to parvis_system;
