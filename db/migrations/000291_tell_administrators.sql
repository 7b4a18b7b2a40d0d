-- What was read with the system's sight for one page, and can be asked by whoever reads it: each asks who calls.

-- Names of the sites that one answered, or that received something of one's own.
create function identity.known_sites() returns table (id text, name text, authority_name text, sector text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.name, a.name, c.sector from identity.client c join territory.authority a on a.id = c.authority_id
  where c.id in (select s.client_id from identity.consent s where s.person_id = platform.person_id()
    union select e.client_id from identity.consent_entry e where e.person_id = platform.person_id()) $$;

-- The last sign-outs told to a site, for its administrators: about nobody.
create function identity.told_of_sign_outs(client text)
  returns table (created_at timestamptz, attempts integer, last_outcome text, delivered_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.created_at, d.attempts, d.last_outcome, d.delivered_at from identity.logout_delivery d join identity.client c on c.id = d.client_id
  where d.client_id = client and (platform.is_system() or c.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))
  order by d.created_at desc, d.id limit 50 $$;

-- Accesses that somebody did not recognise, for the administrators of the authority, with the agents' names: the journal they stand in
-- is each person's own.
create function privacy.reported_accesses() returns table (id bigint, entry_id bigint, authority_id integer, told_at timestamptz, handled_at timestamptz,
    finding text, at timestamptz, kind text, object text, role text, actor_name text, handler_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.entry_id, i.authority_id, i.told_at, i.handled_at, i.finding, e.at, e.kind, e.object, e.role, a.name, h.name
  from privacy.incident i join platform.access_entry e on e.id = i.entry_id
    left join accounts.person a on a.id = e.actor_id left join accounts.person h on h.id = i.handled_by
  where i.authority_id = any ((select audiences.actor_ids('admin'))::bigint[])
  order by i.handled_at is not null, i.told_at desc, i.id desc limit 200 $$;
