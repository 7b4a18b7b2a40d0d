-- Callers, at a million requests. A number or an address: one condition for both, which no index answers, read every request (17 seconds);
-- each has its own statement. Shares are read on the row.

create or replace function requests.found_contact(phone text, email text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := accounts.actor_ids('unit');
  receptions bigint[] := accounts.actor_ids('desk');
  communes bigint[] := accounts.actor_ids('commune');
  shared integer[] := accounts.actor_ids('shared');
begin
  return query
    select r.id from requests.request r
      where r.contact_phone is not null and requests.phone_key(r.contact_phone) = phone
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
      limit 500;
  return query
    select r.id from requests.request r
      where r.contact_email is not null and lower(r.contact_email) = lower(email)
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
      limit 500;
end $$;

create or replace function requests.found_at(words text, places integer[], areas text[]) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := accounts.actor_ids('unit');
  receptions bigint[] := accounts.actor_ids('desk');
  communes bigint[] := accounts.actor_ids('commune');
  shared integer[] := accounts.actor_ids('shared');
  asked tsquery := platform.fr_query(words);
begin
  if numnode(asked) = 0 then return; end if;
  -- In an order that no index has: PostgreSQL would read every request of a commune by date, hoping to find 500 soon.
  return query select r.id from requests.request r
    where r.search @@ asked and r.commune_id = any (places) and (areas is null or r.area_code = any (areas))
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
    order by r.received_at + interval '0' desc, r.id desc limit 500;
end $$;
