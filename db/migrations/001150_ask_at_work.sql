-- Agents ask their employer as residents ask their town: a service may be for those of the metropolis, or for all who work for an authority
-- here (src/services/words/meant.ts). What they ask concerns no commune: it is filed under the authority that answers, so that no town reads
-- what an agent who works on its ground asks for at work; and it is never corrected to a service for others.
create or replace function services.is_meant(service text, of_version integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case services.meant_for(service, of_version)
    when 'elected' then cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0
    when 'office' then cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0
      or cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
    when 'agents' then cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
    when 'metropolis-agents' then exists (select from territory.authority a
      where a.level = 'metropolis' and a.id = any ((select audiences.actor_ids('workplace'))::bigint[]))
    else services.meant_for(service, of_version) is null end $$;

create function services.is_internal(service text, of_version integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(services.meant_for(service, of_version) in ('agents', 'metropolis-agents'), false) $$;

do $$
declare
  said record;
  source text;
begin
  for said in select * from (values
    ('requests.send', 'and a.authority_id = made.commune_id) then',
     'and (a.authority_id = made.commune_id or services.is_internal(made.service_slug, made.service_version))) then'),
    ('requests.send', 'not services.is_meant(made.service_slug, made.service_version) then',
     'not services.is_meant(made.service_slug, made.service_version)
      or services.is_internal(made.service_slug, made.service_version) and made.commune_id <> made.authority_id then'),
    ('requests.refile', 'if services.meant_for(made.service_slug, made.service_version) is not null
    and',
     'if (services.meant_for(made.service_slug, made.service_version) is not null
      or services.is_internal(was.service_slug, was.service_version)) and')) as t (name, was, becomes)
  loop
    source := pg_get_functiondef(said.name::regproc);
    if position(said.was in source) = 0 then raise '% says it otherwise: %', said.name, said.was; end if;
    execute replace(source, said.was, said.becomes);
  end loop;
end $$;
