-- The newest requests of a narrow reach that hold some words: the index knows who may read a request and its month as one key, so
-- that a commune's search reads what the commune received, not what the metropolis did. A list of twenty asks for twenty.
create function requests.month_keys(unit integer, authority integer, commune integer, received timestamptz) returns tsvector
  language sql immutable parallel safe set search_path = pg_catalog
  return (select array_to_tsvector(array['=u' || unit || month, '=a' || authority || month, '=c' || commune || month])
    from (select '=m' || extract(year from at) || '-' || extract(month from at) as month
      from (select received at time zone 'UTC' as at) instant) received);

create function requests.each_with(keys text[], periods text[]) returns text[]
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select array(select key || period from unnest(keys) key, unnest(periods) period) $$;

drop index requests.request_search;
create index request_search on requests.request
  using gin ((search || requests.month_keys(unit_id, authority_id, commune_id, received_at)));

-- What was received in those periods, and what is shared with the reach. A wide reach times many periods would be a crowd of
-- keys: they are asked side by side.
create function requests.recent_query(own text[], shared text[], periods text[], kind text) returns tsquery
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select case when kind = 'month' and cardinality(own) > 0 and cardinality(own) * cardinality(periods) <= 128
    then requests.any_key(requests.each_with(own, periods) || shared)
    else requests.any_key(own || shared) && requests.any_key(periods) end $$;

-- Periods are asked one after another until `most` are found: frequent words fill the first, and rare ones are read at once.
drop function requests.found(text, text);
create function requests.found(words text, ref_prefix text, most integer) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set work_mem = '16MB' as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  today timestamp := now() at time zone 'UTC';
  asked tsquery := requests.heard_query(words);
  own text[] := requests.keys_of('u', units) || requests.keys_of('a', receptions) || requests.keys_of('c', communes);
  shared text[] := requests.keys_of('s', accounts.actor_shared_units());
  step record;
  newest bigint[] := '{}';
  few boolean := false;
begin
  if cardinality(own || shared) = 0 then return; end if;
  if numnode(asked) > 0 then
    for step in select kind, periods, date_trunc(kind, today) - (periods - 1) * ('1 ' || kind)::interval as since
      from (values (1, 'month', 1), (2, 'month', 3), (3, 'month', 8), (4, 'year', 3), (5, null, null)) step (n, kind, periods) order by n
    loop
      continue when few and step.kind is not null;
      -- In an order that no index has: PostgreSQL would read every request by date, hoping to find enough soon.
      newest := array(select r.id from requests.request r
        where r.search || requests.month_keys(r.unit_id, r.authority_id, r.commune_id, r.received_at) @@ (asked && case
            when step.kind is null then requests.any_key(own || shared)
            else requests.recent_query(own, shared, requests.period_keys(today, step.kind, step.periods), step.kind) end)
          and (step.since is null or r.received_at at time zone 'UTC' >= step.since)
        order by r.received_at + interval '0' desc, r.id desc limit most);
      exit when cardinality(newest) = most;
      few := cardinality(newest) < most / 10;
    end loop;
  end if;
  return query select unnest(newest) union
    (select r.id from requests.request r
      where ref_prefix is not null and r.ref >= ref_prefix and r.ref < ref_prefix || '~'
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes))
      order by r.ref desc limit most);
end $$;

-- The same of one place, whoever of the reach sees it.
drop function requests.found_at(text, integer[], text[]);
create function requests.found_at(words text, places integer[], areas text[], most integer) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := accounts.actor_ids('unit');
  receptions bigint[] := accounts.actor_ids('desk');
  communes bigint[] := accounts.actor_ids('commune');
  shared integer[] := accounts.actor_ids('shared');
  asked tsquery := requests.heard_query(words) && requests.any_key(requests.keys_of('c', places));
begin
  if numnode(requests.heard_query(words)) = 0 then return; end if;
  return query select r.id from requests.request r
    where r.search || requests.month_keys(r.unit_id, r.authority_id, r.commune_id, r.received_at) @@ asked
      and (areas is null or r.area_code = any (areas))
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
    order by r.received_at + interval '0' desc, r.id desc limit most;
end $$;
