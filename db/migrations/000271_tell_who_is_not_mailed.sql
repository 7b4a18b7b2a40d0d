-- A message waits in the follow-up of somebody whom no mail reaches: since when, until an agent has told them otherwise.
alter table requests.request add column untold_since timestamptz;
grant update (untold_since) on requests.request to parvis_app;
create index request_untold on requests.request (unit_id, received_at desc, id desc) where untold_since is not null;

-- Whoever handles the request, or answers for its authority, says that the person was told (000072).
create or replace function requests.guard_change() returns trigger language plpgsql as $$
declare
  roles text[];
begin
  -- The system, and functions that run with their owner's rights and have judged.
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  roles := requests.roles_on(old.unit_id, old.authority_id, old.commune_id, old.resident_id, old.id);
  if new.state is distinct from old.state
    and not requests.may_move(old.workflow_id, old.workflow_version, old.state, new.state, roles) then
    raise insufficient_privilege using message = 'the workflow does not let this person do that';
  end if;
  if new.resident_id is distinct from old.resident_id and not (old.resident_id is null and new.resident_id = platform.person_id()
    and old.id = any (platform.code_requests()) and exists (select from accounts.person p
      where p.id = new.resident_id and p.email_verified_at is not null and lower(p.email) = lower(old.contact_email))) then
    raise insufficient_privilege using message = 'a request is attached with its code and the same verified address';
  end if;
  if not roles && array['handler', 'reception'] then
    if not 'resident' = any (roles) then
      raise insufficient_privilege using message = 'this request is in other hands';
    end if;
    if (new.unit_id, new.authority_id, new.assignee_id, new.routing, new.handler_read_at, new.answer_due_at, new.answer_risk_at,
        new.answer_done_at, new.solution_due_at, new.solution_risk_at, new.solution_done_at, new.next_due_at, new.next_risk_at, new.untold_since)
      is distinct from
       (old.unit_id, old.authority_id, old.assignee_id, old.routing, old.handler_read_at, old.answer_due_at, old.answer_risk_at,
        old.answer_done_at, old.solution_due_at, old.solution_risk_at, old.solution_done_at, old.next_due_at, old.next_risk_at, old.untold_since) then
      raise insufficient_privilege using message = 'a promise is changed by who keeps it';
    end if;
  elsif (new.unit_id, new.authority_id) is distinct from (old.unit_id, old.authority_id)
    and not exists (select from territory.unit u where u.id = new.unit_id and u.authority_id = new.authority_id) then
    raise insufficient_privilege using message = 'a unit is of its authority';
  end if;
  return new;
end $$;

-- And so does the event (000193).
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
      when 'request.told' then not payload ? 'clock' and roles && array['handler', 'reception']
      else not payload ? 'clock' and name not in ('request.anonymised') end) $$;
