-- A use looked at the accounts of all holders to find the three of its partner: the index leaves holders’ accounts out, and the statement did not
-- say that it does not want them. All else is as in 001356.
create or replace function pass.spend(entitlement bigint, redemption bigint, used_at timestamptz, cents integer, asks boolean, told_at timestamptz)
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
      join pass.account a on a.partner_id = held.partner_id and a.kind = l.kind and a.kind <> 'holder' and a.unit = of_unit where l.amount <> 0
      union all select made, a.id, -taken from pass.account a where taken > 0 and a.entitlement_id = entitlement;
  end if;
  return query select 'used', case when held.kind = 'weekly' then greatest(0, most - times) else held.remaining - taken end::bigint, over;
end $$;
