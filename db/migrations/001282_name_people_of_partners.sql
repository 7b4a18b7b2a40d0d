-- Who works for a partner, by name, for whoever keeps it and whoever manages it; an operator is told nothing of the others.
create function pass.people_of(partner integer) returns table (id bigint, name text, email text, is_manager boolean, since date, until date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, p.name, p.email, m.is_manager, m.since, m.until from pass.member m join accounts.person p on p.id = m.person_id
  where m.partner_id = partner and (partner = any (audiences.actor_ids('passkept')::bigint[]) or partner = any (audiences.actor_ids('headed')::bigint[]))
  order by m.id limit 500 $$;
revoke execute on function pass.people_of from public;
grant execute on function pass.people_of to parvis_app;

-- Which lines of the log of a door never came is told by their numbers.
grant select (seq) on pass.redemption to parvis_app;

-- Each count has a number of its own: what leaves with an authority is taken in its order.
alter table pass.use add column id bigint generated always as identity primary key;
