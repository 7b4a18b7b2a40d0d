-- What an author is told of a rule never depends on who holds a key that does not tell beside keys that do: counted together and rounded,
-- keys of a known size made the fives say one person. Agents of another authority are no more told than who sits in a body.

-- Does that key tell whoever acts who holds it? Of bodies, whoever keeps them; of agents, whoever writes for their authority, hence works
-- there; of what is held anywhere, whoever does everywhere.
create or replace function audiences.tells(key text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  kind constant text := split_part(key, ':', 1);
  place constant integer := nullif(substring(key from '^[a-z]+:([0-9]+)'), '')::integer;
  is_of_bodies constant boolean := kind in ('elected', 'body')
    or kind = 'role' and split_part(key, ':', 2) = any (enum_range(null::bodies.post)::text[]);
  known constant bigint[] := audiences.actor_ids(case when is_of_bodies then 'setter' else 'publisher' end);
begin
  if platform.is_system() or key = 'all' then return true; end if;
  if place is null then return not exists (select from territory.authority a where a.id <> all (known)); end if;
  return coalesce(case kind
    when 'body' then (select b.authority_id from bodies.body b where b.id = place)
    when 'staff' then (select u.authority_id from territory.unit u where u.id = place)
    else place end = any (known), false);
end $$;

-- How many they are at least, and whether there is anybody. Exact when every key tells; kinds as a whole (« tous les agents ») name
-- nobody. Otherwise as many as keys that tell give alone, or one that does not, asked alone and by fives: never of two together. Whether
-- such a key is held is not said.
create or replace function audiences.count_readers(rule jsonb) returns table (count integer, is_exact boolean, is_reached boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with named as materialized (
    select key, part = 'who' as is_who, audiences.tells(key) as tells
    from unnest(array['who', 'also', 'except']) part, jsonb_array_elements_text(rule -> part) key),
  alone as (
    select jsonb_build_object('who', jsonb_build_array(n.key), 'also', '[]'::jsonb, 'except', '[]'::jsonb) as rule from named n
    where not n.tells and (select bool_and(is_who) from named)),
  said as materialized (
    select coalesce(bool_and(tells) or bool_and(key !~ ':'), true) as is_exact, coalesce(bool_or(is_who and not tells), false) as is_untold
    from named)
  select case when said.is_exact then (select count(*) from audiences.meet(rule))
      else greatest((select count(*) from audiences.readers_of(rule)),
        (select max((select count(*) from audiences.meet(a.rule)) / 5 * 5) from alone a)) end::integer,
    said.is_exact,
    case when said.is_exact then exists (select from audiences.meet(rule))
      else said.is_untold or exists (select from audiences.meet(rule || '{"also": [], "except": []}')) end
  from said $$;
