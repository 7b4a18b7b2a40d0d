-- A day begins at midnight in the territory: terms, seats, posts and days of audiences ended one or two hours late, by the day of UTC, while
-- what is lent ended there (000793). The zone of the territory is a constant of the database, written again whenever its settings say another:
-- `platform.today()` costs what it cost, however many rows ask it.
create function territory.zone() returns text language sql immutable parallel safe return 'UTC'::text;
create function territory.write_zone() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.zone is distinct from territory.zone() then
    execute format('create or replace function territory.zone() returns text language sql immutable parallel safe return %L::text', new.zone);
  end if;
  return null;
end $$;
create trigger write_zone after insert or update of zone on territory.settings for each row execute function territory.write_zone();
revoke execute on function territory.write_zone from public;
update territory.settings set zone = zone;

create or replace function platform.today() returns date language sql stable parallel safe
  return (now() at time zone territory.zone())::date;
create or replace function territory.day_of(at timestamptz) returns date language sql stable parallel safe
  return (at at time zone territory.zone())::date;

-- Whatever said the day of UTC says that of the territory, in one place.
do $$
declare
  told record;
begin
  for told in
    select pg_get_functiondef(p.oid) as said from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema|graphile_worker)' and p.prokind = 'f' and p.prosqlbody is null
      and p.prosrc ~* '\(platform\.now\(\) at time zone ''UTC''\)::date'
  loop
    execute regexp_replace(told.said, '\(platform\.now\(\) at time zone ''UTC''\)::date', 'territory.day_of(platform.now())', 'gi');
  end loop;
  for told in
    select format('create or replace view %I.%I as %s', schemaname, viewname,
      regexp_replace(definition, '\(\(?platform\.now\(\) AT TIME ZONE ''UTC''::text\)?\)::date', 'territory.day_of(platform.now())', 'g')) as said
    from pg_views where definition ~ 'platform\.now\(\) AT TIME ZONE ''UTC''::text\)\)?::date' and schemaname !~ '^(pg_|information_schema)'
  loop
    execute told.said;
  end loop;
  if exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname !~ '^(pg_|information_schema|graphile_worker)'
      and p.prosrc ~* '\(platform\.now\(\) at time zone ''UTC''\)::date') then raise 'a function still says the day of UTC'; end if;
end $$;
