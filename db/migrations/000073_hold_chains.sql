-- Where each chain stands, kept apart by triggers and written by nobody else: an entry that does not follow the last one is refused,
-- and a chain whose end was cut off shows it (npm run verify).
create table platform.chain_head (
  -- The subject's kind for events; « journal » for accesses, « ledger » for consents.
  chain text not null,
  subject_id bigint not null,
  seq integer not null,
  hash bytea not null,
  primary key (chain, subject_id)
);
alter table platform.chain_head enable row level security;
create policy system on platform.chain_head using (platform.is_system());
grant select on platform.chain_head to parvis_system;

insert into platform.chain_head
  select distinct on (subject_kind, subject_id) subject_kind, subject_id, seq, hash from (
    select subject_kind, subject_id, seq, hash from platform.event
    union all select subject_kind, subject_id, seq, hash from platform.event_anchor) k
  order by subject_kind, subject_id, seq desc;
insert into platform.chain_head
  select distinct on (person_id) 'journal', person_id, seq, hash from (
    select person_id, seq, hash from platform.access_entry
    union all select person_id, seq, hash from platform.access_anchor) k
  order by person_id, seq desc;
insert into platform.chain_head
  select distinct on (person_id) 'ledger', person_id, seq, hash from identity.consent_entry where seq is not null
  order by person_id, seq desc;

create function platform.chain_on(of_chain text, of_subject bigint, next_seq integer, follows bytea, next_hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into platform.chain_head as h (chain, subject_id, seq, hash)
    select of_chain, of_subject, next_seq, next_hash
    where next_seq = 1 and follows is null or exists (select from platform.chain_head k where k.chain = of_chain and k.subject_id = of_subject)
  on conflict (chain, subject_id) do update set seq = excluded.seq, hash = excluded.hash
    where h.seq = excluded.seq - 1 and h.hash = follows;
  if not found then
    raise integrity_constraint_violation using message = 'an entry follows the last one of its chain';
  end if;
end $$;
revoke execute on function platform.chain_on(text, bigint, integer, bytea, bytea) from public;

create function platform.chain_event() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform platform.chain_on(new.subject_kind, new.subject_id, new.seq, new.previous_hash, new.hash);
  return null;
end $$;
create function platform.chain_access() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform platform.chain_on('journal', new.person_id, new.seq, new.previous_hash, new.hash);
  return null;
end $$;
create function identity.chain_consent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform platform.chain_on('ledger', new.person_id, new.seq, new.previous_hash, new.hash);
  return null;
end $$;
create trigger chain after insert on platform.event for each row execute function platform.chain_event();
create trigger chain after insert on platform.access_entry for each row execute function platform.chain_access();
create trigger chain after insert on identity.consent_entry for each row when (new.seq is not null) execute function identity.chain_consent();

-- What only the program's own work asks is executed by the system's account alone.
do $$
declare asked regprocedure;
begin
  foreach asked in array array[
    'identity.artifact_find(text, bytea)', 'identity.artifact_write(json, text, bytea, timestamptz)', 'identity.artifact_end(json)',
    'identity.follow_session(text, bytea, bigint, timestamptz)', 'identity.forget_consents(timestamptz, integer)',
    'identity.shred_values(bigint)', 'identity.follow_session_end()', 'identity.follow_session_token()', 'identity.chain_consent()',
    'accounts.of_email(text)', 'platform.trim_access(timestamptz)', 'platform.trim_events(text, timestamptz, integer)',
    'platform.erase_event_names(bigint, timestamptz)', 'platform.erase_request_names(bigint[], timestamptz)',
    'platform.chain_event()', 'platform.chain_access()']::regprocedure[]
  loop
    execute format('revoke execute on function %s from public, parvis_app', asked);
    execute format('grant execute on function %s to parvis_system', asked);
  end loop;
end $$;

-- One asks what one has noted oneself.
create or replace function platform.access_noted(person bigint, what text, how text, as_role text, who bigint, given text[], since timestamptz)
  returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (platform.is_system() or who = platform.person_id()) and exists (
    select from platform.access_entry where person_id = person and object = what and at > since and kind = how
      and role = as_role and actor_id is not distinct from who and value_ids @> given) $$;

-- Whoever acts plans the work that their own events cause, named after the event, and no other; the system and the owner plan any.
create or replace function platform.add_job(task text, payload json, job_key text, run_at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and not pg_has_role(session_user, current_user, 'usage') and (add_job.run_at is not null or (select count(*) from json_object_keys(add_job.payload)) <> 1
    or job_key is distinct from task || ':' || (add_job.payload ->> 'eventId')
    or not exists (select from platform.event e where e.id = (add_job.payload ->> 'eventId')::bigint
      and e.actor_id is not distinct from platform.person_id() and e.xmin = pg_current_xact_id()::xid)) then
    raise insufficient_privilege using message = 'one plans what one''s own event causes';
  end if;
  perform graphile_worker.add_job(task, payload, job_key => add_job.job_key, run_at => add_job.run_at, max_attempts => 12);
end $$;

create or replace function requests.next_ref(year integer) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare sequence_name text := 'requests.ref_' || year;
begin
  if year not between 2000 and 2999 then raise invalid_parameter_value using message = 'a year has four digits'; end if;
  if to_regclass(sequence_name) is null then
    perform pg_advisory_xact_lock(hashtext(sequence_name));
    execute 'create sequence if not exists ' || sequence_name;
  end if;
  return year || '-' || lpad(nextval(sequence_name::regclass)::text, 5, '0');
end $$;
