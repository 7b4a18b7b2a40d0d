-- One try on several counters, in one statement (src/platform/throttle.ts): rows held in the order of keys, judged, then counted
-- unless one of them refuses. `given`: key, limit, window in seconds (null: until a success), grows, kept in seconds.
-- Without `judges` nobody is refused. Each counter as it was before this try, and the seconds to wait.
create function platform.throttle_take(given jsonb, at timestamptz, judges boolean)
  returns table (key text, wait double precision, failures integer, last_at timestamptz)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  held jsonb;
begin
  insert into platform.throttle as t (key, tries, failures, last_at, forget_at)
    select g.key, '{}', 0, 'epoch', at from jsonb_to_recordset(given) g (key text) order by g.key
    on conflict (key) do update set key = t.key;
  select jsonb_agg(jsonb_build_object('key', t.key, 'failures', t.failures, 'last_at', t.last_at, 'wait',
    case when g."window" is null then case when t.failures >= g."limit" then 3600 else 0 end
    else greatest(0,
      g."window" - extract(epoch from at - t.tries[cardinality(t.tries) - g."limit" + 1]),
      -- 1.8¹⁴ is more than an hour.
      case when g.grows and t.failures >= g."limit"
        then least(3600, power(1.8, least(t.failures - g."limit", 14))) - extract(epoch from at - t.last_at) end)
    end)) into held
    from platform.throttle t
    join jsonb_to_recordset(given) g (key text, "limit" integer, "window" double precision, grows boolean) on g.key = t.key;
  if not judges or not exists (select from jsonb_to_recordset(held) h (wait double precision) where h.wait > 0) then
    update platform.throttle t set failures = t.failures + 1, last_at = at, forget_at = at + make_interval(secs => g.kept),
      tries = case when g."window" is null then '{}' else array(
        select one from (
          select one from unnest(t.tries || at) one where one > at - make_interval(secs => g."window") order by one desc limit g."limit") latest
        order by one) end
      from jsonb_to_recordset(given) g (key text, "limit" integer, "window" double precision, kept double precision)
      where t.key = g.key;
  end if;
  return query select h.key, h.wait, h.failures, h.last_at
    from jsonb_to_recordset(held) h (key text, wait double precision, failures integer, last_at timestamptz);
end $$;
