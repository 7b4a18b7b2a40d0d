-- The register of processing (GDPR art. 30) as immutable versions, and what retention needs to know and to tell.
create schema register;
grant usage on schema register to parvis_app;

create table register.entry (
  id text not null,
  version integer not null,
  status text not null check (status in ('live', 'archived')),
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (id, version)
);
create unique index entry_live on register.entry (id) where status = 'live';
create trigger immutable before update on register.entry for each row execute function platform.refuse_changed_definition();

create table register.revision (only_row boolean primary key default true check (only_row), revision bigint not null default 1);
grant select, insert, update on register.entry, register.revision to parvis_app;

-- Each run of each rule: counts, nobody's data.
create table register.retention_run (
  id bigint generated always as identity primary key,
  run_id uuid not null,
  at timestamptz not null,
  is_dry boolean not null,
  entry_id text not null,
  rule text not null,
  -- What is older was concerned.
  before timestamptz not null,
  count integer not null,
  -- A rule that failed keeps the others from nothing: its error is named here, without values.
  failed text
);
create index retention_run_at on register.retention_run (at desc, id desc);
grant select, insert on register.retention_run to parvis_app;

-- The last time the person was there, and when they were told that the account would close.
alter table accounts.person
  add column last_seen_at timestamptz,
  add column closing_told_at timestamptz;
update accounts.person p set last_seen_at = greatest(p.created_at,
  (select max(s.last_seen_at) from accounts.session s where s.person_id = p.id),
  (select max(d.last_seen_at) from accounts.device d where d.person_id = p.id));

alter table forms.draft add column reminded_at timestamptz;
create index draft_updated on forms.draft (updated_at) where submitted_at is null;

-- A closed request keeps what statistics count; what says who it was goes.
alter table requests.request add column anonymised_at timestamptz;
create index request_to_anonymise on requests.request (service_slug, closed_at) where closed_at is not null and anonymised_at is null;
grant delete on requests.tracking, requests.code_grant, requests.document to parvis_app;

-- Names of residents in the events of requests made anonymous. Definer rights: the program may not change events otherwise.
-- The columns erased_at and the policies are those of 000054: read when the function runs.
create function platform.erase_request_names(requests bigint[], instant timestamptz) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare gone bigint;
begin
  update platform.event set actor_label = 'Compte fermé', erased_at = instant
  where subject_kind = 'request' and subject_id = any (requests) and erased_at is null and actor_kind <> 'agent'
    and actor_label not in ('Parvis', 'Visiteur', 'Compte fermé');
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function platform.erase_request_names(bigint[], timestamptz) from public;
grant execute on function platform.erase_request_names(bigint[], timestamptz) to parvis_app;

-- What was proved to a site and is over: forgotten with time, and only so. Each person's ledger is a chain: it is shortened by
-- its beginning, as far as the first entry that must stay.
create function identity.forget_consents(before timestamptz, most integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare entries bigint; consents bigint;
begin
  if not platform.is_system() then raise exception 'for the system alone'; end if;
  with judged as (
    select e.id, e.person_id, e.seq, e.at >= before or exists (select from identity.consent s
      where s.person_id = e.person_id and s.client_id = e.client_id and (s.ended_at is null or s.ended_at >= before)) as is_kept
    from identity.consent_entry e
  ), kept as (
    select person_id, min(seq) as seq from judged where is_kept group by person_id
  )
  delete from identity.consent_entry where id in (
    select j.id from judged j left join kept k on k.person_id = j.person_id
    where not j.is_kept and (j.seq is null or k.seq is null or j.seq < k.seq) order by j.person_id, j.seq, j.id limit most);
  get diagnostics entries = row_count;
  delete from identity.consent where id in (select id from identity.consent where ended_at < before order by ended_at, id limit most);
  get diagnostics consents = row_count;
  return entries + consents;
end $$;
revoke execute on function identity.forget_consents(timestamptz, integer) from public;
grant execute on function identity.forget_consents(timestamptz, integer) to parvis_app;
grant delete on identity.logout_delivery to parvis_app;

-- Events of accounts: the last one forgotten of each subject, from which those left still follow.
create table platform.event_anchor (
  subject_kind text not null,
  subject_id bigint not null,
  seq integer not null,
  hash bytea not null,
  primary key (subject_kind, subject_id)
);
grant select on platform.event_anchor to parvis_app;

-- Forgets the events of one kind of subject older than a date, the oldest of each first. Definer rights: the program may
-- not delete events otherwise.
create function platform.trim_events(kind text, before timestamptz, most integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare gone bigint;
begin
  if not platform.is_system() then raise exception 'for the system alone'; end if;
  with old as (
    select id, subject_kind, subject_id, seq, hash from platform.event
    where subject_kind = kind and at < before order by subject_id, seq limit most
  ), anchored as (
    insert into platform.event_anchor (subject_kind, subject_id, seq, hash)
    select distinct on (subject_id) subject_kind, subject_id, seq, hash from old order by subject_id, seq desc
    on conflict (subject_kind, subject_id) do update set seq = excluded.seq, hash = excluded.hash
  )
  delete from platform.event where id in (select id from old);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function platform.trim_events(text, timestamptz, integer) from public;
grant execute on function platform.trim_events(text, timestamptz, integer) to parvis_app;
