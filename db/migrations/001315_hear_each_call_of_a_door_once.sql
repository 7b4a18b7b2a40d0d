-- A proof of a door (DPoP, RFC 9449 §11.1) serves once: read over a shoulder, or in a log, it says nothing else in the door’s name. Digests
-- of its ids, as long as the proof would be believed.
create table pass.proof_heard (
  digest bytea primary key check (length(digest) = 32),
  until timestamptz not null
);
create index proof_heard_until on pass.proof_heard (until);
alter table pass.proof_heard enable row level security;
create policy system on pass.proof_heard to parvis_system using (true);
grant select, insert, delete on pass.proof_heard to parvis_system;
