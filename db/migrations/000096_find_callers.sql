-- Who calls gives a telephone number, an address of mail, or a name and where it is. None of these is a word of the text: each
-- has its own way in, and an index. As requests.found, these functions run with their owner's rights, because no index of theirs
-- would be used under row-level security, and apply the reach of the acting agent themselves.

-- The last nine digits: « 06 12 34 56 78 », « +33 6 12 34 56 78 » and « 0033612345678 » are one number.
create function requests.phone_key(phone text) returns text language sql immutable parallel safe as $$
  select case when length(digits) >= 9 then right(digits, 9) end
  from (select regexp_replace(phone, '[^0-9]', '', 'g') as digits) typed $$;
create index request_phone on requests.request (requests.phone_key(contact_phone)) where contact_phone is not null;

-- Ids of requests within reach whose person gave this number (its key) or this address.
create function requests.found_contact(phone text, email text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
begin
  return query select r.id from requests.request r
    where (requests.phone_key(r.contact_phone) = phone or (r.contact_email is not null and lower(r.contact_email) = lower(email)))
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes)
        or exists (select from requests.access s where s.request_id = r.id
          and (s.unit_id = any (units) or s.unit_id in (select u.id from territory.unit u where u.authority_id = any (receptions)))))
    limit 500;
end $$;

-- Ids of the newest requests within reach that hold the words, in these communes, and in these areas of them when some are given.
create function requests.found_at(words text, places integer[], areas text[]) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  asked tsquery := platform.fr_query(words);
begin
  if numnode(asked) = 0 then return; end if;
  -- In an order that no index has: PostgreSQL would read every request of a commune by date, hoping to find 500 soon.
  return query select r.id from requests.request r
    where r.search @@ asked and r.commune_id = any (places) and (areas is null or r.area_code = any (areas))
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes)
        or exists (select from requests.access s where s.request_id = r.id
          and (s.unit_id = any (units) or s.unit_id in (select u.id from territory.unit u where u.authority_id = any (receptions)))))
    order by r.received_at + interval '0' desc, r.id desc limit 500;
end $$;
