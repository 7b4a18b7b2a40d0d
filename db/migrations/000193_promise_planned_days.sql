-- The day that a visit is planned on may be promised, where the workflow plans it: what is told of the clocks is judged (000072).
create or replace function requests.may_tell(request bigint, name text, payload jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from requests.request r, requests.roles_on(r.unit_id, r.authority_id, r.commune_id, r.resident_id, r.id) roles
    where r.id = request and requests.reached(r.id) and case name
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
      when 'request.attached' then r.resident_id = platform.person_id()
      when 'request.rated' then 'resident' = any (roles)
      when 'request.noted' then roles && array['handler', 'reception', 'observer'] or requests.shared_with_actor(r.id)
      else not payload ? 'clock' and name not in ('request.anonymised') end) $$;
