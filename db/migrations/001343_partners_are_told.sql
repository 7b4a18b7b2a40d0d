-- Partners of the pass have hooks (001342), kept by their managers, and read what they were told, by a key too.
create function pass.find_calling_events() returns integer[] language sql stable as $$ select pass.calling('pass.events.read', 30) $$;
call audiences.add('callevents', 'pass.find_calling_events', null);
drop policy made on exchange.key;
create policy made on exchange.key for insert with check (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[])
  and scopes <@ array['pass.products.read', 'pass.places', 'pass.doors', 'pass.uses.read', 'pass.settlements.read', 'pass.events.read']);

create policy headed on exchange.hook for select using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('headed'))::bigint[]));
create policy made on exchange.hook for insert with check (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy kept on exchange.hook for update using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy taken on exchange.hook for delete using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy headed on exchange.message for select using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('headed'))::bigint[]));
create policy called on exchange.message for select using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('callevents'))::bigint[]));

create or replace function pass.forget_keys() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from exchange.key where owner_kind = 'passpartner' and owner_id = old.id;
  delete from exchange.hook where owner_kind = 'passpartner' and owner_id = old.id;
  delete from exchange.message where owner_kind = 'passpartner' and owner_id = old.id;
  return null;
end $$;

-- Its managers ask that something leaves again.
drop policy tell_passpartner on platform.event;
create policy tell_passpartner on platform.event for insert with check (
  subject_kind = 'passpartner' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident') and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('passpartner.signed', 'passpartner.changed', 'passpartner.lasting', 'passpartner.ended',
    'passpartner.placed', 'passpartner.offered', 'passpartner.reworded', 'passpartner.opened', 'passpartner.closed', 'passpartner.invited',
    'passpartner.left', 'passpartner.settled', 'passpartner.disputed', 'passpartner.answered', 'passpartner.accepted', 'passpartner.paid',
    'passpartner.keyed', 'passpartner.rekeyed', 'passpartner.unkeyed', 'passpartner.hooked', 'passpartner.unhooked', 'passpartner.resent')
  and pass.tells(subject_id));
