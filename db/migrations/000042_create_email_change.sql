-- A change of address is confirmed on both sides: the new one proves that it is held, the old one may hasten or refuse.
create table accounts.email_change (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  new_email text not null,
  new_hash bytea not null unique,
  old_hash bytea not null unique,
  asked_at timestamptz not null,
  -- Without a word from the old address, the change waits until then.
  due_at timestamptz not null,
  new_confirmed_at timestamptz,
  old_confirmed_at timestamptz,
  cancelled_at timestamptz,
  done_at timestamptz
);
create unique index email_change_open on accounts.email_change (person_id) where cancelled_at is null and done_at is null;

alter table accounts.email_change enable row level security;
create policy system on accounts.email_change using (platform.is_system());
create policy own on accounts.email_change for select using (person_id = platform.person_id());
grant select, insert, update, delete on accounts.email_change to parvis_app;
