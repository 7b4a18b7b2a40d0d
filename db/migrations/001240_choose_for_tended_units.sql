-- Whoever administers a unit (steward) chooses the settings of it and of those below: reads their history, ends what was in force and says
-- what succeeds it, as administrators do for the whole authority. What is chosen for one service, or for everybody, stays the authority's.
alter policy visible on settings.value using (until is null or authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or unit_id = any ((select audiences.actor_ids('tended'))::bigint[])
  or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
alter policy chosen on settings.value with check (set_by = (select platform.person_id()) and until is null
  and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or unit_id = any ((select audiences.actor_ids('tended'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])))
  and (unit_id is null or exists (select from territory.unit u where u.id = unit_id and u.authority_id = value.authority_id)));
alter policy succeeded on settings.value
  using (until is null and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or unit_id = any ((select audiences.actor_ids('tended'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))))
  with check (until is not null and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or unit_id = any ((select audiences.actor_ids('tended'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))));

create or replace function settings.chosen_for(choice bigint) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select territory.worked_for(v.set_by, v.since) from settings.value v
  where v.id = choice and (v.until is null or v.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or v.unit_id = any ((select audiences.actor_ids('tended'))::bigint[])
    or (v.key ~ '^[a-z]+\.text_' and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))) $$;
