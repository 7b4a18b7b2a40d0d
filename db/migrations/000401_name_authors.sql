-- Under which name somebody speaks is written by the database: told by whoever acts, an agent signed as another, and a resident as the
-- town hall. It was the program that said it, beside an id that was judged.

-- Who acts for the person of the transaction, under a mandate of theirs.
create function platform.helper_id() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('parvis.helper', true), '')::bigint $$;

-- The name of whoever acts; nothing for a helper without a mandate. (A day more on both sides: the program counts days where the
-- territory is.)
create function accounts.acting_name() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when platform.person_id() is null then 'Visiteur' when platform.helper_id() is null then p.name
    else (select h.name || ', pour ' || p.name from accounts.mandate m join accounts.person h on h.id = m.helper_id
      where m.person_id = p.id and m.helper_id = platform.helper_id() and m.accepted_at is not null and m.ended_at is null
        and platform.today() between m.valid_from - 1 and m.valid_to + 1) end
  from (select 1) one left join accounts.person p on p.id = platform.person_id() $$;

-- An event is hashed with its name, which the database can only judge.
alter policy tell_request on platform.event with check (
  subject_kind = 'request' and erased_at is null and platform.is_told_now(at) and requests.may_tell(subject_id, name, payload)
  and actor_id is not distinct from platform.person_id() and (payload ->> 'by')::bigint is not distinct from platform.helper_id()
  and actor_label = (select accounts.acting_name())
  and case actor_kind when 'anonymous' then actor_id is null when 'resident' then actor_id is not null
    when 'agent' then exists (select from accounts.membership m where m.person_id = platform.person_id()) else false end);
alter policy tell_client on platform.event with check (
  subject_kind = 'client' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and exists (select from identity.client c where c.number = subject_id));

-- `speaker`: the name of a resident who speaks of that subject (`held`: its row); without one, that of whoever acts.
alter table threads.subject add column speaker text not null default 'null::text';
create function threads.speaker(kind text, id bigint) returns text language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$ begin return null; end $$;
revoke all on function threads.speaker from public;

create function threads.name_author() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.author_label := case when new.author_kind = 'resident' and platform.helper_id() is null
    then coalesce(threads.speaker(new.subject_kind, new.subject_id), accounts.acting_name()) else accounts.acting_name() end;
  if new.author_label is null then raise insufficient_privilege using message = 'one speaks for who gave a mandate'; end if;
  return new;
end $$;
create trigger name_author before insert on threads.message for each row
  when (not platform.is_system() and row_security_active('threads.message'::regclass)) execute function threads.name_author();

-- What is not in sight answers as what does not exist: the policy alone speaks to people, and this check to the system.
create or replace function threads.check_message() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from threads.subject s where s.kind = new.subject_kind and new.audience = any (s.audiences)) then
    raise check_violation using message = 'such a thread has no such readers';
  end if;
  return new;
end $$;
drop trigger check_draft on threads.draft;
drop function threads.check_draft();
create function threads.check_holder() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.subject_id is not null and not threads.stands(new.subject_kind, new.subject_id) then
    raise foreign_key_violation using message = 'nothing of that kind and id holds a thread';
  end if;
  return new;
end $$;
create trigger check_holder before insert or update of subject_kind, subject_id on threads.message for each row
  when (platform.is_system() or not row_security_active('threads.message'::regclass)) execute function threads.check_holder();
create trigger check_holder before insert or update of subject_kind, subject_id on threads.draft for each row
  when (platform.is_system() or not row_security_active('threads.draft'::regclass)) execute function threads.check_holder();

drop procedure threads.follow(text, regclass, text[], text, text, text);
create procedure threads.follow(kind text, holder regclass, audiences text[], reads text, writes text, drafts text,
  speaker text default 'null::text') language plpgsql as $$
begin
  insert into threads.subject values (kind, holder, audiences, reads, writes, drafts, speaker);
  execute format('create trigger threads_let_go after delete on %s for each row execute function threads.let_go(%L)', holder, kind);
  call threads.write_sight();
end $$;
revoke all on procedure threads.follow from public;

-- As in 000355, and who speaks.
do $$
declare
  writing text := pg_get_functiondef('threads.write_sight'::regproc);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['  standing text;', '  standing text;
  naming text;'],
    ['  select string_agg(format(''when %L then return exists (select from %s held where held.id = $2);'', kind, holder), '' '' order by kind),',
     '  select string_agg(format(''when %L then return exists (select from %s held where held.id = $2);'', kind, holder), '' '' order by kind),
    string_agg(format(''when %L then return (select %s from %s held where held.id = $2);'', kind, speaker, holder), '' '' order by kind),'],
    ['into standing, reading,', 'into standing, naming, reading,'],
    ['  execute format(''alter policy visible', '  execute format(''create or replace function threads.speaker(kind text, id bigint) returns text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp as %L'', ''begin case $1 '' || naming || '' else return null; end case; end'');
  execute format(''alter policy visible']]
  loop
    if position(edit[1] in writing) = 0 then raise 'threads.write_sight says it otherwise: %', edit[1]; end if;
    writing := replace(writing, edit[1], edit[2]);
  end loop;
  execute writing;
end $$;

-- Of a request: a resident speaks under the name that the request gives; the unit in whose name one writes is one’s own, or the one
-- that has the request when one answers for it.
update threads.subject set speaker = 'held.contact_name', writes =
  $$message.author_kind = 'agent' and message.author_id = platform.person_id() and (select requests.actor_is_agent())
      and (message.audience <> 'resident' or held.unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
        or held.authority_id = any ((select audiences.actor_ids('desk'))::bigint[]))
      and (message.unit_id is null or requests.is_of_unit(message.unit_id) or requests.works_in(message.unit_id))
    or message.author_kind = 'resident' and message.audience = 'resident' and (message.unit_id is null or message.unit_id = held.unit_id) and (
      held.resident_id = platform.person_id() and message.author_id = held.resident_id
      or held.id = any ((select audiences.actor_ids('code'))::bigint[]) and message.author_id is not distinct from platform.person_id()
      or held.entered_by = platform.person_id() and message.author_id is not distinct from held.resident_id)$$
where kind = 'request';
call threads.write_sight();
