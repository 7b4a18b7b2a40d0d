-- For which authorities each of these agents worked on those days, or ever when none that day: whoever reads a history in another authority
-- is told which, and no name.
create function territory.acted_for(people bigint[], days date[]) returns table (authority_ids integer[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct u.authority_id) filter (where a.day <@ daterange(m.valid_from, m.valid_to, '[]')),
    array_agg(distinct u.authority_id) filter (where u.id is not null), '{}')
  from unnest(people, days) with ordinality a (person_id, day, number)
  left join accounts.membership m on m.person_id = a.person_id
  left join territory.unit u on u.id = m.unit_id
  where exists (select from accounts.membership own where own.person_id = platform.person_id())
  group by a.number order by a.number $$;
