-- A use, in one statement: the rules of src/pass/ledger and src/pass/door, where what they read is. For the system alone, under its policies.

-- Is that held on that day, of a product that opens then? (Its partner and its sector are another question.)
create function pass.runs(held pass.entitlement, product pass.product, on_day date) returns boolean language sql immutable as $$
  select held.ended_at is null and on_day between held.since and held.until
    and on_day between product.since and coalesce(product.until, 'infinity') and not product.closed_days @> on_day $$;

-- One use of an entitlement: taken from what is left, else refused, or at the authority's loss when it was let in already. Told twice, it moves once.
-- @param used_at when it was, as the door told it
-- @param cents of a credit; one entry of anything else
-- @param asks a door that asks is refused; one that has let in already, without a network, is not
-- @returns `used`, `short` or `over`; what is left (null: nothing is counted); what was accepted beyond
create function pass.spend(entitlement bigint, redemption bigint, used_at timestamptz, cents integer, asks boolean, told_at timestamptz)
  returns table (outcome text, "left" bigint, beyond integer)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  held record;
  asked integer;
  taken integer;
  times integer;
  most integer;
  made bigint;
  over integer := 0;
  of_unit pass.unit := 'entry';
begin
  -- Two doors at once wait here for one another; what each has just written of it, which holds its key, does not keep the other.
  select e.id, e.product_id, e.class, e.remaining, d.partner_id, d.kind, d.quantity,
      e.ended_at is not null or not territory.day_of(told_at) between e.since and e.until as is_over
    into held from pass.entitlement e join pass.product d on d.id = e.product_id where e.id = entitlement for no key update of e;
  if not found then raise no_data_found using message = 'the entitlement is not there'; end if;
  most := coalesce(held.quantity, 0);
  select coalesce(-sum(p.amount) filter (where a.kind = 'loss'), 0) into over
    from pass.transfer t left join pass.posting p on p.transfer_id = t.id left join pass.account a on a.id = p.account_id
    where t.redemption_id = redemption group by t.id;
  if found then
    return query select 'used', case when held.kind = 'weekly' then greatest(0, most - coalesce((select w.count from pass.week w
      where w.entitlement_id = entitlement and w.week = date_trunc('week', territory.day_of(told_at))::date), 0)) else held.remaining end::bigint, over;
    return;
  end if;
  over := 0;
  if held.is_over and asks then
    return query select 'over', coalesce(held.remaining, 0)::bigint, 0;
    return;
  end if;
  if held.remaining is null then
    -- What is free, has a price at the door, or opens so many times a week: the authority gives the entry as it is used.
    if held.kind = 'weekly' then
      insert into pass.week as w (entitlement_id, week, count) values (entitlement, date_trunc('week', territory.day_of(used_at))::date, 1)
        on conflict (entitlement_id, week) do update set count = w.count + 1 where not asks or w.count < most returning count into times;
      if not found then
        return query select 'short', 0::bigint, 0;
        return;
      end if;
      over := (times > most)::integer;
    end if;
  else
    asked := case when held.kind = 'credit' then coalesce(cents, 0) else 1 end;
    if asked <= 0 then raise check_violation using message = 'a use takes something'; end if;
    taken := least(asked, held.remaining);
    over := asked - taken;
    if over > 0 and asks then
      return query select 'short', held.remaining::bigint, 0;
      return;
    end if;
    if held.kind = 'credit' then of_unit := 'cent'; end if;
  end if;
  insert into pass.transfer (partner_id, product_id, class, kind, at, redemption_id)
    values (held.partner_id, held.product_id, held.class, 'used', told_at, redemption) on conflict do nothing returning id into made;
  if made is not null then
    insert into pass.posting (transfer_id, account_id, amount)
      select made, a.id, l.amount
      from (values ('used'::pass.account_kind, coalesce(asked, 1)), ('loss', -over),
        ('funding', case when held.remaining is null then over - 1 else 0 end)) l (kind, amount)
      join pass.account a on a.partner_id = held.partner_id and a.kind = l.kind and a.unit = of_unit where l.amount <> 0
      union all select made, a.id, -taken from pass.account a where taken > 0 and a.entitlement_id = entitlement;
  end if;
  return query select 'used', case when held.kind = 'weekly' then greatest(0, most - times) else held.remaining - taken end::bigint, over;
end $$;

-- A door asks: the first right of that pass that opens here, of which something is left, is taken; or why none is. It is written under the
-- line of its chain, once. The door is in use, and held.
-- @param only_one the one entitlement that was shown; null: any
-- @returns nothing when that line is written already
create function pass.take_at_door(door integer, pass bigint, line bigint, shown_id bytea, cents integer, only_one bigint, told_at timestamptz)
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
revoke execute on function pass.runs, pass.spend, pass.take_at_door from public;
grant execute on function pass.runs, pass.spend, pass.take_at_door to parvis_system;
