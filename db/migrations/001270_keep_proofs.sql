-- What proofs prove of a person: a class, who says so, until when. Never what was read: the constraint lets nothing else in.
create table pass.proof (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person on delete cascade,
  fact text not null,
  -- Code of a commune, class of quotient, or that it is so.
  class text not null,
  source text not null check (source in ('profile', 'desk', 'twoDDoc', 'api')),
  level text not null check (level in ('declared', 'seen', 'verified')),
  -- What showed it: « taxNotice ».
  shown text not null check (shown ~ '^[a-zA-Z]{1,30}$'),
  -- Both days included.
  seen_on date not null,
  ends_on date not null,
  -- The agent who saw it, at a desk.
  seen_by bigint references accounts.person on delete set null,
  recorded_at timestamptz not null,
  -- Another took its place, or whoever it is about took it back.
  ended_at timestamptz,
  constraint proof_class check (case fact
    when 'commune' then class ~ '^[0-9AB]{5}$'
    when 'quotient' then class ~ '^[1-5]$'
    when 'disability' then class = 'true' when 'pupil' then class = 'true' when 'student' then class = 'true' when 'job_seeker' then class = 'true'
    else false end),
  check (ends_on >= seen_on),
  check (source = 'desk' or seen_by is null)
);
create unique index one_proof on pass.proof (person_id, fact) where ended_at is null;
create index proof_seen_by on pass.proof (seen_by);

alter table pass.proof enable row level security;
create policy system on pass.proof to parvis_system using (true);
grant select, insert, update, delete on pass.proof to parvis_system;

-- One's own, and those of whoever one acts for; written by the program, after it has judged.
create policy own on pass.proof for select using (person_id = (select platform.person_id()));
grant select (id, person_id, fact, class, source, level, shown, seen_on, ends_on, recorded_at, ended_at) on pass.proof to parvis_app;
-- Whoever looks as an agent does not read what is about them.
create policy unseen on pass.proof as restrictive to parvis_app using (not (select platform.looks()));
