-- What people say to each other stands on a subject, as files do: a request first, then whatever a later module says with
-- `threads.follow`. Nothing here names one but the last lines, which are those of requests.
create schema threads;
grant usage on schema threads to parvis_app;

create table threads.subject (
  kind text primary key,
  holder regclass not null unique,
  -- For whom a message of that thread may be meant.
  audiences text[] not null,
  -- Conditions on a message, beside its subject's being in sight: who reads it; who writes it (`held`: the row of the subject).
  reads text not null,
  writes text not null,
  -- A condition on what somebody is writing, theirs alone: on such a subject that they see, or on none yet.
  drafts text not null
);
grant select on threads.subject to parvis_app;

alter table requests.message set schema threads;
alter table threads.message rename column request_id to subject_id;
alter table threads.message add column subject_kind text not null default 'request';
alter table threads.message alter column subject_kind drop default;
alter table threads.message drop constraint if exists message_request_id_fkey,
  drop constraint if exists message_audience_check;
alter index threads.message_request rename to message_subject;

alter table requests.draft set schema threads;
alter function requests.date_writing() set schema threads;
alter table threads.draft rename column request_id to subject_id;
alter table threads.draft add column subject_kind text not null default 'request';
alter table threads.draft alter column subject_kind drop default;
do $$
declare
  rule text;
begin
  for rule in select conname from pg_constraint where conrelid = 'threads.draft'::regclass
    and (confrelid = 'requests.request'::regclass or (contype = 'c' and pg_get_constraintdef(oid) ~ 'writing'))
  loop
    execute format('alter table threads.draft drop constraint %I', rule);
  end loop;
end $$;
drop index threads.draft_written;
create unique index draft_written on threads.draft (person_id, visitor_id, subject_kind, subject_id, writing) nulls not distinct;
alter index threads.draft_request rename to draft_subject;
drop policy desk on threads.draft;
alter policy follower on threads.draft rename to own;
grant insert (subject_kind) on threads.draft to parvis_app;

-- Does the subject of that kind stand, whoever asks? Written anew by `threads.follow`.
create function threads.stands(kind text, id bigint) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$ begin return false; end $$;
revoke all on function threads.stands from public;

create function threads.check_message() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not threads.stands(new.subject_kind, new.subject_id) then
    raise foreign_key_violation using message = 'nothing of that kind and id holds a thread';
  end if;
  if not exists (select from threads.subject s where s.kind = new.subject_kind and new.audience = any (s.audiences)) then
    raise check_violation using message = 'such a thread has no such readers';
  end if;
  return new;
end $$;
create trigger check_message before insert or update of subject_kind, subject_id, audience on threads.message
  for each row execute function threads.check_message();

create function threads.check_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.subject_id is not null and not threads.stands(new.subject_kind, new.subject_id) then
    raise foreign_key_violation using message = 'nothing of that kind and id holds a thread';
  end if;
  return new;
end $$;
create trigger check_draft before insert or update of subject_kind, subject_id on threads.draft
  for each row execute function threads.check_draft();

-- A subject that goes takes what was said and what was being written of it.
create function threads.let_go() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from threads.message where subject_kind = tg_argv[0] and subject_id = old.id;
  delete from threads.draft where subject_kind = tg_argv[0] and subject_id = old.id;
  return null;
end $$;

-- For migrations: rows of `holder`, by their column « id », a bigint, hold a thread under that name of kind.
create procedure threads.follow(kind text, holder regclass, audiences text[], reads text, writes text, drafts text) language plpgsql as $$
begin
  insert into threads.subject values (kind, holder, audiences, reads, writes, drafts);
  execute format('create trigger threads_let_go after delete on %s for each row execute function threads.let_go(%L)', holder, kind);
  call threads.write_sight();
end $$;

-- For migrations: after a holder has moved, or a condition has changed. Policies hold the conditions themselves, so that one subject's
-- thread is read at the price it had alone; files of a message come from whoever may write it, until its event tells it.
create procedure threads.write_sight() language plpgsql as $$
declare
  standing text;
  reading text;
  writing text;
  drafting text;
begin
  select string_agg(format('when %L then return exists (select from %s held where held.id = $2);', kind, holder), ' ' order by kind),
    string_agg(format('(subject_kind = %L and exists (select from %s held where held.id = message.subject_id) and (%s))',
      kind, holder, reads), ' or ' order by kind),
    string_agg(format('(message.subject_kind = %L and exists (select from %s held where held.id = message.subject_id and (%s)))',
      kind, holder, writes), ' or ' order by kind),
    string_agg(format('(subject_kind = %L and (%s) and (subject_id is null or exists (select from %s held where held.id = draft.subject_id)))',
      kind, drafts, holder), ' or ' order by kind)
  into standing, reading, writing, drafting from threads.subject;
  execute format('create or replace function threads.stands(kind text, id bigint) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp as %L', 'begin case $1 ' || standing || ' else return false; end case; end');
  execute format('alter policy visible on threads.message using (%s)', reading);
  execute format('alter policy say on threads.message with check (%s)', writing);
  execute format('alter policy own on threads.draft using (files.is_own(visitor_id, person_id) and (%s))', drafting);
  update files.subject set may_give = '(' || replace(writing, 'message.', 's.') || ') and not exists (select from platform.event e
    where e.subject_kind = s.subject_kind and e.subject_id = s.subject_id and e.payload ->> ''messageId'' = s.id::text)'
  where kind = 'message';
  call files.write_sight();
end $$;
revoke all on procedure threads.follow, threads.write_sight from public;

-- The threads of requests: the resident and the agents who see it; a note is of those who work, a word to the handler of a commune.
call threads.follow('request', 'requests.request', array['resident', 'note', 'handler'],
  $$audience = 'resident' or (select requests.actor_is_agent())$$,
  $$message.author_kind = 'agent' and message.author_id = platform.person_id() and (select requests.actor_is_agent())
      and (message.audience <> 'resident' or held.unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
        or held.authority_id = any ((select audiences.actor_ids('desk'))::bigint[]))
    or message.author_kind = 'resident' and message.audience = 'resident' and (
      held.resident_id = platform.person_id() and message.author_id = held.resident_id
      or held.id = any ((select audiences.actor_ids('code'))::bigint[]) and message.author_id is not distinct from platform.person_id()
      or held.entered_by = platform.person_id() and message.author_id is not distinct from held.resident_id)$$,
  $$case when writing = 'suivi' then subject_id is not null
    else (select requests.actor_is_agent()) and person_id is not null and (writing ~ '^(saisie|lot)/') = (subject_id is null) end$$);

-- What requests say of the events that tell a message: of their own thread.
do $$
declare
  telling constant text := pg_get_functiondef('requests.may_tell'::regproc);
  before constant text := 'requests.message m where m.id = (payload ->> ''messageId'')::bigint and m.request_id = r.id';
begin
  if position(before in telling) = 0 then raise 'requests.may_tell names its messages otherwise'; end if;
  execute replace(telling, before, 'threads.message m
          where m.id = (payload ->> ''messageId'')::bigint and m.subject_kind = ''request'' and m.subject_id = r.id');
end $$;
