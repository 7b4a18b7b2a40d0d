-- What is in force today does not follow the time zone that a session says: whoever writes SQL would begin their posts a week before.
create function platform.today() returns date language sql stable parallel safe
  return (now() at time zone 'UTC')::date;

do $$
declare
  told text;
begin
  for told in
    select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema|graphile_worker)' and p.prokind = 'f' and p.prosrc ~* '\mcurrent_date\M'
  loop
    execute regexp_replace(told, '\mcurrent_date\M', 'platform.today()', 'gi');
  end loop;
end $$;

-- What is proved is said as JSON: no text of one's own stands for two.
create or replace function audiences.proof(what text, who text, ids text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outside || sha256(k.inside || convert_to(
    jsonb_build_array(pg_backend_pid(), extract(epoch from now()), who, what, ids)::text, 'UTF8'))), 'hex')
  from audiences.reach_key k $$;
