-- What is done is told: a request that is received, a state that is left, a word that is said, each in the chain of its request before
-- the transaction ends. Done without a word, an act left no trace, no mail, no clock; said without its digest, a text was vouched for by
-- nobody. The system tells what it does by itself, imports what was told elsewhere.
create function requests.is_told() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'request' and tg_op = 'INSERT' and not exists (select from platform.event e
    where e.subject_kind = 'request' and e.subject_id = new.id and e.seq = 1 and e.name = 'request.received') then
    raise insufficient_privilege using message = 'a request that is sent is told';
  elsif tg_table_name = 'request' and tg_op = 'UPDATE' and (select r.state from requests.request r where r.id = new.id) is distinct from (
    select e.payload ->> 'to' from platform.event e where e.subject_kind = 'request' and e.subject_id = new.id and e.name = 'request.moved'
    order by e.seq desc limit 1) then
    raise insufficient_privilege using message = 'a request that moves is told';
  end if;
  return null;
end $$;
-- Who acts is neither the system nor the owner of the tables, even within a function that has the owner’s rights.
create constraint trigger told_received after insert on requests.request deferrable initially deferred for each row
  when (not platform.is_system() and not pg_has_role(session_user, current_user, 'usage')) execute function requests.is_told();
create constraint trigger told_moved after update of state on requests.request deferrable initially deferred for each row
  when (old.state is distinct from new.state and not platform.is_system() and row_security_active('requests.request'::regclass))
  execute function requests.is_told();

create function requests.is_said() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from platform.event e where e.subject_kind = 'request' and e.subject_id = new.subject_id
    and (e.payload ->> 'reasonId' = new.id::text or e.payload ->> 'messageId' = new.id::text and e.payload ->> 'digest'
      = rtrim(translate(encode(sha256(convert_to(new.body, 'UTF8')), 'base64'), '+/', '-_'), '='))) then
    raise insufficient_privilege using message = 'a word that is said is told';
  end if;
  return null;
end $$;
create constraint trigger told_said after insert on threads.message deferrable initially deferred for each row
  when (new.subject_kind = 'request' and not platform.is_system() and row_security_active('threads.message'::regclass))
  execute function requests.is_said();

-- A request is entered for the account whose number was given: opening it by that number left its trace in the journal (000054), within
-- the hour for which the same opening is noted once. By an id of one’s own, the name of anybody was told.
-- (000400.)
do $$
declare
  sending text := pg_get_functiondef('requests.send'::regproc);
  before constant text := '    if exists (select from jsonb_object_keys(given) key';
begin
  if position(before in sending) = 0 then raise 'requests.send says it otherwise'; end if;
  execute replace(sending, before, '    if made.entered_unit_id is not null and made.resident_id is not null and not exists (select from platform.access_entry e
      where e.person_id = made.resident_id and e.actor_id = platform.person_id() and e.kind = ''account''
        and e.at > platform.now() - interval ''2 hours'') then
      raise insufficient_privilege using message = ''a request is entered for who gave their number'';
    end if;
' || before);
end $$;

-- The place of a command in its log is drawn, as every number is: whoever took the last would keep everybody from writing.
create function definitions.number_edit() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('definitions.edit') then return new; end if;
  new.n := 1 + coalesce((select max(e.n) from definitions.edit e where (e.kind, e.id, e.version) = (new.kind, new.id, new.version)), 0);
  return new;
end $$;
create trigger number_edit before insert on definitions.edit for each row execute function definitions.number_edit();

-- Ten of one’s own are under way at most (src/platform/runs/start.ts): the queue is everybody’s.
do $$
declare
  starting text := pg_get_functiondef('platform.start_run'::regproc);
  before constant text := '  insert into platform.run as r';
begin
  if position(before in starting) = 0 then raise 'platform.start_run says it otherwise'; end if;
  execute replace(starting, before, '  if (select count(*) from platform.run r where r.owner_id = platform.person_id() and r.ended_at is null) >= 10 then
    raise insufficient_privilege using message = ''ten runs of one''''s own are under way'';
  end if;
' || before);
end $$;
