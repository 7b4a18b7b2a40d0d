-- A few digits of a number find what was handed over as well: only the whole reference did.
create or replace function requests.found(words text, ref_prefix text, most integer) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set work_mem = '16MB' as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  today timestamp := now() at time zone 'UTC';
  asked tsquery := requests.heard_query(words);
  own text[] := requests.keys_of('u', units) || requests.keys_of('a', receptions) || requests.keys_of('c', communes);
  shared_with integer[] := accounts.actor_shared_units();
  shared text[] := requests.keys_of('s', shared_with);
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
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes)
          or r.shared_units && shared_with)
      order by r.ref desc limit most);
end $$;
