-- A decision without a rule passed in a town that is not open, or has no unit, whatever rule spoke there: one by which the metropolis
-- answers decides all the same (000685, 000701). The rule that wins is the program's: commune, kind of place, depth of the subject, the
-- latest; silent is whoever it names, not open that day or without a unit.
create function services.ruling(category text, town text, place_kind text, day date) returns services.competence
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r from services.competence r join services.line_of(ruling.category) line on line.code = r.category
  where not r.withdrawn and (r.commune is null or r.commune = town) and (r.place_kind is null or r.place_kind = ruling.place_kind)
    and day >= r.valid_from and (r.valid_to is null or day <= r.valid_to)
  order by r.commune is null, r.place_kind is null, line.distance, r.valid_from desc, r.id limit 1 $$;

create function services.is_silent(category text, town text, place_kind text, day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from services.ruling(is_silent.category, town, is_silent.place_kind, day) rule
    join territory.authority a on case rule.answers when 'metropolis' then a.level = 'metropolis' when 'commune' then a.code = town end
    where exists (select from territory.unit u where u.authority_id = a.id and u.closed_on is null)
      and not exists (select from territory.opening o where o.authority_id = a.id and o.opens_on > day)) $$;

-- A rule that changed within the minute may have decided as it was: whoever may change it decides there anyway.
do $$
declare
  source text := pg_get_functiondef('requests.is_routed'::regproc);
  was constant text := '(not exists (select from rule where not withdrawn and not is_new and day >= valid_from and until <= valid_to)
          or exists (select from asked, territory.opening o where o.authority_id in (a.id, made.commune_id) and o.opens_on > asked.day)
          or not exists (select from territory.unit own where own.authority_id = made.commune_id and own.closed_on is null))';
begin
  if position(was in source) = 0 then raise 'requests.is_routed says it otherwise'; end if;
  execute replace(source, was, '(exists (select from rule where is_new) or exists (select from asked, unnest(array[asked.day, asked.until]) as on_day
          where services.is_silent(made.category, asked.commune, made.place_kind, on_day)))');
end $$;
