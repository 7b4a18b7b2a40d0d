-- What people chose of what they are told: by which channels a kind also comes to them, and the hours when mails wait (src/notices).
-- Written and read by the person alone, and by the system, which tells.
create table notices.choice (
  person_id bigint not null references accounts.person (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
  -- What it was called when it was chosen.
  label text not null,
  -- The page is none of them: it keeps everything.
  channel text not null check (channel in ('mail')),
  is_wanted boolean not null,
  primary key (person_id, kind, channel)
);

create table notices.quiet (
  person_id bigint not null references accounts.person (id) on delete cascade,
  -- The same person is a resident at the account and an agent at the desk.
  place text not null check (place in ('account', 'desk')),
  -- As the clock on the wall shows them; the end may be the next day.
  starts text not null check (starts ~ '^([01][0-9]|2[0-3]):(00|30)$'),
  ends text not null check (ends ~ '^([01][0-9]|2[0-3]):(00|30)$'),
  weekends boolean not null,
  primary key (person_id, place),
  -- Otherwise nothing would ever leave.
  constraint quiet_ends check (starts <> ends)
);

alter table notices.choice enable row level security;
create policy own on notices.choice using (person_id = (select platform.person_id()));
create policy system on notices.choice to parvis_system using (true);
grant select, insert, update (label, is_wanted) on notices.choice to parvis_app;
grant delete on notices.choice to parvis_system;

alter table notices.quiet enable row level security;
create policy own on notices.quiet using (person_id = (select platform.person_id()));
create policy system on notices.quiet to parvis_system using (true);
grant select, insert, update (starts, ends, weekends), delete on notices.quiet to parvis_app;
