-- The public part of the directory: units of the authorities that decided so, and who heads them where the authority and they both did.
alter table directory.card add column is_public boolean not null default false;
grant update (is_public) on directory.card to parvis_app;

-- For anybody. An authority decides for itself alone: nothing is inherited from the metropolis (src/directory/settings.ts).
create function directory.opened() returns table (unit_id integer, heads text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, case when v.value = 'responsables' then array(
      select distinct c.name from accounts.membership m join directory.card c on c.person_id = m.person_id join accounts.person p on p.id = m.person_id
      where m.unit_id = u.id and m.role = 'manager' and m.absence_id is null and c.is_public and p.closed_at is null
        and m.valid_from <= territory.day_of(platform.now()) and (m.valid_to is null or m.valid_to >= territory.day_of(platform.now()))
      order by 1) else '{}' end
  from territory.unit u join territory.authority a on a.id = u.authority_id
  join settings.value v on v.authority_id = a.id
    and v.key = case a.level when 'metropolis' then 'directory.opened_metropolis' else 'directory.opened' end
  where u.closed_on is null and v.until is null and v.unit_id is null and v.service_slug is null and v.value in ('services', 'responsables') $$;
revoke execute on function directory.opened from public;
grant execute on function directory.opened to parvis_app, parvis_system;
