-- Mandates: somebody acts for a person, visibly, with a start and an end (helpers chosen by the person; parents for children).
create table accounts.mandate (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('helper', 'parent')),
  -- For whom.
  person_id bigint not null references accounts.person,
  -- Who acts: known once the invitation is accepted.
  helper_id bigint references accounts.person,
  given_by bigint not null references accounts.person,
  -- The invitation: where it went and the digest of its link, both forgotten once it is answered.
  invited_email text,
  link_hash bytea unique,
  valid_from date not null,
  -- Last day, included: always one. A helper: a year at most (two days of play for time zones); a parent: until the child is 18.
  valid_to date not null,
  asked_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  -- null with ended_at: it ran out.
  ended_by bigint references accounts.person,
  check (valid_to >= valid_from),
  check (kind = 'parent' or valid_to <= valid_from + 367),
  check (helper_id <> person_id),
  check (accepted_at is null or helper_id is not null)
);
create index mandate_person on accounts.mandate (person_id);
create index mandate_helper on accounts.mandate (helper_id);
create index mandate_giver on accounts.mandate (given_by);
create unique index mandate_live on accounts.mandate (person_id, helper_id) where ended_at is null;

-- What the session acts under; judged again at each exchange.
alter table accounts.session add column mandate_id bigint references accounts.mandate on delete set null;
create index session_mandate on accounts.session (mandate_id) where mandate_id is not null;

-- What helpers did for a person.
create index event_by_helper on platform.event (actor_id, at) where payload ? 'by';

alter table accounts.mandate enable row level security;
create policy system on accounts.mandate using (platform.is_system());
create policy own on accounts.mandate for select
  using (person_id = platform.person_id() or helper_id = platform.person_id() or given_by = platform.person_id());
grant select, insert, update, delete on accounts.mandate to parvis_app;
