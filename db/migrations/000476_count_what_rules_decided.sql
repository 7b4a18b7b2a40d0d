-- What rules decided, requests alike counted together, nobody's data: of its own authority for whoever administers one, of every one for
-- whoever administers the metropolis, who writes the rules of all.

-- What came since then, by what decides of it.
create function requests.cases_since(since timestamptz, categories text[])
  returns table (category text, area_code text, place_kind text, count integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.category, r.area_code, r.place_kind, count(*)::integer from requests.request r
  where r.received_at >= since and r.category = any (categories)
    and (platform.is_system() or r.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  group by 1, 2, 3 $$;

-- What each rule decided since then, and how many of these agents handed to another unit, where they still are.
create function requests.decided_since(since timestamptz, categories text[]) returns table (rule text, unit_id integer, count integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.routing ->> 'ruleId', handed.unit_id, count(*)::integer
  from requests.request r left join lateral (
    select r.unit_id from platform.event e where r.unit_id <> (r.routing ->> 'unitId')::integer
      and e.subject_kind = 'request' and e.subject_id = r.id and e.name = 'request.moved'
      and e.payload ->> 'fromUnitId' = r.routing ->> 'unitId' limit 1) handed on true
  where r.received_at >= since and r.category = any (categories) and r.routing ->> 'ruleId' is not null
    and (platform.is_system() or r.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  group by 1, 2 $$;

create index request_category on requests.request (category, received_at);
