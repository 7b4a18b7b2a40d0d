-- « Ses autres demandes » among a million: lower() is not leakproof, so that under row-level security the index on
-- addresses would never be used. This function runs with its owner's rights and gives ids alone, to agents alone;
-- whoever joins them to requests still sees only what the policies allow.
create function requests.of_contact(resident bigint, email text) returns setof bigint
  language sql stable security definer set search_path = pg_catalog as $$
  select r.id from requests.request r
  where requests.actor_is_agent() and (r.resident_id = resident or lower(r.contact_email) = lower(email)) $$;
