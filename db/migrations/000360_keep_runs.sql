-- Long work, once for every module (src/platform/runs): who asked, how far it is, what it said line by line. Each step commits its cursor
-- with what it did, so that whoever takes it up again begins where it stopped. Nothing here is written but by the functions below, which
-- ask whose it is and date by the clock of the database.
create table platform.run (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_-]+$'),
  title text not null check (length(title) between 1 and 300),
  owner_id bigint not null references accounts.person (id) on delete cascade,
  authority_id integer references territory.authority (id),
  -- Key of the form that asked: sent twice, it is one.
  once uuid,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  total integer check (total >= 0),
  done integer not null default 0,
  problems integer not null default 0,
  input jsonb,
  cursor jsonb,
  -- Every step is done: its file is left to make.
  is_read boolean not null default false,
  -- Steps that broke since the last that held.
  failures integer not null default 0,
  created_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz check ((ended_at is not null) = (state in ('done', 'stopped', 'failed')))
);
create index run_owner on platform.run (owner_id, id desc);
create unique index run_once on platform.run (owner_id, once);
create index run_going on platform.run (beat_at) where ended_at is null;
create index run_ended on platform.run (ended_at) where ended_at is not null;

create table platform.run_line (
  run_id bigint not null references platform.run on delete cascade,
  n integer not null,
  sentence text not null,
  href text check (href ~ '^/[^/]'),
  is_problem boolean not null,
  primary key (run_id, n)
);
-- What its file is made of, until it is.
create table platform.run_piece (
  run_id bigint not null references platform.run on delete cascade,
  n integer not null,
  said text not null,
  primary key (run_id, n)
);

alter table platform.run enable row level security;
alter table platform.run_line enable row level security;
alter table platform.run_piece enable row level security;
create policy own on platform.run for select using (owner_id = (select platform.person_id()));
create policy own on platform.run_line for select using (exists (select from platform.run r where r.id = run_id));
create policy own on platform.run_piece for select using (exists (select from platform.run r where r.id = run_id));
create policy system on platform.run to parvis_system using (true);
create policy system on platform.run_line to parvis_system using (true);
create policy system on platform.run_piece to parvis_system using (true);
grant select on platform.run, platform.run_line, platform.run_piece to parvis_app;
grant update, delete on platform.run to parvis_system;
grant insert on platform.run_line to parvis_system;
grant delete on platform.run_piece to parvis_system;

-- Its file, given by whoever owns it while it goes on, is theirs alone.
call files.follow('run', 'platform.run', false, 's.owner_id = platform.person_id() and s.ended_at is null');

-- Asks for it in one's own name, and plans its first step. Asked again by the same form, it is the same.
create function platform.start_run(kind text, title text, authority integer, input jsonb, total integer, once uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  run bigint;
begin
  if platform.person_id() is null then raise insufficient_privilege using message = 'a run is somebody''s'; end if;
  insert into platform.run as r (kind, title, owner_id, authority_id, once, input, total, created_at, beat_at)
    values (start_run.kind, start_run.title, platform.person_id(), authority, start_run.once, start_run.input, start_run.total,
      platform.now(), platform.now())
    on conflict do nothing returning r.id into run;
  if run is null then
    return (select r.id from platform.run r where r.owner_id = platform.person_id() and r.once = start_run.once);
  end if;
  perform graphile_worker.add_job('runs.step', json_build_object('runId', run), job_key => 'runs.step:' || run, max_attempts => 12);
  return run;
end $$;

-- The run that one takes a step of, held until the end of the transaction; nothing when it is not one's own, or has ended.
create function platform.hold_run(run bigint) returns setof platform.run
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.run r set state = 'running', beat_at = platform.now()
  where r.id = run and r.ended_at is null and r.owner_id = platform.person_id() returning r.* $$;

-- What a step did. `lines`: sentences, each with whether it is a problem and where it leads; `said`: what it adds to the file.
create function platform.advance_run(run bigint, next jsonb, more integer, lines jsonb, said text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update platform.run r set cursor = next, done = r.done + greatest(more, 0), failures = 0, beat_at = platform.now(),
    problems = r.problems + (select count(*) from jsonb_array_elements(lines) l where (l ->> 'isProblem')::boolean)
  where r.id = run and r.ended_at is null and r.owner_id = platform.person_id();
  if not found then raise insufficient_privilege using message = 'that run is not yours, or has ended'; end if;
  insert into platform.run_line (run_id, n, sentence, href, is_problem)
    select run, (select count(*) from platform.run_line l where l.run_id = run) + one.n, one.line ->> 'sentence', one.line ->> 'href',
      (one.line ->> 'isProblem')::boolean
    from jsonb_array_elements(lines) with ordinality one(line, n);
  if said is not null and said <> '' then
    insert into platform.run_piece (run_id, n, said)
      select run, count(*), advance_run.said from platform.run_piece p where p.run_id = run;
  end if;
end $$;

-- Every step is done: it ends, or its file is left to make.
create function platform.read_run(run bigint, has_file boolean) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.run r set is_read = true, cursor = null, input = case when has_file then r.input end,
    state = case when has_file then 'running' else 'done' end,
    ended_at = case when has_file then null else platform.now() end
  where r.id = run and r.ended_at is null and r.owner_id = platform.person_id() $$;

-- It ends: its file is there, or its owner stops it. What it was asked, and the pieces of its file, are of no more use.
create function platform.end_run(run bigint, became text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if became not in ('done', 'stopped') then raise invalid_parameter_value using message = 'a run is done, or stopped'; end if;
  update platform.run r set state = became, ended_at = platform.now(), input = null, cursor = null
  where r.id = run and r.ended_at is null and r.owner_id = platform.person_id() and (became = 'stopped' or r.is_read);
  if not found then return false; end if;
  delete from platform.run_piece p where p.run_id = run;
  return true;
end $$;
revoke execute on function platform.start_run, platform.hold_run, platform.advance_run, platform.read_run, platform.end_run from public;
grant execute on function platform.start_run, platform.hold_run, platform.advance_run, platform.read_run, platform.end_run to parvis_app;
