-- Whether somebody is kept is asked of that person’s posts alone: a policy asks it of each absence that a list reads.
create or replace function accounts.keeps_agent(person bigint, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id and u.authority_id = authority
    join accounts.person p on p.id = m.person_id and p.closed_at is null
    where m.person_id = person and (platform.is_system() or m.unit_id = any ((select audiences.actor_ids('governed'))::integer[]))) $$;
