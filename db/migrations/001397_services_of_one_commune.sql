-- A service may be of one commune alone (`commune` of its definition), whose own form it may ask: what is sent under it, or corrected to
-- it, is on the territory of that commune.
create or replace function requests.is_of_service(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with named as (
    select v.kind, v.body from definitions.version v
    where v.status <> 'draft' and (v.kind, v.id, v.version) in (('service', made.service_slug, made.service_version),
      ('workflow', made.workflow_id, made.workflow_version))
      and (v.status = 'live' or exists (select from definitions.version n where n.kind = v.kind and n.id = v.id
        and n.version > v.version and n.published_at > platform.now() - interval '1 hour')))
  select exists (select from named s, named w where s.kind = 'service' and w.kind = 'workflow'
    and s.body ->> 'category' = made.category and s.body ->> 'workflow' = made.workflow_id
    and (not s.body ? 'commune' or exists (select from territory.authority a
      where a.id = made.commune_id and a.code = s.body ->> 'commune'))) $$;
