-- Directories are read by themselves. What is remembered of them: who was seen there, by the directory's own stable number, so that a new
-- name or address is the same person and whoever is there no more is known; and each reading, with what it found.
update organisation.directory set said = said || '{"invites": "no", "share": 10}';

create table organisation.entry (
  authority_id integer not null references organisation.directory on delete cascade,
  -- entryUUID, or objectGUID: it never changes.
  entry_id text not null check (length(entry_id) between 1 and 100),
  -- As the directory says them.
  name text not null check (length(name) <= 500),
  email text not null check (length(email) <= 500),
  -- The agent whom it is, or the invitation that waits for them; neither: whoever declined, or was taken back.
  person_id bigint references accounts.person,
  invitation_id bigint references accounts.invitation on delete set null,
  seen_at timestamptz not null,
  -- The settings under which it was seen.
  version integer not null,
  -- Since when it is there no more, and waits for a word of whoever administers.
  missing_since timestamptz,
  primary key (authority_id, entry_id)
);
create unique index entry_person on organisation.entry (authority_id, person_id) where person_id is not null;
create index entry_of_person on organisation.entry (person_id);
create index entry_invitation on organisation.entry (invitation_id);
alter table organisation.entry enable row level security;
create policy system on organisation.entry to parvis_system using (true);
create policy own on organisation.entry to parvis_app using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, delete on organisation.entry to parvis_app;
grant select, insert, update, delete on organisation.entry to parvis_system;

create table organisation.reading (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- How many: { read, newcomers, invited, changed, left, waiting, refused }; null when it failed.
  counted jsonb check (jsonb_typeof(counted) = 'object'),
  -- Why it failed, in a sentence.
  why text check (length(why) <= 500)
);
-- One at a time.
create unique index reading_open on organisation.reading (authority_id) where ended_at is null;
create index reading_began on organisation.reading (authority_id, began_at);
alter table organisation.reading enable row level security;
create policy system on organisation.reading to parvis_system using (true);
create policy own on organisation.reading for select to parvis_app using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select on organisation.reading to parvis_app;
grant select, insert, update, delete on organisation.reading to parvis_system;
