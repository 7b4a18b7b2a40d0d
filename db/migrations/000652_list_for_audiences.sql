-- The newest of an audience are found in its index alone, where what is over is left out too: what is shown is then read, and no more.
drop index publishing.notice_audience;
create index notice_audience on publishing.notice (audience_id, published_at desc, id desc) include (ends_at, authority_id);

-- The unit above is found by its number: the whole tree was read for each step.
create or replace view accounts.staff_holder as
  select m.person_id, up.id, m.role from accounts.open_posts(platform.today()) m
  cross join lateral (
    with recursive up (id, parent_id) as (
      select u.id, u.parent_id from territory.unit u where u.id = m.unit_id
      union all select above.id, above.parent_id from up
        cross join lateral (select u.id, u.parent_id from territory.unit u where u.id = up.parent_id limit 1) above)
    select id from up) up;

-- Of what somebody is, rules name only some: these keys are asked apart, and no finder of another kind runs for them. Whoever counts
-- readers asks the kinds that the rule names.
do $$
declare
  told text := pg_get_functiondef('audiences.write_finders()'::regprocedure);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['select held.person_id, said.key from (%s) held', 'select held.person_id, said.key, held.kind from (%s) held'],
    [' union select key from audiences.holder where person_id = platform.person_id()
      and (platform.helper_id() is null or platform.looks()) order by 1)', ' order by 1)'],
    ['  -- Nobody has a key of a kind by acting for whoever has it.
', '']]
  loop
    if position(edit[1] in told) = 0 then raise 'audiences.write_finders says it otherwise: %', edit[1]; end if;
    told := replace(told, edit[1], edit[2]);
  end loop;
  execute told;
end $$;
call audiences.write_finders();

-- What rules may name of whoever acts. Nobody has any of it by acting for whoever does.
create function audiences.held_keys() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array['all'] || array(select h.key from audiences.holder h where h.person_id = platform.person_id()
    and (platform.helper_id() is null or platform.looks()) group by h.key order by h.key) $$;

create or replace function audiences.find_audiences() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as materialized (select audiences.held_keys() as keys)
  select coalesce(array_agg(distinct c.audience_id), '{}') from audiences.clause c
  where c.all_of[1] = any ((select keys from held)::text[])
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, (select keys from held)) $$;
create or replace function audiences.opened_by(audience integer) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as materialized (select audiences.held_keys() as keys)
  select c.all_of from audiences.clause c where c.audience_id = audience
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, (select keys from held)) order by c.n limit 1 $$;

create or replace function audiences.readers_of(rule jsonb) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with named as materialized (
    select array_agg(distinct key) as keys, array_agg(distinct split_part(key, ':', 1)) as kinds
    from audiences.clauses_of(rule) c, unnest(c.all_of || c.none_of) key)
  select held.person_id from (
    select h.person_id, array_agg(h.key) as keys from audiences.holder h
    where (h.kind = any ((select kinds from named)::text[]) or 'role' = any ((select kinds from named)::text[]))
      and h.key = any ((select keys from named)::text[]) group by h.person_id) held
  where (platform.is_system() or cardinality(audiences.actor_ids('publisher')) > 0) and exists (
    select from audiences.clauses_of(rule) c where audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, held.keys)) $$;

create or replace procedure audiences.offer(of_kind text, held_by text) language plpgsql as $$
begin
  update audiences.kind set holders = held_by where kind = of_kind;
  call audiences.write_finders();
end $$;
