-- The yearly reports of a commune are read by whoever administers it or reads its statistics; those of everybody, by the same of the
-- metropolis. Nothing else is open to who reads statistics.
create function agreements.find_reported() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (select u.authority_id as id, a.level from accounts.open_posts(platform.today()) m join territory.unit u on u.id = m.unit_id
      join territory.authority a on a.id = u.authority_id
    where m.person_id = platform.person_id() and m.role in ('admin', 'analyst'))
  select coalesce(array_agg(distinct a.id), '{}') from territory.authority a
    where a.id in (select id from own) or exists (select from own where level = 'metropolis') $$;
call audiences.add('reported', 'agreements.find_reported', null);

alter policy read on agreements.report using (authority_id = any ((select audiences.actor_ids('reported'))::bigint[]));
