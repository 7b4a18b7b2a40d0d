-- « Déjà signalé » for whoever fills a form: how many open requests of the category stand near a point, how far the nearest
-- is and when it was received. Nobody's words, names or references; private places are left out; distances are rounded
-- to 5 metres, so that asking again and again does not draw anybody's door.
create function requests.near_open(asked_category text, at_lat double precision, at_long double precision, within integer, since timestamptz)
  returns table (requests integer, metres integer, received_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*) over ()::integer, greatest(5, 5 * round(near.metres / 5))::integer, near.received_at
  from (
    select r.received_at,
      -- Haversine, mean radius of the Earth (IUGG): fine at these distances.
      2 * 6371009 * asin(sqrt(least(1, power(sin(radians(r.lat - at_lat) / 2), 2)
        + cos(radians(at_lat)) * cos(radians(r.lat)) * power(sin(radians(r.long - at_long) / 2), 2)))) as metres
    from requests.request r
    where r.category = asked_category and r.state_kind <> 'done' and r.received_at > since
      and r.place_kind is distinct from 'private'
      and r.lat between at_lat - within / 111320.0 and at_lat + within / 111320.0
      and r.long between at_long - within / (111320.0 * greatest(0.01, cos(radians(at_lat))))
        and at_long + within / (111320.0 * greatest(0.01, cos(radians(at_lat))))) near
  where near.metres <= within
  order by near.metres, near.received_at desc
  limit 1 $$;
