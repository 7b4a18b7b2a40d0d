-- Tries of a sliding window, and failures in a row: what makes waits grow (src/platform/throttle.ts). Counts start anew.
drop table platform.throttle;
create table platform.throttle (
  -- A keyed digest: no address of a person or of a machine.
  key text primary key,
  -- When each try that still counts was made, the oldest first.
  tries timestamptz[] not null,
  -- Failures since the last success.
  failures integer not null,
  last_at timestamptz not null,
  forget_at timestamptz not null
);
create index throttle_forget on platform.throttle (forget_at);
grant select, insert, update, delete on platform.throttle to parvis_app;

-- Two factors lost by a resident: nobody is in charge of residents, so they ask themselves (null), and wait longer.
alter table accounts.factor_reset alter column asked_by drop not null;
