-- A service may be for some alone (`meantFor` of its definition): PostgreSQL lets nobody else send one, and no correction leads there from
-- a service that is for others.
create function services.meant_for(service text, of_version integer) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select v.body ->> 'meantFor' from definitions.version v where v.kind = 'service' and v.id = service and v.version = of_version $$;

create function services.is_meant(service text, of_version integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case services.meant_for(service, of_version)
    when 'elected' then cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0
    else services.meant_for(service, of_version) is null end $$;

do $$
declare
  said record;
  source text;
begin
  for said in select * from (values
    ('requests.send', 'if not requests.is_offered(made) then',
     'if not requests.is_offered(made) or not services.is_meant(made.service_slug, made.service_version) then'),
    ('requests.refile', 'if was.state_kind = ''done''',
     'if services.meant_for(made.service_slug, made.service_version) is not null
    and services.meant_for(made.service_slug, made.service_version) is distinct from services.meant_for(was.service_slug, was.service_version) then
    raise insufficient_privilege using message = ''a request is not corrected to a service for others'';
  end if;
  if was.state_kind = ''done''')) as t (name, was, becomes)
  loop
    source := pg_get_functiondef(said.name::regproc);
    if position(said.was in source) = 0 then raise '% says it otherwise: %', said.name, said.was; end if;
    execute replace(source, said.was, said.becomes);
  end loop;
end $$;
