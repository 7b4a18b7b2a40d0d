-- What is given or sold says which entitlement it gave, counted or not, so that it may be taken back; a use never does.
alter table pass.transfer add column entitlement_id bigint references pass.entitlement on delete set null,
  add constraint transfer_gives check (kind <> 'used' or entitlement_id is null);
create index transfer_entitlement on pass.transfer (entitlement_id) where entitlement_id is not null;
create or replace function pass.keep_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if pg_trigger_depth() < 2 then raise insufficient_privilege using message = 'a transfer is not taken back'; end if;
    return old;
  end if;
  -- It loses who did it, what it gave and the use that it was, when these are forgotten.
  if (to_jsonb(new) - array['made_by', 'redemption_id', 'entitlement_id']) is distinct from (to_jsonb(old) - array['made_by', 'redemption_id', 'entitlement_id'])
    or coalesce(new.made_by, old.made_by) is distinct from old.made_by or coalesce(new.redemption_id, old.redemption_id) is distinct from old.redemption_id
    or coalesce(new.entitlement_id, old.entitlement_id) is distinct from old.entitlement_id then
    raise insufficient_privilege using message = 'a transfer is not changed';
  end if;
  return new;
end $$;
