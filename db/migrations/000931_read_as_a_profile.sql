-- Would somebody who holds those keys, and no others, be meant by that rule today; by which clause? Nobody is asked about: it is a profile
-- made by hand, and what the rule says of it.
create function audiences.opened_for(rule jsonb, held text[]) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.all_of from audiences.clauses_of(rule) c
  where audiences.is_rule(rule) and cardinality(held) <= 200 and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, held) order by c.n limit 1 $$;
revoke execute on function audiences.opened_for from public;
grant execute on function audiences.opened_for to parvis_app, parvis_system;

-- A closed space keeps its name, and is offered no more.
drop function spaces.named();
create function spaces.named() returns table (id integer, authority_id integer, name text, is_open boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.authority_id, s.name, s.closed_at is null from spaces.space s
  where s.archived_at is null and (platform.is_system() or s.authority_id = any (audiences.actor_ids('publisher')) or s.id = any (audiences.actor_ids('space'))) $$;
revoke execute on function spaces.named from public;
grant execute on function spaces.named to parvis_app, parvis_system;
