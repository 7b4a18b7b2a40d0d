-- A request filed under the wrong service is filed under the right one by whoever handles it: what it was first filed under stays, and is
-- counted on the rule that had sent it.
alter table requests.request add column filed jsonb;
comment on column requests.request.filed is 'Its first service, with its category and the rule that decided; null while it is filed there.';
create index request_misfiled on requests.request ((filed ->> 'category'), received_at) where filed is not null;

-- What sending and correcting both judge (000400): the service and its workflow as they are offered…
create function requests.is_of_service(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with named as (
    select v.kind, v.body from definitions.version v
    where v.status <> 'draft' and (v.kind, v.id, v.version) in (('service', made.service_slug, made.service_version),
      ('workflow', made.workflow_id, made.workflow_version))
      and (v.status = 'live' or exists (select from definitions.version n where n.kind = v.kind and n.id = v.id
        and n.version > v.version and n.published_at > platform.now() - interval '1 hour')))
  select exists (select from named s, named w where s.kind = 'service' and w.kind = 'workflow'
    and s.body ->> 'category' = made.category and s.body ->> 'workflow' = made.workflow_id) $$;

create or replace function requests.is_offered(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select requests.is_of_service(made) and exists (select from definitions.version f
    where f.kind = 'form' and f.id = made.form_id and f.version = made.form_version and f.status <> 'draft'
      and exists (select from definitions.version e where e.kind = 'service' and e.id = made.service_slug and e.status <> 'draft'
        and e.version <= made.service_version and e.body ->> 'form' = f.id)) $$;

-- … and a decision that says where the request is.
create function requests.is_routed(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from territory.unit u where u.id = made.unit_id and u.authority_id = made.authority_id)
    and made.unit_id is not distinct from (made.routing ->> 'unitId')::integer
    and made.authority_id is not distinct from (made.routing ->> 'authorityId')::integer
    and (jsonb_typeof(made.routing -> 'because'), jsonb_typeof(made.routing -> 'basis'), jsonb_typeof(made.routing -> 'steps'))
      is not distinct from ('string', 'string', 'array') $$;

-- By whoever handles the request, or answers for its authority, while it is open. It begins anew in the workflow of the right service, but
-- where unit and workflow stay; its answers stay as they were given, under their form.
create function requests.refile(request bigint, given jsonb, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was requests.request;
  made requests.request;
  titles constant text[] := array['service_slug', 'service_version', 'category', 'workflow_id', 'workflow_version', 'routing'];
begin
  select r.* into was from requests.request r where r.id = refile.request for update;
  if not platform.is_system() and not coalesce(
    requests.roles_on(was.unit_id, was.authority_id, was.commune_id, was.resident_id, was.id) && array['handler', 'reception'], false) then
    raise insufficient_privilege using message = 'this request is in other hands';
  end if;
  if exists (select from jsonb_object_keys(given) key where key <> all (titles)) then
    raise insufficient_privilege using message = 'a request says nothing more when it is corrected';
  end if;
  made := jsonb_populate_record(was, given);
  made.unit_id := (made.routing ->> 'unitId')::integer;
  made.authority_id := (made.routing ->> 'authorityId')::integer;
  if was.state_kind = 'done' or made.service_slug = was.service_slug or not requests.is_of_service(made) or not requests.is_routed(made) then
    raise insufficient_privilege using message = 'an open request is corrected to a service that is offered, where its rules lead';
  end if;
  made.subject := case when was.subject = requests.short_title(was.service_slug, was.service_version)
    then requests.short_title(made.service_slug, made.service_version) else was.subject end;
  made.filed := case when was.filed is null
      then jsonb_build_object('service', was.service_slug, 'category', was.category, 'rule', was.routing -> 'ruleId')
    when was.filed ->> 'service' <> made.service_slug then was.filed end;
  if (made.unit_id, made.workflow_id, made.workflow_version) is distinct from (was.unit_id, was.workflow_id, was.workflow_version) then
    made.state := (select v.body ->> 'start' from definitions.version v
      where v.kind = 'workflow' and v.id = made.workflow_id and v.version = made.workflow_version);
    made.state_kind := requests.kind_of(made.workflow_id, made.workflow_version, made.state);
    made.state_since := case when platform.is_system() then at else platform.now() end;
  end if;
  update requests.request r set service_slug = made.service_slug, service_version = made.service_version, category = made.category,
    workflow_id = made.workflow_id, workflow_version = made.workflow_version, routing = made.routing, unit_id = made.unit_id,
    authority_id = made.authority_id, subject = made.subject, filed = made.filed, state = made.state, state_kind = made.state_kind,
    state_since = made.state_since where r.id = was.id;
end $$;

create function requests.short_title(slug text, at_version integer) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select v.body ->> 'shortTitle' from definitions.version v where v.kind = 'service' and v.id = slug and v.version = at_version $$;

-- A correction is told once, from where the last one left the request, by what it really became; an act that comes after follows it.
do $$
declare
  said record;
  edit text[];
  source text;
begin
  for said in select * from (values
    ('requests.send', array[
      ['not exists (select from territory.unit u where u.id = made.unit_id and u.authority_id = made.authority_id)
      or made.unit_id is distinct from (made.routing ->> ''unitId'')::integer
      or made.authority_id is distinct from (made.routing ->> ''authorityId'')::integer
      or (jsonb_typeof(made.routing -> ''because''), jsonb_typeof(made.routing -> ''basis''), jsonb_typeof(made.routing -> ''steps''))
        is distinct from (''string'', ''string'', ''array'')', 'not requests.is_routed(made)']]),
    ('requests.may_tell', array[
      ['name not in (''request.moved'', ''request.noted'')', 'name not in (''request.moved'', ''request.noted'', ''request.corrected'')'],
      ['e.name in (''request.moved'', ''request.noted'')', 'e.name in (''request.moved'', ''request.noted'', ''request.corrected'')'],
      ['e.name = ''request.moved'' order by', 'e.name in (''request.moved'', ''request.corrected'') order by'],
      ['when ''request.told'' then',
       'when ''request.corrected'' then requests.is_shown(payload, r.unit_id)
        and (payload ->> ''toService'', payload ->> ''to'') = (r.service_slug, r.state)
        and payload ->> ''fromService'' <> r.service_slug and payload ->> ''fromService'' = coalesce((select e.payload ->> ''toService''
          from platform.event e where e.subject_kind = ''request'' and e.subject_id = r.id and e.name = ''request.corrected''
          order by e.seq desc limit 1), r.filed ->> ''service'')
        and (not payload ? ''fromUnitId'' or payload -> ''fromUnitId'' = (select e.payload -> ''unitId'' from platform.event e
          where e.subject_kind = ''request'' and e.subject_id = r.id and e.payload ? ''unitId'' order by e.seq desc limit 1))
        and (payload -> ''clock'' = ''[]'' or payload -> ''clock'' = ''["resumed"]'' and r.state_kind <> ''waiting'')
      when ''request.told'' then']]),
    ('requests.is_told', array[
      ['e.name = ''request.moved''
    order by', 'e.name in (''request.moved'', ''request.corrected'')
    order by'],
      ['  elsif tg_table_name = ''request'' and tg_op = ''UPDATE'' and',
       '  elsif tg_name = ''told_refiled'' and (select r.service_slug from requests.request r where r.id = new.id) is distinct from (
    select e.payload ->> ''toService'' from platform.event e where e.subject_kind = ''request'' and e.subject_id = new.id
      and e.name = ''request.corrected'' order by e.seq desc limit 1) then
    raise insufficient_privilege using message = ''a request that is corrected is told'';
  elsif tg_table_name = ''request'' and tg_op = ''UPDATE'' and']])) as t (name, edits)
  loop
    source := pg_get_functiondef(said.name::regproc);
    foreach edit slice 1 in array said.edits loop
      if position(edit[1] in source) = 0 then raise '% says it otherwise: %', said.name, edit[1]; end if;
      source := replace(source, edit[1], edit[2]);
    end loop;
    execute source;
  end loop;
end $$;
create constraint trigger told_refiled after update of service_slug on requests.request deferrable initially deferred for each row
  when (old.service_slug is distinct from new.service_slug and not platform.is_system() and not pg_has_role(session_user, current_user, 'usage'))
  execute function requests.is_told();

-- What each rule decided since then (000476); of these, what agents handed to another unit, and what they filed under another service: there
-- it is decided again, by the rule of that service.
drop function requests.decided_since(timestamptz, text[]);
create function requests.decided_since(since timestamptz, categories text[])
  returns table (rule text, unit_id integer, service text, count integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with reached as (select platform.is_system() as every, (select audiences.actor_ids('setter'))::bigint[] as ids)
  select r.routing ->> 'ruleId', handed.unit_id, null::text, count(*)::integer
  from reached, requests.request r left join lateral (
    select r.unit_id from platform.event e where r.unit_id <> (r.routing ->> 'unitId')::integer
      and e.subject_kind = 'request' and e.subject_id = r.id and e.name = 'request.moved'
      and e.payload ->> 'fromUnitId' = r.routing ->> 'unitId' limit 1) handed on true
  where r.received_at >= since and r.category = any (categories) and r.routing ->> 'ruleId' is not null
    and (reached.every or r.authority_id = any (reached.ids))
  group by 1, 2
  union all
  select r.filed ->> 'rule', null, r.service_slug, count(*)::integer from reached, requests.request r
  where r.received_at >= since and r.filed ->> 'category' = any (categories) and r.filed ->> 'rule' is not null
    and (reached.every or r.authority_id = any (reached.ids))
  group by 1, 3 $$;
