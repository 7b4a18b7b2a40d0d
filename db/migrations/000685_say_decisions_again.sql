-- The line of a subject: itself, then where it leads or what it stands under. It had twenty steps, withdrawn words among them: a rule
-- above decided for the program and not here (000604, 000620).
create function services.line_of(asked text) returns table (code text, distance integer)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive line as (
    select c.code, coalesce(c.leads_to, c.parent) as above, 0 as distance from services.category c where c.code = asked
    union all select c.code, coalesce(c.leads_to, c.parent), line.distance + 1 from line join services.category c on c.code = line.above
  ) cycle code set is_again using path
  select line.code, line.distance from line where not is_again $$;

create or replace function services.level_besides(rule services.competence, category text, place_kind text, day date) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with line as (select * from services.line_of(level_besides.category))
  select coalesce((
    select case when (r.commune is null, r.place_kind is null, line.distance)
        < (rule.commune is null, rule.place_kind is null, (select own.distance from line own where own.code = rule.category))
      then 'commune' else r.answers end
    from services.competence r join line on line.code = r.category
    where r.id <> rule.id and not r.withdrawn and (r.commune is null or r.commune = rule.commune)
      and (r.place_kind is null or r.place_kind = level_besides.place_kind)
      and r.valid_from <= day and (r.valid_to is null or r.valid_to >= day)
    order by r.commune is null, r.place_kind is null, line.distance, r.valid_from desc, r.id limit 1), 'metropolis') $$;

-- A decision without a rule passed wherever a rule was in force. It stands where none speaks of the case on the day and around it, where
-- a town is not open yet, or has no unit at all. A rule that changed within the hour may have decided as it was, and is not held against
-- a decision that did not know it: whoever decides reads rules a moment before they write.
create or replace function requests.is_routed(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with asked(day, commune) as (
    select (coalesce((select r.received_at from requests.request r where r.id = made.id), platform.now()) at time zone 'UTC')::date, a.code
    from territory.authority a where a.id = made.commune_id),
  rule as (
    select r.id, r.basis, r.answers, r.withdrawn, r.valid_from, coalesce(r.valid_to, 'infinity') as valid_to, asked.day,
      coalesce(r.edited_at > platform.now() - interval '1 hour', false) as is_new
    from asked, services.competence r join services.line_of(made.category) line on line.code = r.category
    where (r.commune is null or r.commune = asked.commune) and (r.place_kind is null or r.place_kind = made.place_kind))
  select exists (select from territory.unit u join territory.authority a on a.id = u.authority_id
    where u.id = made.unit_id and u.closed_on is null and a.id = made.authority_id
      and (a.level = 'metropolis' or a.id = made.commune_id)
      and made.routing - '{ruleId,unitId,authorityId,because,steps,basis}'::text[] = '{}'
      and (made.routing -> 'unitId', made.routing -> 'authorityId') = (to_jsonb(u.id), to_jsonb(a.id))
      and jsonb_typeof(made.routing -> 'because') = 'string' and jsonb_typeof(made.routing -> 'steps') = 'array'
      and not made.routing @? '$.steps[*] ? (@.type() != "string")' and length(made.routing::text) < 10000
      and case when made.routing -> 'ruleId' = 'null' then a.level = 'metropolis' and jsonb_typeof(made.routing -> 'basis') = 'string'
        and (not exists (select from rule where not withdrawn and not is_new and day - 1 >= valid_from and day + 1 <= valid_to)
          or exists (select from asked, territory.opening o where o.authority_id in (a.id, made.commune_id) and o.opens_on >= asked.day)
          or not exists (select from territory.unit own where own.authority_id = made.commune_id and own.closed_on is null))
        else exists (select from rule where rule.id = made.routing ->> 'ruleId' and (is_new or not withdrawn and rule.basis = made.routing ->> 'basis')
          and (rule.answers = 'commune' or a.level = 'metropolis') and day + 1 >= valid_from and day - 1 <= valid_to) end) $$;

-- What an agent who corrects says of why is not kept: the authority says it, by the system, as the correction is told; until then pages
-- name the unit alone. And a correction is told in the transaction that makes it, by the service and the unit where it stands: one that
-- came back to where it was told last left no word (000594).
do $$
declare
  said record;
  source text;
begin
  for said in select * from (values
    ('requests.refile', '  made.subject := case',
     '  if not platform.is_system() then
    made.routing := made.routing || ''{"because": "", "steps": [], "basis": ""}'';
  end if;
  made.subject := case'),
    ('requests.is_told', '(select r.service_slug from requests.request r where r.id = new.id) is distinct from (
    select e.payload ->> ''toService'' from platform.event e where e.subject_kind = ''request'' and e.subject_id = new.id
      and e.name = ''request.corrected'' order by e.seq desc limit 1)',
     '(select (r.service_slug, to_jsonb(r.unit_id)) from requests.request r where r.id = new.id) is distinct from (
    select (e.payload ->> ''toService'', e.payload -> ''unitId'') from platform.event e where e.subject_kind = ''request''
      and e.subject_id = new.id and e.name = ''request.corrected'' and e.xmin = pg_current_xact_id()::xid order by e.seq desc limit 1)'),
    ('services.is_word_told', 'and e.payload -> ''said'' ? said.key', 'and e.payload -> ''said'' ? said.key
        and e.xmin = pg_current_xact_id()::xid')) as t (name, was, becomes)
  loop
    source := pg_get_functiondef(said.name::regproc);
    if position(said.was in source) = 0 then raise '% says it otherwise', said.name; end if;
    execute replace(source, said.was, said.becomes);
  end loop;
end $$;

-- Where no head of the metropolis stands, nobody reads for the whole of it (000613).
create or replace function agreements.is_whole(units integer[]) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(u.id = any (units)), false) from territory.unit u join territory.authority a on a.id = u.authority_id
  where a.level = 'metropolis' and u.parent_id is null and u.closed_on is null $$;
