-- Who answers is asked of where a withdrawn subject leads, as the program does (src/services/routing/matching.ts).
create or replace function services.level_besides(rule services.competence, category text, place_kind text, day date) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive line(code, parent, distance) as (
    select c.code, coalesce(c.leads_to, c.parent), 0 from services.category c where c.code = level_besides.category
    union all select c.code, coalesce(c.leads_to, c.parent), line.distance + 1
      from line join services.category c on c.code = line.parent where line.distance < 20)
  select coalesce((
    select case when (r.commune is null, r.place_kind is null, line.distance)
        < (rule.commune is null, rule.place_kind is null, (select own.distance from line own where own.code = rule.category))
      then 'commune' else r.answers end
    from services.competence r join line on line.code = r.category
    where r.id <> rule.id and not r.withdrawn and (r.commune is null or r.commune = rule.commune)
      and (r.place_kind is null or r.place_kind = level_besides.place_kind)
      and r.valid_from <= day and (r.valid_to is null or r.valid_to >= day)
    order by r.commune is null, r.place_kind is null, line.distance, r.valid_from desc, r.id limit 1), 'metropolis') $$;

create or replace function services.is_given(rule services.competence, first_day date, last_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive below(code) as (
    select rule.category union select c.code from below join services.category c on coalesce(c.leads_to, c.parent) = below.code),
  kinds(kind) as (
    select rule.place_kind union select r.place_kind from services.competence r where rule.place_kind is null),
  days(day) as (
    select first_day union select r.valid_from from services.competence r union select r.valid_to + 1 from services.competence r)
  select exists (select from below, kinds, days
    where day >= first_day and (last_day is null or day <= last_day)
      and services.level_besides(rule, code, kind, day) <> 'commune') $$;
