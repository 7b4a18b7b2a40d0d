-- Who is away, from a day to a day, and who takes their place: for these days the stand-in holds the posts of whoever is away that they
-- do not hold already, so that both walls, the lists and the mails to a unit know it without another rule.
create table accounts.absence (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  authority_id integer not null references territory.authority,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  stand_in_id bigint references accounts.person check (stand_in_id <> person_id),
  set_by bigint references accounts.person,
  set_at timestamptz not null
);
create index absence_person on accounts.absence (person_id, last_day);
create index absence_stand_in on accounts.absence (stand_in_id);
create index absence_set_by on accounts.absence (set_by);
alter table accounts.membership add column absence_id bigint references accounts.absence on delete cascade;
create index membership_absence on accounts.membership (absence_id) where absence_id is not null;

alter table accounts.absence enable row level security;
create policy system on accounts.absence to parvis_system using (true);
grant select on accounts.absence to parvis_app;
grant select, insert, update, delete on accounts.absence to parvis_system;
