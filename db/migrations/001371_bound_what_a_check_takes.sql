-- What a door takes of a credit in a day is bounded (001354), in the one statement of a check (001356) as in what a door brings back.

-- What a door may still take that day of a credit, in cents; null: no bound. The credit is held until the end of the transaction: of two lines of
-- a door at once, one waits.
create function pass.left_of_day(door integer, entitlement bigint, used_at timestamptz) returns integer
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  bound integer;
begin
  select d.daily into bound from pass.entitlement e join pass.product d on d.id = e.product_id where e.id = entitlement for no key update of e;
  if bound is null then return null; end if;
  return bound - coalesce((select sum(p.amount) from pass.redemption r join pass.transfer t on t.redemption_id = r.id
    join pass.posting p on p.transfer_id = t.id join pass.account a on a.id = p.account_id and a.kind = 'used'
    where r.device_id = door and r.entitlement_id = entitlement and r.result = 'ok' and r.undone_at is null
      and territory.day_of(r.at) = territory.day_of(used_at)), 0);
end $$;
revoke execute on function pass.left_of_day from public;
grant execute on function pass.left_of_day to parvis_system;

-- A door asks: the first right of that pass that opens here, of which something is left, is taken; or why none is. It is written under the
-- line of its chain, once. The door is in use, and held.
-- @param only_one the one entitlement that was shown; null: any
-- @returns nothing when that line is written already
create or replace function pass.take_at_door(door integer, pass bigint, line bigint, shown_id bytea, cents integer, only_one bigint, told_at timestamptz)
  returns table (result text, product_id integer, class text, "left" bigint, taken integer, until date)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  device pass.device;
  held record;
  used record;
  why text;
  written bigint;
  price integer;
  bound integer;
begin
  select * into device from pass.device d where d.id = door;
  for held in select e.id, e.product_id, e.class, e.until, d.kind,
      not exists (select from pass.product_place l where l.product_id = d.id)
        or exists (select from pass.product_place l where l.product_id = d.id and l.place_id = device.place_id) as is_here
    from pass.entitlement e join pass.product d on d.id = e.product_id
    where e.pass_id = pass and (only_one is null or e.id = only_one) and d.partner_id = device.partner_id and d.sector = device.sector
      and pass.runs(e, d, territory.day_of(told_at)) order by d.id
  loop
    why := coalesce(why, 'zone');
    continue when not held.is_here;
    price := null;
    if held.kind = 'credit' then
      price := coalesce(cents, (select r.cents from pass.price r where r.product_id = held.product_id and r.class = held.class), 0);
      -- A price of nothing, or none, is no use of a credit.
      if price = 0 then
        why := 'product';
        continue;
      end if;
      bound := pass.left_of_day(door, held.id, told_at);
      if price > bound then
        why := 'limit';
        continue;
      end if;
    end if;
    if written is null then
      insert into pass.redemption (device_id, seq, partner_id, place_id, product_id, entitlement_id, class, at, received_at, is_online, result, shown)
        values (door, line, device.partner_id, device.place_id, held.product_id, held.id, held.class, told_at, told_at, true, 'ok', shown_id)
        on conflict (device_id, seq) do nothing returning id into written;
      if written is null then return; end if;
    else
      update pass.redemption r set product_id = held.product_id, entitlement_id = held.id, class = held.class where r.id = written;
    end if;
    select * into used from pass.spend(held.id, written, told_at, price, true, told_at);
    if used.outcome = 'used' then
      return query select 'ok', held.product_id, held.class, used."left", price, held.until;
      return;
    end if;
    why := case when held.kind = 'weekly' then 'quota' else 'used' end;
  end loop;
  why := coalesce(why, 'product');
  if written is null then
    insert into pass.redemption (device_id, seq, partner_id, place_id, at, received_at, is_online, result, shown)
      values (door, line, device.partner_id, device.place_id, told_at, told_at, true, why, shown_id)
      on conflict (device_id, seq) do nothing returning id into written;
    if written is null then return; end if;
  else
    update pass.redemption r set result = why, entitlement_id = null where r.id = written;
  end if;
  return query select why, null::integer, null::text, null::bigint, null::integer, null::date;
end $$;
