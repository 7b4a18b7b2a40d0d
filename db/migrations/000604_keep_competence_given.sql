-- A town says which of its services answers where it is the one that answers: who is competent is the metropolis's to give and to take
-- back. It was asked of the first day of a new row; it is asked of each case in which a row comes to decide, or decides no more: its
-- subject and those below, each kind of place, each day on which something begins or ends.

-- Who answers there but for that row: 'commune' where a more precise one decides, for it changes nothing there.
create function services.level_besides(rule services.competence, category text, place_kind text, day date) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive line(code, parent, distance) as (
    select c.code, c.parent, 0 from services.category c where c.code = level_besides.category
    union all select c.code, c.parent, line.distance + 1 from line join services.category c on c.code = line.parent where line.distance < 20)
  select coalesce((
    select case when (r.commune is null, r.place_kind is null, line.distance)
        < (rule.commune is null, rule.place_kind is null, (select own.distance from line own where own.code = rule.category))
      then 'commune' else r.answers end
    from services.competence r join line on line.code = r.category
    where r.id <> rule.id and not r.withdrawn and (r.commune is null or r.commune = rule.commune)
      and (r.place_kind is null or r.place_kind = level_besides.place_kind)
      and r.valid_from <= day and (r.valid_to is null or r.valid_to >= day)
    order by r.commune is null, r.place_kind is null, line.distance, r.valid_from desc, r.id limit 1), 'metropolis') $$;

-- Does another than the town answer somewhere, but for that row, on one of these days?
create function services.is_given(rule services.competence, first_day date, last_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive below(code) as (
    select rule.category union select c.code from below join services.category c on c.parent = below.code),
  kinds(kind) as (
    select rule.place_kind union select r.place_kind from services.competence r where rule.place_kind is null),
  days(day) as (
    select first_day union select r.valid_from from services.competence r union select r.valid_to + 1 from services.competence r)
  select exists (select from below, kinds, days
    where day >= first_day and (last_day is null or day <= last_day)
      and services.level_besides(rule, code, kind, day) <> 'commune') $$;

create or replace function services.keep_level() returns trigger language plpgsql as $$
declare
  given boolean;
begin
  -- Policies refuse what is not theirs at all.
  if platform.is_system() or cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
    or not services.rules_on(new.commune, new.answers) then return new; end if;
  if tg_op = 'INSERT' then
    given := services.is_given(new, new.valid_from, new.valid_to);
  elsif (new.category, new.commune, new.place_kind, new.valid_from, new.withdrawn)
      is distinct from (old.category, old.commune, old.place_kind, old.valid_from, old.withdrawn) then
    given := services.is_given(old, old.valid_from, old.valid_to)
      or not new.withdrawn and services.is_given(new, new.valid_from, new.valid_to);
  else
    given := new.valid_to is distinct from old.valid_to and services.is_given(new, least(new.valid_to, old.valid_to) + 1,
      case when new.valid_to is not null and old.valid_to is not null then greatest(new.valid_to, old.valid_to) end);
  end if;
  if given then
    raise insufficient_privilege using message = 'competence is given by the metropolis';
  end if;
  return new;
end $$;
drop trigger keep_level on services.competence;
create trigger keep_level before insert or update on services.competence for each row execute function services.keep_level();
