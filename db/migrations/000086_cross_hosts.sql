-- One sign-in for every host of the installation: people sign in at the main one, and a counter's session is made from that one,
-- by a ticket that serves once. It lives under its own token, and ends with the session it comes from.
alter table accounts.session add column root_id uuid references accounts.session (id) on delete cascade;
create index session_root on accounts.session (root_id) where root_id is not null;

create table accounts.passage (
  token_hash bytea primary key,
  session_id uuid not null references accounts.session (id) on delete cascade,
  -- The counter it leads to, and the browser that left from there: nobody else arrives with it.
  origin text not null,
  visitor_hash bytea not null,
  next text,
  expires_at timestamptz not null
);
create index passage_session on accounts.passage (session_id);

alter table accounts.passage enable row level security;
create policy system on accounts.passage using (platform.is_system());
grant select, insert, delete on accounts.passage to parvis_app;
