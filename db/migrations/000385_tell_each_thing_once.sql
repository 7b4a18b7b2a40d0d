-- An event tells a thing that happened, once. Told again, it had the authority answer again, write again, or count its promise from
-- another day: a request is received first of all; it moves from where the last move left it; a message is told by one event.
do $$
declare
  telling text := pg_get_functiondef('requests.may_tell'::regproc);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['when ''request.received'' then ',
     'when ''request.received'' then not exists (select from platform.event e where e.subject_kind = ''request'' and e.subject_id = r.id)
        and not exists (select from platform.event_anchor a where a.subject_kind = ''request'' and a.subject_id = r.id) and '],
    ['and r.state = payload ->> ''to''',
     'and r.state = payload ->> ''to''
          and payload ->> ''from'' = coalesce((select e.payload ->> ''to'' from platform.event e where e.subject_kind = ''request''
            and e.subject_id = r.id and e.name = ''request.moved'' order by e.seq desc limit 1), payload ->> ''from'')'],
    ['and requests.reached(r.id)',
     'and requests.reached(r.id)
      and (not payload ? ''messageId'' or name not in (''request.moved'', ''request.noted'') or not exists (
        select from platform.event e where e.subject_kind = ''request'' and e.subject_id = r.id
          and e.name in (''request.moved'', ''request.noted'') and e.payload ->> ''messageId'' = may_tell.payload ->> ''messageId''))']]
  loop
    if position(edit[1] in telling) = 0 then raise 'requests.may_tell says it otherwise: %', edit[1]; end if;
    telling := replace(telling, edit[1], edit[2]);
  end loop;
  execute telling;
end $$;

-- Only whoever has a post tells an event as an agent.
do $$
declare
  telling constant text := (select with_check from pg_policies where schemaname = 'platform' and tablename = 'event'
    and policyname = 'tell_request');
begin
  execute format($f$alter policy tell_request on platform.event with check (%s and (actor_kind in ('anonymous', 'resident')
    or actor_kind = 'agent' and exists (select from accounts.membership m where m.person_id = platform.person_id())))$f$, telling);
end $$;

-- A number is drawn, never chosen: whoever took those to come would keep everybody from writing.
do $$
declare
  drawn record;
begin
  for drawn in
    select a.attrelid::regclass as name, (select string_agg(quote_ident(o.attname), ', ' order by o.attnum) from pg_attribute o
      where o.attrelid = a.attrelid and o.attnum > 0 and not o.attisdropped and o.attgenerated = '' and o.attidentity = ''
        and has_column_privilege('parvis_app', o.attrelid, o.attnum, 'insert')) as told
    from pg_attribute a where a.attidentity <> '' and a.attrelid = any (array['threads.message', 'platform.event', 'settings.value',
      'identity.client', 'identity.client_secret']::regclass[])
  loop
    execute format('grant insert on %s to parvis_system', drawn.name);
    execute format('revoke insert on %s from parvis_app', drawn.name);
    execute format('grant insert (%s) on %s to parvis_app', drawn.told, drawn.name);
  end loop;
end $$;

-- A request is entrusted to somebody of the authority that has it, or to oneself: whoever is entrusted with it is written to.
create function requests.guard_assignee() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if new.assignee_id is distinct from old.assignee_id and new.assignee_id is distinct from platform.person_id()
    and new.assignee_id is not null and not exists (
      select from territory.unit u, accounts.people_of(array[u.id]) p
      where u.authority_id = new.authority_id and p.person_id = new.assignee_id) then
    raise insufficient_privilege using message = 'a request is entrusted to somebody who works there';
  end if;
  return new;
end $$;
create trigger guard_assignee before update of assignee_id on requests.request
  for each row execute function requests.guard_assignee();
