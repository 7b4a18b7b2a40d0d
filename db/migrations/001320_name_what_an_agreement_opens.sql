-- An agreement names features that it opens beside those of its offer, each by its id: the sectors of the pass. An amendment says them anew,
-- from its day on. What was voted does not change.
alter table agreements.deed add column opens text[] not null default '{}'
  check (cardinality(opens) <= 40 and array_position(opens, null) is null);
grant insert (opens), update (opens) on agreements.deed to parvis_app;

-- What partners of the pass had when it came stays open: agreements of before name it.
update agreements.deed d set opens = array(select distinct 'pass.' || replace(s, '-', '_')
    from pass.partner p, unnest(p.sectors) s where p.authority_id = a.authority_id order by 1)
  from agreements.agreement a where a.id = d.agreement_id and exists (select from pass.partner p where p.authority_id = a.authority_id);
insert into settings.opening
  select distinct o.authority_id, 'pass.' || replace(s, '-', '_'), o.source, o.from_day, o.to_day
  from settings.opening o join pass.partner p on p.authority_id = o.authority_id, unnest(p.sectors) s
  where o.feature = 'identity.sites' and o.source like 'agreement:%';

create or replace function agreements.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'deed' then
    if old.state <> 'draft' and (tg_op = 'DELETE' or (new.offer, new.grid_id, new.starts_on, new.opens)
        is distinct from (old.offer, old.grid_id, old.starts_on, old.opens)) then
      raise exception 'what was voted does not change: propose an amendment';
    end if;
  elsif exists (select from agreements.deed d where d.agreement_id = old.id and d.rank = 0 and d.state <> 'draft')
    and (tg_op = 'DELETE' or (new.authority_id, new.starts_on, new.ends_on, new.notice_months, new.population_id, new.seats,
        new.discount_year, new.discount_percent) is distinct from (old.authority_id, old.starts_on, old.ends_on, old.notice_months,
        old.population_id, old.seats, old.discount_year, old.discount_percent)) then
    raise exception 'what was voted does not change: propose an amendment';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
