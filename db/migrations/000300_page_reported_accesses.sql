-- The accesses that people did not recognise are read page by page: none is left out past two hundred.
create or replace function privacy.reported_accesses() returns table (id bigint, entry_id bigint, authority_id integer, told_at timestamptz, handled_at timestamptz,
    finding text, at timestamptz, kind text, object text, role text, actor_name text, handler_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.entry_id, i.authority_id, i.told_at, i.handled_at, i.finding, e.at, e.kind, e.object, e.role, a.name, h.name
  from privacy.incident i join platform.access_entry e on e.id = i.entry_id
    left join accounts.person a on a.id = e.actor_id left join accounts.person h on h.id = i.handled_by
  where i.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]) $$;
