-- What readers say of contents is told under the rule of questionnaires (docs/decisions/135): no figure of fewer than five, neither of those
-- it helped nor of the others, and none that is found by taking away what was told before from what is told now.

-- Successive counts of « yes » and of « no », gathered in their order until each is five: a lot. What is told is made of whole lots: any two
-- things told differ by some, never by a few answers. `upto`: the place of its last count, from 1. What is left at the end is told of nothing.
create function platform.told_lots(yes integer[], no integer[]) returns table (upto integer, ayes integer, noes integer)
  language plpgsql immutable parallel safe as $$
declare
  least_told constant integer := 5;
begin
  ayes := 0; noes := 0;
  for at in 1 .. coalesce(cardinality(yes), 0) loop
    ayes := ayes + yes[at]; noes := noes + no[at];
    continue when least(ayes, noes) < least_told;
    upto := at;
    return next;
    ayes := 0; noes := 0;
  end loop;
end $$;
grant execute on function platform.told_lots to parvis_app, parvis_system;

-- Of each content, what is told: lots of whole months, whose last one is of the twelve before this one. For the functions below alone.
create function publishing.told_opinions() returns table (content_id integer, helped integer, answers integer) language sql stable as $$
  select m.content_id, sum(t.ayes)::integer, sum(t.ayes + t.noes)::integer
  from (select c.content_id, array_agg(c.month order by c.month) as months, array_agg(c.ayes order by c.month) as ayes,
      array_agg(c.noes order by c.month) as noes
    from (select o.content_id, o.month, coalesce(sum(o.count) filter (where o.helped), 0)::integer as ayes,
        coalesce(sum(o.count) filter (where not o.helped), 0)::integer as noes
      from publishing.opinion o where o.month < date_trunc('month', territory.day_of(platform.now())) group by o.content_id, o.month) c
    group by c.content_id) m, platform.told_lots(m.ayes, m.noes) t
  where m.months[t.upto] >= date_trunc('month', territory.day_of(platform.now())) - interval '1 year' group by m.content_id $$;
revoke execute on function publishing.told_opinions from public;

create or replace function publishing.opinions(content integer) returns table (helped integer, answers integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.helped, o.answers from publishing.told_opinions() o where o.content_id = content and publishing.holds_content(content) $$;

create or replace function steering.judged() returns table (authority_id integer, unit_id integer, helped integer, answers integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.authority_id, c.unit_id, sum(o.helped)::integer, sum(o.answers)::integer
  from publishing.told_opinions() o join publishing.content c on c.id = o.content_id
  where c.decided_in is null and steering.reads(c.authority_id, c.unit_id) group by c.authority_id, c.unit_id $$;

-- Counted by the same clock.
create or replace function publishing.give_opinion(content integer, said boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from publishing.publication p where p.content_id = content and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) then
    return false;
  end if;
  insert into publishing.opinion as o (content_id, month, helped, count)
    values (content, date_trunc('month', territory.day_of(platform.now()))::date, said, 1)
    on conflict (content_id, month, helped) do update set count = o.count + 1;
  return true;
end $$;
