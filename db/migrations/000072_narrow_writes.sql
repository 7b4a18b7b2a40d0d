-- The write wall, as narrow as the verbs. What only the program's own work writes (accounts, keys, mails, journals, consents…) is
-- written under the system's account; tables without row-level security too, whatever a migration grants (src/platform/postgres/roles.ts).
do $$
declare
  owned record;
  wanted text;
begin
  for owned in
    select c.oid, c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and (n.nspname in ('accounts', 'identity', 'privacy') or c.oid::regclass::text = 'platform.mail')
      and c.oid::regclass::text not in ('identity.client', 'identity.client_secret')
  loop
    foreach wanted in array array['insert', 'update', 'delete'] loop
      if has_table_privilege('parvis_app', owned.oid, wanted) then
        execute format('grant %s on %s to parvis_system', wanted, owned.name);
        execute format('revoke %s on %s from parvis_app', wanted, owned.name);
      end if;
    end loop;
  end loop;
end $$;
revoke update (handled_at, handled_by, finding) on privacy.incident from parvis_app;
grant update (handled_at, handled_by, finding) on privacy.incident to parvis_system;

-- Requests: what a verb changes, and nothing else.
revoke update on requests.request, requests.message, requests.document, requests.access from parvis_app;
revoke delete on requests.document from parvis_app;
grant update on requests.request, requests.message, requests.document, requests.access to parvis_system;
grant insert on requests.access, requests.message, requests.document to parvis_system;
grant delete on requests.document to parvis_system;
grant update (state, state_kind, state_since, closed_at, assignee_id, unit_id, authority_id, resident_id, routing, resident_wrote_at,
  handler_read_at, answer_due_at, answer_risk_at, answer_done_at, solution_due_at, solution_risk_at, solution_done_at)
  on requests.request to parvis_app;

-- What the acting person is for a request, in the words of workflows.
create function requests.roles_on(at_unit integer, at_authority integer, at_commune integer, resident bigint, request bigint) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array_remove(array[
    case when at_unit = any (accounts.actor_units()) then 'handler' end,
    case when at_unit = any (accounts.actor_units()) then 'manager' end,
    case when at_authority = any (accounts.actor_receptions()) then 'reception' end,
    case when at_commune = any (accounts.actor_communes()) then 'observer' end,
    case when resident = platform.person_id() or request = any (platform.code_requests()) then 'resident' end], null) $$;

-- Does the workflow let one of these roles go from one state to another? Conditions and delays are the program's to judge.
create function requests.may_move(workflow text, at_version integer, from_state text, to_state text, roles text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from workflows.version v, jsonb_array_elements(v.definition -> 'transitions') t
    where v.workflow_id = workflow and v.version = at_version and t -> 'from' ? from_state
      and (t ->> 'to' = to_state or (t ->> 'to' = 'same' and from_state = to_state)) and t -> 'who' ?| roles) $$;

-- What a transition does to the clocks: the same as clockKinds (src/workflows/clock.ts), which a test compares.
create function requests.clock_kinds(from_clock text, to_clock text, effects jsonb) returns jsonb
  language sql immutable parallel safe as $$
  select coalesce(jsonb_agg(kind order by n), '[]') from (values
    (1, 'reopened', effects @> '[{"name": "reopen"}]'),
    (2, 'promised', effects @> '[{"name": "promiseDate"}]'),
    (3, 'firstAnswer', effects @> '[{"name": "firstAnswer"}]'),
    (4, 'resumed', from_clock = 'paused' and to_clock = 'running'),
    (5, 'paused', from_clock <> 'paused' and to_clock = 'paused'),
    (6, 'closed', effects @> '[{"name": "close"}]')) k (n, kind, holds) where holds $$;

create function requests.is_own_file(file uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from platform.file f where f.id = file and forms.is_own(f.visitor_id, f.person_id)) $$;

create function requests.may_rate(request bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from requests.request r where r.id = request and r.closed_at is not null
    and (r.resident_id = platform.person_id() or r.id = any (platform.code_requests()))) $$;

-- An event of a request says what its sender may have done: clocks are computed from it.
create function requests.may_tell(request bigint, name text, payload jsonb) returns boolean
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
          and payload -> 'clock' = requests.clock_kinds(f ->> 'clock', g ->> 'clock', t -> 'effects'))
      when 'request.attached' then r.resident_id = platform.person_id()
      when 'request.rated' then 'resident' = any (roles)
      when 'request.noted' then roles && array['handler', 'reception', 'observer'] or requests.shared_with_actor(r.id)
      else not payload ? 'clock' and name not in ('request.anonymised') end) $$;

-- Who handles a request, or answers for its authority, keeps its promises; anybody else takes the transitions that the workflow gives
-- them. The clocks of what a resident does are recomputed by the system.
create function requests.guard_change() returns trigger language plpgsql as $$
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
        new.answer_done_at, new.solution_due_at, new.solution_risk_at, new.solution_done_at, new.next_due_at, new.next_risk_at)
      is distinct from
       (old.unit_id, old.authority_id, old.assignee_id, old.routing, old.handler_read_at, old.answer_due_at, old.answer_risk_at,
        old.answer_done_at, old.solution_due_at, old.solution_risk_at, old.solution_done_at, old.next_due_at, old.next_risk_at) then
      raise insufficient_privilege using message = 'a promise is changed by who keeps it';
    end if;
  elsif (new.unit_id, new.authority_id) is distinct from (old.unit_id, old.authority_id)
    and not exists (select from territory.unit u where u.id = new.unit_id and u.authority_id = new.authority_id) then
    raise insufficient_privilege using message = 'a unit is of its authority';
  end if;
  return new;
end $$;
-- The order of the inbox follows the two clocks by itself.
create function requests.keep_order() returns trigger language plpgsql as $$
begin
  new.next_due_at := coalesce(least(case when new.answer_done_at is null then new.answer_due_at end,
    case when new.solution_done_at is null then new.solution_due_at end), 'infinity');
  new.next_risk_at := coalesce(least(case when new.answer_done_at is null then new.answer_risk_at end,
    case when new.solution_done_at is null then new.solution_risk_at end), 'infinity');
  return new;
end $$;
create trigger keep_order before insert or update of answer_due_at, answer_risk_at, answer_done_at, solution_due_at, solution_risk_at,
  solution_done_at on requests.request for each row execute function requests.keep_order();

create trigger guard_change before update on requests.request for each row execute function requests.guard_change();

-- One speaks in one's own name: as an agent, as the resident, or for the resident whose request one enters.
drop policy visible on requests.message;
create policy system on requests.message using (platform.is_system());
create policy visible on requests.message for select using (
  exists (select from requests.request r where r.id = request_id)
  and (audience = 'resident' or (select requests.actor_is_agent())));
create policy say on requests.message for insert with check (exists (select from requests.request r where r.id = request_id
  and ((author_kind = 'agent' and author_id = platform.person_id() and (select requests.actor_is_agent()))
    or (author_kind = 'resident' and audience = 'resident' and (
      (r.resident_id = platform.person_id() and author_id = r.resident_id)
      or (r.id = any ((select platform.code_requests())::bigint[]) and author_id is not distinct from platform.person_id())
      or (r.entered_by = platform.person_id() and author_id is not distinct from r.resident_id))))));

-- One joins one's own files.
drop policy visible on requests.document;
create policy system on requests.document using (platform.is_system());
create policy visible on requests.document for select using (
  exists (select from requests.request r where r.id = request_id)
  and (audience = 'resident' or (select requests.actor_is_agent())));
create policy join_own on requests.document for insert with check (
  exists (select from requests.request r where r.id = request_id)
  and (audience = 'resident' or (select requests.actor_is_agent()))
  and requests.is_own_file(file_id));

-- A hand-over leaves the request in the sight of the unit that had it. Entering is the work of requests.send.
drop policy visible on requests.access;
create policy system on requests.access using (platform.is_system());
create policy visible on requests.access for select using (exists (select from requests.request r where r.id = request_id));
create policy hand_over on requests.access for insert with check (reason = 'handed-over' and exists (select from requests.request r
  where r.id = request_id and r.unit_id = access.unit_id and requests.works_in(r.unit_id)));

-- The opinion is the resident's, once it is over.
drop policy visible on requests.rating;
create policy system on requests.rating using (platform.is_system());
create policy visible on requests.rating for select using (exists (select from requests.request r where r.id = request_id));
create policy rate on requests.rating for insert with check (requests.may_rate(request_id));
create policy rate_again on requests.rating for update using (requests.may_rate(request_id)) with check (requests.may_rate(request_id));

-- What happened is told by who did it, under their own name.
drop policy request on platform.event;
create policy request on platform.event for select
  using (subject_kind = 'request' and exists (select from requests.request r where r.id = subject_id));
create policy tell_request on platform.event for insert with check (
  subject_kind = 'request' and actor_kind <> 'system' and actor_id is not distinct from platform.person_id() and erased_at is null
  and requests.may_tell(subject_id, name, payload));
drop policy client on platform.event;
create policy client on platform.event for select
  using (subject_kind = 'client' and exists (select from identity.client c where c.number = event.subject_id));
create policy tell_client on platform.event for insert with check (
  subject_kind = 'client' and actor_kind <> 'system' and actor_id = platform.person_id() and erased_at is null
  and exists (select from identity.client c where c.number = event.subject_id));

-- Files: kept by whoever sends them, handed to their account, never rewritten.
revoke update, delete on platform.file from parvis_app;
grant insert, update, delete on platform.file to parvis_system;
grant update (visitor_id, person_id) on platform.file to parvis_app;
