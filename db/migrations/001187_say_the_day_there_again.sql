-- Members of spaces (001180) and conferences in public (001181) were said again by the day of UTC, one or two hours late each midnight: by the
-- day of the territory, as everything is since 000932.
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
end $$;
