-- Whoever writes contents names any body, and reads of nobody that they sit there (decision 092): who holds such a key is told to whoever
-- keeps that body alone.
create function audiences.tells(key text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when platform.is_system() then true
    when key ~ '^elected:' then split_part(key, ':', 2)::bigint = any ((select audiences.actor_ids('setter'))::bigint[])
    when key ~ '^body:' then bodies.keeps(split_part(key, ':', 2)::integer)
    when key in ('elected', 'body') or key ~ '^role:' and split_part(key, ':', 2) = any (enum_range(null::bodies.post)::text[])
      then not exists (select from territory.authority a where a.id <> all ((select audiences.actor_ids('setter'))::bigint[]))
    else true end $$;

-- Who meets a rule today. For functions alone.
create function audiences.meet(rule jsonb) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select held.person_id from (
    select h.person_id, array_agg(h.key) as keys from audiences.holder h
    where h.key in (select key from audiences.clauses_of(rule) c, unnest(c.all_of || c.none_of) key) group by h.person_id) held
  where (platform.is_system() or cardinality(audiences.actor_ids('publisher')) > 0) and exists (
    select from audiences.clauses_of(rule) c where audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, held.keys)) $$;

-- Those of them who may be told: by keys that tell, as long as none of those that do not keeps anybody in or out.
create or replace function audiences.readers_of(rule jsonb) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select audiences.meet(jsonb_set(rule, '{who}', coalesce((
    select jsonb_agg(key) from jsonb_array_elements_text(rule -> 'who') key where audiences.tells(key)), '[]')))
  where not exists (select from jsonb_array_elements_text((rule -> 'also') || (rule -> 'except')) key where not audiences.tells(key)) $$;

-- How many they are, and whether there is anybody. Of a rule with a key that does not tell, by fives: one more key would tell of one
-- person; and whether somebody is there is asked of `who` alone. Kinds as a whole (« tous les agents ») name nobody.
create function audiences.count_readers(rule jsonb) returns table (count integer, is_exact boolean, is_reached boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with named as materialized (
    select key from jsonb_array_elements_text((rule -> 'who') || (rule -> 'also') || (rule -> 'except')) key),
  said as materialized (
    select coalesce(bool_and(audiences.tells(key)) or bool_and(key !~ ':'), true) as is_exact from named),
  met as materialized (select count(*)::integer as count from audiences.meet(rule))
  select case when said.is_exact then met.count else met.count / 5 * 5 end, said.is_exact,
    case when said.is_exact then met.count > 0
      else exists (select from audiences.meet(jsonb_build_object('who', rule -> 'who', 'also', '[]'::jsonb, 'except', '[]'::jsonb))) end
  from said, met $$;
revoke execute on function audiences.tells, audiences.meet from public;
