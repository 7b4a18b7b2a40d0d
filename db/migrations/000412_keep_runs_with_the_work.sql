-- Authorities that one works for today, in whatever role.
create function accounts.find_workplaces() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct u.authority_id), '{}') from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.person_id = platform.person_id() and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today()) $$;
call audiences.add('workplace', 'accounts.find_workplaces', null);

-- What was made for one's work stays there: whoever works no more for the authority has neither its lines nor its file.
drop policy own on platform.run;
create policy own on platform.run for select using (owner_id = (select platform.person_id())
  and (authority_id is null or authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])));
