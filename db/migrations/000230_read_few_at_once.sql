-- Words that few requests hold: the weeks say so, and the whole is read next instead of the months and the years one after another.
create or replace function requests.found(words text, ref_prefix text)
 returns table(id bigint)
 language plpgsql
 stable security definer
 set search_path to 'pg_catalog', 'pg_temp'
 set work_mem to '16MB'
as $function$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  today timestamp := now() at time zone 'UTC';
  asked tsquery := requests.heard_query(words);
  reach text[] := requests.keys_of('u', units) || requests.keys_of('a', receptions) || requests.keys_of('c', communes)
    || requests.keys_of('s', accounts.actor_shared_units());
  within tsquery;
  newest bigint[] := '{}';
  -- Few in two weeks are few in ten years: all of them are read sooner than period after period.
  few boolean := false;
begin
  if cardinality(reach) = 0 then return; end if;
  if numnode(asked) > 0 then
    asked := asked && requests.any_key(reach);
    foreach within in array array[requests.any_key(requests.period_keys(today, 'week', 2)),
      requests.any_key(requests.period_keys(today, 'month', 2)), requests.any_key(requests.period_keys(today, 'month', 8)),
      requests.any_key(requests.period_keys(today, 'year', 3)), null]
    loop
      continue when few and within is not null;
      -- In an order that no index has: PostgreSQL would read every request by date, hoping to find 500 soon.
      newest := array(select r.id from requests.request r where r.search @@ coalesce(asked && within, asked)
        order by r.received_at + interval '0' desc, r.id desc limit 500);
      exit when cardinality(newest) = 500;
      few := cardinality(newest) < 50;
    end loop;
  end if;
  return query select unnest(newest) union
    (select r.id from requests.request r
      where ref_prefix is not null and r.ref >= ref_prefix and r.ref < ref_prefix || '~'
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes))
      limit 500);
end $function$;
