-- Texts of an authority (settings whose name begins with `text_`) are chosen by whoever writes its contents too: they read their
-- history, end what was in force and say what succeeds it, as administrators do of everything.
create function settings.may_choose(key text, authority integer) returns boolean language sql stable as $$
  select authority = any ((select audiences.actor_ids('setter'))::bigint[])
    or key ~ '^[a-z]+\.text_' and authority = any ((select audiences.actor_ids('publisher'))::bigint[]) $$;

alter policy visible on settings.value using (until is null or settings.may_choose(key, authority_id));
alter policy chosen on settings.value with check (set_by = (select platform.person_id()) and until is null
  and settings.may_choose(key, authority_id)
  and (unit_id is null or exists (select from territory.unit u where u.id = unit_id and u.authority_id = value.authority_id)));
alter policy succeeded on settings.value using (until is null and settings.may_choose(key, authority_id))
  with check (until is not null and settings.may_choose(key, authority_id));
