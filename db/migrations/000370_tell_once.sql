-- What people are told exists once: a row for whoever has an account, whichever channels carry it (src/notices). Written by the system
-- alone; read, and marked as read, by the person alone.
create schema notices;
grant usage on schema notices to parvis_app;

create table notices.notice (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
  -- What it is about: whoever empties it forgets its notices too.
  subject_kind text not null,
  subject_id bigint not null,
  -- The same fact for the same reader is told once.
  key uuid not null unique,
  title text not null,
  detail text not null,
  -- Where it leads, on this site.
  href text not null check (href ~ '^/[a-z]'),
  created_at timestamptz not null,
  read_at timestamptz
);
create index notice_list on notices.notice (person_id, created_at desc);
create index notice_subject on notices.notice (subject_kind, subject_id);
create index notice_old on notices.notice (created_at);

alter table notices.notice enable row level security;
create policy own on notices.notice using (person_id = (select platform.person_id()));
create policy system on notices.notice to parvis_system using (true);
grant select, update (read_at) on notices.notice to parvis_app;
grant insert, delete on notices.notice to parvis_system;
create trigger date_told before update of read_at on notices.notice for each row execute function platform.date_told('read_at');
