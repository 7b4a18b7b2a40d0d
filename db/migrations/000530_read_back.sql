-- A commune's copy is read back (src/reversibility) as the system: what it chose, what was said of its requests, and their numbers, which
-- no request to come may take again.
grant insert on settings.value, requests.rating to parvis_system;
grant update (until) on settings.value to parvis_system;
grant usage on sequence settings.value_id_seq to parvis_system;

create function requests.reserve_refs(year integer, used bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sequence_name text := 'requests.ref_' || year;
begin
  if not platform.is_system() then raise insufficient_privilege using message = 'numbers are the system''s to reserve'; end if;
  if year not between 2000 and 2999 then raise invalid_parameter_value using message = 'a year has four digits'; end if;
  perform pg_advisory_xact_lock(hashtext(sequence_name));
  execute 'create sequence if not exists ' || sequence_name;
  execute format('select setval(%L, greatest(%s, (select last_value from %s)))', sequence_name, used, sequence_name);
end $$;
revoke all on function requests.reserve_refs from public;
grant execute on function requests.reserve_refs to parvis_system;
