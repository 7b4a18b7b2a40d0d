-- Partners of the pass call with keys of theirs (001340): its managers make them, and a key opens, of that partner alone, what its scopes say.

-- The partner whose key calls with that scope: while it runs, or for thirty days more when it only reads.
create function pass.calling(scope text, extra integer) returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  return (select coalesce(array_agg(p.id), '{}') from pass.partner p left join settings.ended(today) e on e.authority_id = p.authority_id
    where p.id = exchange.called_for('passpartner', scope)
      and today <= least(p.until + extra, case when extra > 0 then e.reads_until else e.ended_on end));
end $$;
create function pass.find_calling_uses() returns integer[] language sql stable as $$ select pass.calling('pass.uses.read', 30) $$;
create function pass.find_calling_settlements() returns integer[] language sql stable as $$ select pass.calling('pass.settlements.read', 30) $$;
create function pass.find_calling_products() returns integer[] language sql stable as $$ select pass.calling('pass.products.read', 0) $$;
create function pass.find_calling_places() returns integer[] language sql stable as $$ select pass.calling('pass.places', 0) $$;
create function pass.find_calling_doors() returns integer[] language sql stable as $$ select pass.calling('pass.doors', 0) $$;
revoke execute on function pass.calling from public;
call audiences.add('calluses', 'pass.find_calling_uses', null);
call audiences.add('callsettlements', 'pass.find_calling_settlements', null);
call audiences.add('callproducts', 'pass.find_calling_products', null);
call audiences.add('callplaces', 'pass.find_calling_places', null);
call audiences.add('calldoors', 'pass.find_calling_doors', null);

-- What each scope opens.
create policy called on pass.use for select using (partner_id = any ((select audiences.actor_ids('calluses'))::bigint[]));
create policy called on pass.redemption for select using (partner_id = any ((select audiences.actor_ids('calluses'))::bigint[]));
create policy called on pass.place for update using (partner_id = any ((select audiences.actor_ids('callplaces'))::bigint[]));
create policy called on pass.device for select using (partner_id = any ((select audiences.actor_ids('calldoors'))::bigint[]));
create policy revoked_by_key on pass.device for update using (partner_id = any ((select audiences.actor_ids('calldoors'))::bigint[]));
create policy called on pass.settlement for select using (partner_id = any ((select audiences.actor_ids('callsettlements'))::bigint[]));
create function pass.settles_to_key(settlement integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.settlement s where s.id = settlement and s.partner_id = any (audiences.actor_ids('callsettlements')::bigint[])) $$;
create function pass.line_to_key(line bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.settlement_line l where l.id = line and pass.settles_to_key(l.settlement_id)) $$;
create function pass.dispute_to_key(dispute bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.dispute d where d.id = dispute and pass.line_to_key(d.line_id)) $$;
revoke execute on function pass.settles_to_key, pass.line_to_key, pass.dispute_to_key from public;
grant execute on function pass.settles_to_key, pass.line_to_key, pass.dispute_to_key to parvis_app;
create policy called on pass.settlement_line for select using (pass.settles_to_key(settlement_id));
create policy called on pass.settlement_step for select using (pass.settles_to_key(settlement_id));
create policy called on pass.dispute for select using (pass.line_to_key(line_id));
create policy called on pass.dispute_answer for select using (pass.dispute_to_key(dispute_id));

-- Keys of a partner: read by its managers, thirty days longer; made and stopped while it runs. Gone with it.
create policy headed on exchange.key for select using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('headed'))::bigint[]));
create policy made on exchange.key for insert with check (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[])
  and scopes <@ array['pass.products.read', 'pass.places', 'pass.doors', 'pass.uses.read', 'pass.settlements.read']);
create policy stopped on exchange.key for update using (owner_kind = 'passpartner' and owner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create function pass.forget_keys() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from exchange.key where owner_kind = 'passpartner' and owner_id = old.id;
  return null;
end $$;
revoke execute on function pass.forget_keys from public;
create trigger forget_keys after delete on pass.partner for each row execute function pass.forget_keys();

-- What is told of it: by its managers, and by its keys for what these change.
drop policy tell_passpartner on platform.event;
create policy tell_passpartner on platform.event for insert with check (
  subject_kind = 'passpartner' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident') and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('passpartner.signed', 'passpartner.changed', 'passpartner.lasting', 'passpartner.ended',
    'passpartner.placed', 'passpartner.offered', 'passpartner.reworded', 'passpartner.opened', 'passpartner.closed', 'passpartner.invited',
    'passpartner.left', 'passpartner.settled', 'passpartner.disputed', 'passpartner.answered', 'passpartner.accepted', 'passpartner.paid',
    'passpartner.keyed', 'passpartner.rekeyed', 'passpartner.unkeyed', 'passpartner.hooked', 'passpartner.unhooked')
  and pass.tells(subject_id));
-- Its chain goes on from what was told last, of which a key reads no more than that.
create function pass.called(partner bigint, told text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case told when 'passpartner.placed' then partner = any (audiences.actor_ids('callplaces')::bigint[])
    when 'passpartner.closed' then partner = any (audiences.actor_ids('calldoors')::bigint[])
    else partner = any (audiences.actor_ids('callplaces')::bigint[] || audiences.actor_ids('calldoors')::bigint[]) end $$;
revoke execute on function pass.called from public;
grant execute on function pass.called to parvis_app;
create policy passpartner_called on platform.event for select using (subject_kind = 'passpartner' and pass.called(subject_id, ''));
create policy tell_passpartner_called on platform.event for insert with check (
  subject_kind = 'passpartner' and erased_at is null and platform.is_told_now(at) and actor_kind = 'program' and actor_id is null
  and actor_label = (select exchange.key_label()) and name in ('passpartner.placed', 'passpartner.closed') and pass.called(subject_id, name));
