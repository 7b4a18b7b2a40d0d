-- What collaborators asked for in the name of an elected member, by services that are for whoever is elected: how it stands, to whoever acts
-- for them today. Neither its messages nor its answers: the member alone reads these. Nothing, once the mandate is over.
create function requests.asked_in_name() returns table (ref text, subject text, service_slug text, service_version integer, received_at timestamptz,
    closed_at timestamptz, state text, workflow_id text, workflow_version integer, authority_id integer, unit_id integer,
    answer_due_at timestamptz, answer_done_at timestamptz, solution_due_at timestamptz, said_by text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.ref, r.subject, r.service_slug, r.service_version, r.received_at, r.closed_at, r.state, r.workflow_id, r.workflow_version, r.authority_id,
    r.unit_id, r.answer_due_at, r.answer_done_at, r.solution_due_at, e.actor_label
  from requests.request r
  join platform.event e on e.subject_kind = 'request' and e.subject_id = r.id and e.seq = 1 and e.payload ? 'by'
  where platform.person_id() is null and platform.helper_id() is not null and r.resident_id = (select accounts.seated())
    and services.meant_for(r.service_slug, r.service_version) in ('elected', 'office')
  order by r.received_at desc, r.id desc limit 100 $$;
revoke execute on function requests.asked_in_name from public;
grant execute on function requests.asked_in_name to parvis_app, parvis_system;
