-- Free text among a million requests, in a time that does not grow with their number. The words of a request stand beside keys
-- that say who may read it and when it was received, in the same index: one look finds the newest requests of any reach that
-- hold the words, and nothing else is read.

-- Units a request was shared with, as a column: policies, relations and search ask the row itself. requests.access keeps who,
-- why and since when, and stays the only place where sharing is written.
alter table requests.request add column shared_units integer[] not null default '{}';
update requests.request r set shared_units = a.units
  from (select request_id, array_agg(unit_id order by unit_id) as units from requests.access group by request_id) a
  where a.request_id = r.id;

create function requests.keep_shared_units() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare changed bigint := coalesce(new.request_id, old.request_id);
begin
  update requests.request r
    set shared_units = array(select a.unit_id from requests.access a where a.request_id = changed order by a.unit_id)
    where r.id = changed;
  return null;
end $$;
revoke execute on function requests.keep_shared_units() from public;
create trigger keep_shared_units after insert or update or delete on requests.access
  for each row execute function requests.keep_shared_units();

-- One key: a kind and an id. No word that people write begins with « = », so that none is ever taken for a key.
-- Declared immutable: numbers are written the same everywhere, and the time zone is said.
create function requests.search_keys(unit integer, authority integer, commune integer, shared integer[], received timestamptz)
  returns tsvector language sql immutable parallel safe set search_path = pg_catalog as $$
  select array_to_tsvector(array['=u' || unit, '=a' || authority, '=c' || commune,
      '=y' || extract(year from received at time zone 'UTC'),
      '=m' || extract(year from received at time zone 'UTC') || '-' || extract(month from received at time zone 'UTC'),
      '=w' || extract(isoyear from received at time zone 'UTC') || '-' || extract(week from received at time zone 'UTC')]
    || array(select '=s' || id from unnest(shared) id)) $$;

-- « any of these keys »: '=u12' | '=u14'.
create function requests.any_key(keys text[]) returns tsquery
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select string_agg(quote_literal(key), ' | ')::tsquery from unnest(keys) key $$;

create function requests.keys_of(kind text, ids integer[]) returns text[]
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select array(select '=' || kind || id from unnest(ids) id) $$;

-- The weeks, months or years up to that instant, the current one included.
create function requests.period_keys(upto timestamp, kind text, periods integer) returns text[]
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select array(select case kind
      when 'week' then '=w' || extract(isoyear from at) || '-' || extract(week from at)
      when 'month' then '=m' || extract(year from at) || '-' || extract(month from at)
      else '=y' || extract(year from at) end
    from generate_series(0, periods - 1) back, lateral (select date_trunc(kind, upto) - make_interval(
      weeks => case kind when 'week' then back else 0 end, months => case kind when 'month' then back else 0 end,
      years => case kind when 'year' then back else 0 end) as at) instant) $$;

drop index requests.request_search;
alter table requests.request drop column search;
alter table requests.request add column search tsvector not null generated always as
  (platform.fr_vector(subject || ' ' || description || ' ' || place_address || ' ' || contact_name)
    || requests.search_keys(unit_id, authority_id, commune_id, shared_units, received_at)) stored;
create index request_search on requests.request using gin (search);

-- Words whose two readings are the same (no accent changes them) are asked for once.
create or replace function platform.fr_query(q text) returns tsquery language sql immutable parallel safe as $$
  select case when french = plain then french else french || plain end from (select
    websearch_to_tsquery('pg_catalog.french'::regconfig, q) as french, websearch_to_tsquery('platform_text.fr_a'::regconfig, q) as plain) said $$;

-- Units of which the person sees what is shared: their own with those below, and every one of the authorities they answer for.
create function accounts.actor_shared_units() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  select accounts.actor_units() || array(select u.id from territory.unit u where u.authority_id = any (accounts.actor_receptions())) $$;

-- Ids of the 500 newest requests that the acting agent may read and that hold the words, or whose reference begins so.
-- Text matching is not leakproof, so that under row-level security its index would never be used: this function runs with its
-- owner's rights and applies the reach of the actor itself. Two weeks are asked first, then four times as much, and so on: frequent
-- words fill the first, rare words cost little in each, and never many more rows are read than kept.
create or replace function requests.found(words text, ref_prefix text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog set work_mem = '16MB' as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  today timestamp := now() at time zone 'UTC';
  asked tsquery := platform.fr_query(words);
  reach text[] := requests.keys_of('u', units) || requests.keys_of('a', receptions) || requests.keys_of('c', communes)
    || requests.keys_of('s', accounts.actor_shared_units());
  within tsquery;
  newest bigint[] := '{}';
begin
  if cardinality(reach) = 0 then return; end if;
  if numnode(asked) > 0 then
    asked := asked && requests.any_key(reach);
    foreach within in array array[requests.any_key(requests.period_keys(today, 'week', 2)),
      requests.any_key(requests.period_keys(today, 'month', 2)), requests.any_key(requests.period_keys(today, 'month', 8)),
      requests.any_key(requests.period_keys(today, 'year', 3)), null]
    loop
      -- In an order that no index has: PostgreSQL would read every request by date, hoping to find 500 soon.
      newest := array(select r.id from requests.request r where r.search @@ coalesce(asked && within, asked)
        order by r.received_at + interval '0' desc, r.id desc limit 500);
      exit when cardinality(newest) = 500;
    end loop;
  end if;
  return query select unnest(newest) union
    (select r.id from requests.request r
      where ref_prefix is not null and r.ref >= ref_prefix and r.ref < ref_prefix || '~'
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes))
      limit 500);
end $$;
drop function requests.found_in(text, integer, tsquery);

-- The second wall reads the row alone.
create or replace function requests.shared_with_actor(request bigint) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from requests.request r where r.id = request and r.shared_units && accounts.actor_shared_units()) $$;
alter policy visible on requests.request using (
  (select platform.is_system())
  or resident_id = (select platform.person_id())
  or id = any ((select platform.code_requests())::bigint[])
  or unit_id = any ((select accounts.actor_units())::integer[])
  or authority_id = any ((select accounts.actor_receptions())::integer[])
  or commune_id = any ((select accounts.actor_communes())::integer[])
  or shared_units && (select accounts.actor_shared_units())
);
