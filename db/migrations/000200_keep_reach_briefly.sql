-- The reach kept by a transaction is believed for two seconds after it began. `now()` is the same for every transaction of one
-- message to PostgreSQL, so that what one kept could be said again in the next, however much later.
create or replace function accounts.actor_ids(of_kind text) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := platform.person_id();
  setting constant text := 'parvis.reach_' || of_kind;
  kept constant text := current_setting(setting, true);
  ids bigint[];
begin
  if person is null then return '{}'; end if;
  if kept <> '' and clock_timestamp() < now() + interval '2 seconds'
    and left(kept, 64) = accounts.reach_proof(of_kind, person, substr(kept, 65)) then return substr(kept, 65); end if;
  ids := case of_kind
    when 'unit' then accounts.find_units()
    when 'desk' then accounts.find_desks()
    when 'commune' then accounts.find_communes()
    when 'shared' then accounts.find_shared()
    when 'colleague' then accounts.find_colleagues()
  end;
  if ids is null then raise invalid_parameter_value using message = 'no such kind of reach'; end if;
  perform set_config(setting, accounts.reach_proof(of_kind, person, ids::text) || ids::text, true);
  return ids;
end $$;
