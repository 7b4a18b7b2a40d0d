-- Mails are written by the system, for whoever reads them: it is told too for whom each worked (000612).
create or replace function territory.worked_for(person bigint, at timestamptz) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct u.authority_id) filter (
      where (worked_for.at at time zone s.zone)::date <@ daterange(m.valid_from, m.valid_to, '[]')), array_agg(distinct u.authority_id))
  from territory.settings s, accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.person_id = person and (platform.is_system() or cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0) $$;
grant execute on function territory.worked_for to parvis_system;
