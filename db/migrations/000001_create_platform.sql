-- Platform: who acts (read by every policy), French search, events, files, mails, throttles.
create extension if not exists unaccent schema public;
create extension if not exists pg_trgm schema public;

create schema platform_text;
create text search configuration platform_text.fr_a (copy = pg_catalog.french);
alter text search configuration platform_text.fr_a alter mapping for hword, hword_part, word with public.unaccent, french_stem;

grant usage on schema platform, platform_text to parvis_app;

-- Who acts. The one transaction helper of the program sets these; policies read them; absent means nobody.
create function platform.person_id() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('parvis.person', true), '')::bigint $$;
create function platform.visitor_id() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('parvis.visitor', true), '')::uuid $$;
create function platform.is_system() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('parvis.system', true), '') = 'on' $$;
-- Requests whose tracking code the visitor has proved to hold.
create function platform.code_requests() returns bigint[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('parvis.codes', true), ''), '{}')::bigint[] $$;

-- French words without accents, plurals or capitals: both configurations, at index and at query.
create function platform.fr_vector(t text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('pg_catalog.french'::regconfig, coalesce(t, '')) || to_tsvector('platform_text.fr_a'::regconfig, coalesce(t, '')) $$;
create function platform.fr_query(q text) returns tsquery language sql immutable parallel safe as $$
  select websearch_to_tsquery('pg_catalog.french'::regconfig, q) || websearch_to_tsquery('platform_text.fr_a'::regconfig, q) $$;

-- Append-only. Events of one subject form a hash chain: hash = sha256(previous hash, canonical text of the row).
create table platform.event (
  id bigint generated always as identity primary key,
  subject_kind text not null,
  subject_id bigint not null,
  seq integer not null,
  name text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id bigint,
  actor_label text not null,
  payload jsonb not null,
  previous_hash bytea,
  hash bytea not null,
  unique (subject_kind, subject_id, seq)
);
create index event_name_at on platform.event (name, at);

create table platform.file (
  id uuid primary key,
  storage_key text not null unique,
  thumbnail_key text,
  name text not null,
  media_type text not null,
  bytes integer not null,
  sha256 bytea not null,
  width integer,
  height integer,
  visitor_id uuid,
  person_id bigint,
  created_at timestamptz not null
);

-- Mails as they were sent; without SMTP they stay here and are shown at /demo/courrier.
create table platform.mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mail_created on platform.mail (created_at desc);

-- Values of a form posted with an expired session: kept until the person has signed in again.
create table platform.kept_post (
  id uuid primary key,
  visitor_id uuid not null,
  path text not null,
  body jsonb not null,
  created_at timestamptz not null
);

create table platform.throttle (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);

-- Jobs are added in the transaction that causes them. Definer rights: the program does not own the queue.
create function platform.add_job(task text, payload json, job_key text, run_at timestamptz) returns void
  language sql security definer set search_path = pg_catalog as
  $$ select from graphile_worker.add_job(task, payload, job_key => job_key, run_at => run_at, max_attempts => 12) $$;

-- Jobs that failed for good or are failing: shown to administrators. Never the payload's values, only its keys.
create view platform.failing_job as
  select id::bigint as id, task_identifier as task, attempts, max_attempts, last_error, run_at, created_at
  from graphile_worker.jobs where last_error is not null;

alter table platform.file enable row level security;
alter table platform.mail enable row level security;
alter table platform.kept_post enable row level security;
alter table platform.event enable row level security;
create policy system on platform.file using (platform.is_system());
create policy own on platform.file using (visitor_id = platform.visitor_id() or person_id = platform.person_id());
create policy system on platform.mail using (platform.is_system());
create policy system on platform.kept_post using (platform.is_system());
create policy own on platform.kept_post using (visitor_id = platform.visitor_id());
create policy system on platform.event using (platform.is_system());

grant select, insert on platform.event to parvis_app;
grant select, insert, update, delete on platform.file, platform.mail, platform.kept_post, platform.throttle to parvis_app;
grant select on platform.failing_job, platform.migration to parvis_app;
revoke execute on function platform.add_job(text, json, text, timestamptz) from public;
grant execute on function platform.add_job(text, json, text, timestamptz) to parvis_app;
