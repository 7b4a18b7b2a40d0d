-- One's own uses, or those of whoever one acts for, as far as a decision leaves them to that parent; nobody's in whose place one looks.
create or replace function pass.own_uses() returns table (id bigint, partner_id integer, place_id integer, product_id integer, at timestamptz, is_online boolean, result text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.partner_id, r.place_id, r.product_id, r.at, r.is_online, r.result from pass.redemption r
    join pass.entitlement e on e.id = r.entitlement_id join pass.pass p on p.id = e.pass_id
    where p.person_id = platform.person_id() and pass.may('see') and r.undone_at is null and not platform.looks() order by r.at desc limit 200 $$;
