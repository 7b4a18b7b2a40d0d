-- A holder reads who knows a number of theirs and since when (never the number), and how often a right served this week. Whoever looks as an
-- agent reads nothing of the agent’s own pass.
create policy own on pass.sector_value for select using (pass_id = (select p.id from pass.pass p where p.person_id = (select platform.person_id())));
grant select (id, pass_id, partner_id, sector, given_at, retired_at) on pass.sector_value to parvis_app;
create policy own on pass.week for select using (entitlement_id in
  (select e.id from pass.entitlement e join pass.pass p on p.id = e.pass_id where p.person_id = (select platform.person_id())));
grant select on pass.week to parvis_app;

create policy unseen on pass.pass as restrictive to parvis_app using (not (select platform.looks()));
create policy unseen on pass.support as restrictive to parvis_app using (not (select platform.looks()));
create policy unseen on pass.entitlement as restrictive to parvis_app using (not (select platform.looks()));
create policy unseen on pass.sector_value as restrictive to parvis_app using (not (select platform.looks()));
create policy unseen on pass.week as restrictive to parvis_app using (not (select platform.looks()));

create or replace function pass.own_uses() returns table (id bigint, partner_id integer, place_id integer, product_id integer, at timestamptz, is_online boolean, result text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.partner_id, r.place_id, r.product_id, r.at, r.is_online, r.result from pass.redemption r
    join pass.entitlement e on e.id = r.entitlement_id join pass.pass p on p.id = e.pass_id
    where p.person_id = platform.person_id() and r.undone_at is null and not platform.looks() order by r.at desc limit 200 $$;
