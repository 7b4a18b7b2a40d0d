-- Free text among a million requests. Text matching is not leakproof, so that under row-level security the index on words
-- would never be used: this function runs with its owner's rights and applies the reach of the actor itself.
create index access_unit_since on requests.access (unit_id, reason, since);

-- Ids of the newest requests that the acting agent may read and that hold the words, or whose reference begins so.
create function requests.found(words text, ref_prefix text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query execute $query$
    select k.id from unnest($1) a (unit) cross join lateral (
      select r.id from requests.request r where r.unit_id = a.unit and r.search @@ $4 order by r.received_at desc, r.id desc limit 500) k
    union
    select k.id from unnest($2) a (authority) cross join lateral (
      select r.id from requests.request r where r.authority_id = a.authority and r.search @@ $4 order by r.received_at desc, r.id desc limit 500) k
    union
    select k.id from unnest($3) a (commune) cross join lateral (
      select r.id from requests.request r where r.commune_id = a.commune and r.search @@ $4 order by r.received_at desc, r.id desc limit 500) k
    union
    (select r.id from requests.access s join requests.request r on r.id = s.request_id
      where (s.unit_id = any ($1) or s.unit_id in (select u.id from territory.unit u where u.authority_id = any ($2))) and r.search @@ $4
      limit 500)
    union
    (select r.id from requests.request r
      where $5 is not null and r.ref >= $5 and r.ref < $5 || '~'
        and (r.unit_id = any ($1) or r.authority_id = any ($2) or r.commune_id = any ($3))
      limit 500)
  $query$ using accounts.actor_units(), accounts.actor_receptions(), accounts.actor_communes(), platform.fr_query(words), ref_prefix;
end $$;
