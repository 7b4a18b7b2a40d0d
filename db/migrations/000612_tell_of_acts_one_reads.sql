-- For whom an agent worked was told of any person's number, to anybody who had ever had a post (000590). It is told of acts, to whoever
-- works today and has read them: of an event, by its seal, which stands nowhere but in it; of a choice, as far as its row is read.
drop function territory.acted_for(bigint[], date[]);
create function territory.worked_for(person bigint, at timestamptz) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct u.authority_id) filter (
      where (worked_for.at at time zone s.zone)::date <@ daterange(m.valid_from, m.valid_to, '[]')), array_agg(distinct u.authority_id))
  from territory.settings s, accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.person_id = person and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0 $$;
revoke execute on function territory.worked_for from public;

create function territory.acted_for(event bigint, seal bytea) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select territory.worked_for(e.actor_id, e.at) from platform.event e
  where e.id = event and e.hash = seal and e.actor_kind = 'agent' $$;

create function settings.chosen_for(choice bigint) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select territory.worked_for(v.set_by, v.since) from settings.value v
  where v.id = choice and (v.until is null or v.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or (v.key ~ '^[a-z]+\.text_' and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))) $$;
