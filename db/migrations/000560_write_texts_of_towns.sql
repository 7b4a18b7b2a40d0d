-- Texts of an authority (settings whose name begins with `text_`) are chosen by whoever writes its contents too: they read their
-- history, end what was in force and say what succeeds it, as administrators do of everything.
alter policy visible on settings.value using (until is null or authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
alter policy chosen on settings.value with check (set_by = (select platform.person_id()) and until is null
  and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])))
  and (unit_id is null or exists (select from territory.unit u where u.id = unit_id and u.authority_id = value.authority_id)));
alter policy succeeded on settings.value
  using (until is null and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))))
  with check (until is not null and (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
    or (key ~ '^[a-z]+\.text_' and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))));
