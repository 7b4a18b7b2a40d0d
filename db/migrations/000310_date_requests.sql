-- The database dates a request by its own clock: when it was received, since when it is in its state, when it was closed, when its
-- resident wrote and its handler read. Whoever acts says that a thing happens, never when; the system's own rows (imports, the
-- demonstration's past) keep the dates it gives.

-- The kind of a state is what the workflow says of it.
create function requests.kind_of(workflow text, at_version integer, state text) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select s ->> 'kind' from workflows.version v, jsonb_array_elements(v.definition -> 'states') s
  where v.workflow_id = workflow and v.version = at_version and s ->> 'id' = state $$;

drop trigger guard_closing on requests.request;
drop function requests.guard_closing();
-- Its name comes before that of guard_change, which judges who may.
create function requests.date_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if new.state is distinct from old.state then
    new.state_kind := requests.kind_of(new.workflow_id, new.workflow_version, new.state);
    if new.state_kind is null then raise insufficient_privilege using message = 'the workflow has no such state'; end if;
    new.state_since := platform.now();
    new.closed_at := case when new.state_kind = 'done' then coalesce(old.closed_at, platform.now()) end;
  elsif (new.state_kind, new.state_since, new.closed_at) is distinct from (old.state_kind, old.state_since, old.closed_at) then
    raise insufficient_privilege using message = 'a request is closed and reopened by its state, on that day';
  end if;
  if new.resident_wrote_at is distinct from old.resident_wrote_at then new.resident_wrote_at := platform.now(); end if;
  if new.handler_read_at is distinct from old.handler_read_at and new.handler_read_at is not null then
    new.handler_read_at := platform.now();
  end if;
  if new.untold_since is distinct from old.untold_since and new.untold_since is not null then
    new.untold_since := platform.now();
  end if;
  if exists (select from unnest(array[new.answer_due_at, new.answer_risk_at, new.answer_done_at, new.solution_due_at,
      new.solution_risk_at, new.solution_done_at]) told where not isfinite(told)) then
    raise insufficient_privilege using message = 'a promise has a day';
  end if;
  return new;
end $$;
create trigger date_change before update on requests.request for each row execute function requests.date_change();

-- A request is sent (000070): what it says is given, what it is comes from here. New, in the first state of its workflow, received
-- now, shared with nobody but whoever enters it; a promise is of the ten years to come.
create or replace function requests.send(given jsonb, code text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made requests.request := jsonb_populate_record(null::requests.request, given);
  row_given jsonb := given;
  instant timestamptz := at;
  columns text;
  done integer;
begin
  if not platform.is_system() then
    if made.id is distinct from currval('requests.request_id_seq') then
      raise insufficient_privilege using message = 'the id of a request is drawn, never chosen';
    end if;
    if made.entered_unit_id is null then
      if made.entered_by is not null or made.resident_id is distinct from platform.person_id() or made.channel <> 'web' then
        raise insufficient_privilege using message = 'a request is sent in one''s own name';
      end if;
    elsif made.entered_by is distinct from platform.person_id() or not requests.is_of_unit(made.entered_unit_id) then
      raise insufficient_privilege using message = 'a request is entered by an agent of the unit';
    end if;
    if exists (select from jsonb_object_keys(given) key where key <> all (array['id', 'ref', 'draft_id', 'service_slug', 'service_version',
        'category', 'form_id', 'form_version', 'workflow_id', 'workflow_version', 'authority_id', 'unit_id', 'commune_id', 'area_code',
        'channel', 'resident_id', 'entered_by', 'entered_unit_id', 'contact_name', 'contact_email', 'contact_phone', 'contact_address',
        'subject', 'description', 'place_address', 'place_kind', 'lat', 'long', 'answers', 'routing', 'state', 'state_kind', 'state_since',
        'received_at', 'answer_due_at', 'answer_risk_at', 'answer_done_at', 'solution_due_at', 'solution_risk_at', 'solution_done_at'])) then
      raise insufficient_privilege using message = 'a request says nothing more when it is sent';
    end if;
    if made.answer_done_at is not null or made.solution_done_at is not null or exists (
      select from (values (made.answer_risk_at, made.answer_due_at), (made.solution_risk_at, made.solution_due_at)) p (risk, due)
      where risk > due or least(risk, due) < platform.now() - interval '1 day' or due > platform.now() + interval '10 years') then
      raise insufficient_privilege using message = 'a promise is of the days to come';
    end if;
    instant := date_trunc('milliseconds', platform.now());
    select given || jsonb_build_object('received_at', instant, 'state_since', instant, 'state', v.definition ->> 'start',
        'state_kind', requests.kind_of(v.workflow_id, v.version, v.definition ->> 'start'))
      into row_given from workflows.version v where v.workflow_id = made.workflow_id and v.version = made.workflow_version;
    if row_given is null then raise insufficient_privilege using message = 'a request follows a workflow'; end if;
  end if;
  columns := (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(row_given) key);
  execute format('insert into requests.request (%1$s) select %1$s from jsonb_populate_record(null::requests.request, $1)
    on conflict (draft_id) do nothing', columns) using row_given;
  get diagnostics done = row_count;
  if done = 0 then return false; end if;
  insert into requests.tracking (request_id, code) values (made.id, code);
  if made.entered_unit_id is not null then
    insert into requests.access (request_id, unit_id, reason, since) values (made.id, made.entered_unit_id, 'entered', instant);
  elsif platform.visitor_id() is not null and made.resident_id is null then
    insert into requests.code_grant (visitor_id, request_id, granted_at) values (platform.visitor_id(), made.id, instant);
  end if;
  return true;
end $$;
