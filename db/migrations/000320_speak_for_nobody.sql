-- What the authority answers when a resident acts is said by the system, once the act is committed: nobody who acts says a word in
-- its name.
drop function requests.say_as_authority(bigint, integer, text, timestamptz);

-- An agent speaks to the resident of what their unit or desk has in hand; those who only read it write to colleagues.
drop policy say on requests.message;
create policy say on requests.message for insert with check (exists (select from requests.request r where r.id = request_id and (
  author_kind = 'agent' and author_id = platform.person_id() and (select requests.actor_is_agent())
    and (audience <> 'resident' or r.unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
      or r.authority_id = any ((select audiences.actor_ids('desk'))::bigint[]))
  or author_kind = 'resident' and audience = 'resident' and (
    r.resident_id = platform.person_id() and author_id = r.resident_id
    or r.id = any ((select audiences.actor_ids('code'))::bigint[]) and author_id is not distinct from platform.person_id()
    or r.entered_by = platform.person_id() and author_id is not distinct from r.resident_id))));

-- An event names messages of its own request, and has mailed only what its agent wrote to the resident. A name that no verb gives is
-- nobody's to tell.
create or replace function requests.may_tell(request bigint, name text, payload jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from requests.request r, requests.roles_on(r.unit_id, r.authority_id, r.commune_id, r.resident_id, r.id) roles
    where r.id = request and requests.reached(r.id)
      and (not payload ?| array['messageId', 'toResident'] or exists (
        select from requests.message m where m.id = (payload ->> 'messageId')::bigint and m.request_id = r.id
          and (not payload ? 'toResident'
            or m.author_kind = 'agent' and m.audience = 'resident' and m.author_id = platform.person_id())))
      and case name
      when 'request.received' then payload -> 'clock' = '["received"]' and r.entered_by is not distinct from
        case when r.entered_unit_id is null then null else platform.person_id() end
      when 'request.moved' then exists (
        select from workflows.version v, jsonb_array_elements(v.definition -> 'transitions') t,
          jsonb_array_elements(v.definition -> 'states') f, jsonb_array_elements(v.definition -> 'states') g
        where v.workflow_id = r.workflow_id and v.version = r.workflow_version
          and t ->> 'id' = payload ->> 'transition' and t -> 'from' ? (payload ->> 'from')
          and f ->> 'id' = payload ->> 'from' and g ->> 'id' = payload ->> 'to' and r.state = payload ->> 'to'
          and (t ->> 'to' = payload ->> 'to' or (t ->> 'to' = 'same' and payload ->> 'from' = payload ->> 'to'))
          -- Handed over, the request is in other hands already.
          and (t -> 'who' ?| roles or (t -> 'effects' @> '[{"name": "handOver"}]' and (payload ->> 'fromUnitId')::integer is not null
            and t -> 'who' ?| requests.roles_on((payload ->> 'fromUnitId')::integer,
              (select u.authority_id from territory.unit u where u.id = (payload ->> 'fromUnitId')::integer), null, null, null)))
          and (payload -> 'clock' = requests.clock_kinds(f ->> 'clock', g ->> 'clock', t -> 'effects')
            -- The day of a visit, promised in place of an earlier one.
            or (t -> 'effects' @> '[{"name": "planDate"}]' and payload ->> 'promisedDay' = payload ->> 'plannedDay'
              and payload -> 'clock' = requests.clock_kinds(f ->> 'clock', g ->> 'clock', t -> 'effects' || '[{"name": "promiseDate"}]'))))
      when 'request.attached' then not payload ? 'clock' and r.resident_id = platform.person_id()
      when 'request.rated' then not payload ? 'clock' and 'resident' = any (roles)
      when 'request.noted' then not payload ? 'clock'
        and (roles && array['handler', 'reception', 'observer'] or requests.shared_with_actor(r.id))
      when 'request.told' then not payload ? 'clock' and roles && array['handler', 'reception']
      else false end) $$;
