-- Who else asked, among what the agent reaches: the ids of other requests are nobody's to know. It runs with its owner's rights for
-- the sake of its index (lower() is not leakproof).
create or replace function requests.of_contact(resident bigint, email text) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := audiences.actor_ids('unit');
  receptions bigint[] := audiences.actor_ids('desk');
  communes bigint[] := audiences.actor_ids('commune');
  shared integer[] := audiences.actor_ids('shared');
begin
  return query select r.id from requests.request r
    where (r.resident_id = resident or lower(r.contact_email) = lower(email))
      and (platform.is_system()
        or r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared);
end $$;
