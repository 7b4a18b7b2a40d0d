-- What is sent is of a service as it is offered, in the hands of a unit of its authority, at a place of its commune. A process may not
-- know yet, for a moment, that a version has succeeded another; a form is the one that the draft was begun under.
create function requests.is_offered(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from services.version s
      join workflows.version w on w.workflow_id = s.definition ->> 'workflow' and w.version = made.workflow_version
      join forms.version f on f.form_id = made.form_id and f.version = made.form_version
    where s.slug = made.service_slug and s.version = made.service_version
      and made.category = s.definition ->> 'category' and made.workflow_id = w.workflow_id and f.status <> 'draft'
      and (s.status = 'live' or s.status = 'archived' and exists (select from services.version n
        where n.slug = s.slug and n.version > s.version and n.created_at > platform.now() - interval '1 hour'))
      and (w.status = 'live' or w.status = 'archived' and exists (select from workflows.version n
        where n.workflow_id = w.workflow_id and n.version > w.version and n.created_at > platform.now() - interval '1 hour'))) $$;

-- As in 000310. The reference is drawn, as the id is: whoever took those to come would keep everybody from sending. And nobody sends
-- another's draft, whose sender would be answered that it was sent before.
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
    if made.ref is distinct from left(made.ref, 4) || '-' || lpad(currval(('requests.ref_' || left(made.ref, 4))::regclass)::text, 5, '0') then
      raise insufficient_privilege using message = 'the reference of a request is drawn, never chosen';
    end if;
    if exists (select from forms.draft d where d.id = made.draft_id and forms.is_own(d.visitor_id, d.person_id) is not true) then
      raise insufficient_privilege using message = 'a draft is sent by whom it is of';
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
    if not requests.is_offered(made) then
      raise insufficient_privilege using message = 'a request is of a service, its form and its workflow, as they are offered';
    end if;
    if not exists (select from territory.unit u where u.id = made.unit_id and u.authority_id = made.authority_id)
      or not exists (select from territory.area a where a.code = made.area_code and a.authority_id = made.commune_id) then
      raise insufficient_privilege using message = 'a unit is of its authority, and a place of its commune';
    end if;
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
