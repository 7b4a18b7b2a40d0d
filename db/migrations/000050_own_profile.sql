-- The profile: each value with where it came from, when, how sure it is and until when. One place: the columns of person go.
alter table accounts.person alter column email drop not null;

create table accounts.profile_value (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person,
  -- Named in src/accounts/profile/values.ts.
  value_id text not null,
  -- As its source writes it: a presumed birth date stays the text it is (1987-00-00).
  value text not null,
  source text not null check (source in ('declared', 'franceconnect', 'desk')),
  level text not null check (level in ('declared', 'proved', 'certified')),
  recorded_at timestamptz not null,
  -- The agent who saw the proof, for `desk`, and the kind of proof.
  recorded_by bigint references accounts.person,
  proof text,
  expires_at timestamptz,
  -- Replaced by another, or withdrawn: kept as history until the account is erased.
  ended_at timestamptz,
  check ((source = 'desk') = (recorded_by is not null and proof is not null))
);
create unique index profile_value_live on accounts.profile_value (person_id, value_id) where ended_at is null;
create index profile_value_person on accounts.profile_value (person_id);

insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
select id, 'phone', phone, 'declared', 'declared', created_at from accounts.person where phone is not null
union all
select id, 'commune', commune, 'declared', 'declared', created_at from accounts.person where commune is not null;
alter table accounts.person drop column phone, drop column commune;

alter table accounts.profile_value enable row level security;
create policy system on accounts.profile_value using (platform.is_system());
create policy own on accounts.profile_value using (person_id = platform.person_id());
grant select, insert, update, delete on accounts.profile_value to parvis_app;
