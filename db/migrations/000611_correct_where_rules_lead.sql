-- A decision says six things, and could be any other: a rule of elsewhere, a unit that is closed, words beside. It names a rule that was in
-- force there for that subject, on its own ground, and an open unit of whom the rule names or of the metropolis, which receives for all.
-- Its sentences are said again by the system before anybody reads them in the authority's name. (Days are counted where the territory is:
-- one more on each side.)
create or replace function requests.is_routed(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive line(code) as (
    select made.category union select coalesce(c.leads_to, c.parent) from line join services.category c using (code)),
  asked(day, commune) as (
    select (coalesce((select r.received_at from requests.request r where r.id = made.id), platform.now()) at time zone 'UTC')::date, a.code
    from territory.authority a where a.id = made.commune_id)
  select exists (select from territory.unit u join territory.authority a on a.id = u.authority_id
    where u.id = made.unit_id and u.closed_on is null and a.id = made.authority_id
      and (a.level = 'metropolis' or a.id = made.commune_id)
      and made.routing - '{ruleId,unitId,authorityId,because,steps,basis}'::text[] = '{}'
      and (made.routing -> 'unitId', made.routing -> 'authorityId') = (to_jsonb(u.id), to_jsonb(a.id))
      and jsonb_typeof(made.routing -> 'because') = 'string' and jsonb_typeof(made.routing -> 'steps') = 'array'
      and not made.routing @? '$.steps[*] ? (@.type() != "string")' and length(made.routing::text) < 10000
      and case when made.routing -> 'ruleId' = 'null' then a.level = 'metropolis' and jsonb_typeof(made.routing -> 'basis') = 'string'
        else exists (select from asked, services.competence r join line on line.code = r.category
          where r.id = made.routing ->> 'ruleId' and r.basis = made.routing ->> 'basis' and not r.withdrawn
            and (r.answers = 'commune' or a.level = 'metropolis')
            and (r.commune is null or r.commune = asked.commune) and (r.place_kind is null or r.place_kind = made.place_kind)
            and r.valid_from <= asked.day + 1 and (r.valid_to is null or r.valid_to >= asked.day - 1)) end) $$;

-- Does that town offer it, by its own choice or by the metropolis's?
create function services.is_offered_by(town integer, service text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select v.value <> 'non' from settings.value v join territory.authority a on a.id = v.authority_id
    where v.key = 'services.offered' and v.service_slug = service and v.until is null and v.value is not null
      and (a.id = town or a.level = 'metropolis')
    order by a.level = 'metropolis' limit 1), true) $$;

-- A correction tells the workflow that it leaves, in whose words the past is read: without it no page of the request could be shown.
-- Delays that an authority promises are days (000594, 000405). A request is handed over to no unit that is closed (000271).
do $$
declare
  said record;
  source text;
begin
  for said in select * from (values
    ('requests.refile', 'not requests.is_routed(made) then',
     'not requests.is_routed(made)
    or not services.is_offered_by(made.commune_id, made.service_slug) then'),
    ('requests.guard_change', 'u.id = new.unit_id and u.authority_id = new.authority_id',
     'u.id = new.unit_id and u.authority_id = new.authority_id and u.closed_on is null'),
    ('requests.may_tell', 'and (payload ->> ''toService'', payload ->> ''to'') = (r.service_slug, r.state)',
     'and (payload ->> ''toService'', payload ->> ''to'') = (r.service_slug, r.state)
        and exists (select from definitions.version w where w.kind = ''workflow'' and w.status <> ''draft''
          and jsonb_build_object(''id'', w.id, ''version'', w.version) = payload -> ''fromWorkflow''
          and w.body -> ''states'' @> jsonb_build_array(jsonb_build_object(''id'', payload -> ''from'')))'),
    ('requests.is_shown', 'select payload -> ''unitId'' is not distinct from to_jsonb(unit)',
     'select payload -> ''unitId'' is not distinct from to_jsonb(unit)
    and (not payload ? ''delays'' or 4 = (select count(*) from unnest(''{firstAnswer,solution}''::text[]) clock, unnest(''{days,riskDays}''::text[]) said
      where (payload #> array[''delays'', clock, said])::text ~ ''^\d{1,3}$''))')) as t (name, was, becomes)
  loop
    source := pg_get_functiondef(said.name::regproc);
    if position(said.was in source) = 0 then raise '% says it otherwise', said.name; end if;
    execute replace(source, said.was, said.becomes);
  end loop;
end $$;
