-- Free text among a million requests, mended three times.
-- A rare word made PostgreSQL read every request of a unit in the order of its dates, hoping to find 500 soon: it takes
-- unknown words for less rare than they are. Hence an order that no index has, so that the index on words is asked.
-- A word that stands in many requests (« nid de poule ») made PostgreSQL gather every one of them, ten years back, to keep
-- the 500 newest: words that go together are more frequent than it guesses. Now the year behind us is asked first, and
-- the rest only when it holds fewer than 500: the words are rare then, and the whole costs little. Same answer as before.

-- Ids of the 500 newest requests of one reach (`place`: unit_id, authority_id or commune_id) that hold the words.
create function requests.found_in(place text, place_id integer, words tsquery) returns bigint[]
  language plpgsql stable set search_path = pg_catalog as $$
declare
  statement text := format('select array(select r.id from requests.request r
    where r.%1$I = $1 and r.search @@ $2 and r.received_at > $3
    order by r.received_at + interval ''0'' desc, r.id desc limit 500)', place);
  newest bigint[];
begin
  execute statement into newest using place_id, words, now() - interval '1 year';
  if cardinality(newest) < 500 then
    execute statement into newest using place_id, words, '-infinity'::timestamptz;
  end if;
  return newest;
end $$;
revoke execute on function requests.found_in(text, integer, tsquery) from public;

-- What was shared is joined without merging, which would read every request in the order of ids to find a rare word.
-- Same reach as before: the units, authorities and communes of the acting agent, and what was shared with them.
create or replace function requests.found(words text, ref_prefix text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog set enable_mergejoin = off as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  asked tsquery := platform.fr_query(words);
begin
  return query execute $query$
    select unnest(requests.found_in('unit_id', a.place, $4)) from unnest($1) a (place)
    union
    select unnest(requests.found_in('authority_id', a.place, $4)) from unnest($2) a (place)
    union
    select unnest(requests.found_in('commune_id', a.place, $4)) from unnest($3) a (place)
    union
    (select r.id from requests.access s join requests.request r on r.id = s.request_id
      where (s.unit_id = any ($1) or s.unit_id in (select u.id from territory.unit u where u.authority_id = any ($2))) and r.search @@ $4
      limit 500)
    union
    (select r.id from requests.request r
      where $5 is not null and r.ref >= $5 and r.ref < $5 || '~'
        and (r.unit_id = any ($1) or r.authority_id = any ($2) or r.commune_id = any ($3))
      limit 500)
  $query$ using units, receptions, communes, asked, ref_prefix;
end $$;
