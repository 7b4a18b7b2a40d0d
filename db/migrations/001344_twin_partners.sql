-- A partner has a twin to try its programs with: a row like another, which its mark alone tells apart. Whoever manages the partner sees it, and
-- keys of its own; nobody else, on any page: the policies say so, not the pages.
alter table pass.partner add column sandbox_of integer references pass.partner on delete cascade,
  add constraint partner_sandbox unique (sandbox_of),
  -- Nothing is ever owed to it, and it is no trial.
  add constraint partner_tried check (sandbox_of is null or (not is_private and most_holders is null and sandbox_of <> id));
-- Its name is no name of a partner.
alter table pass.partner drop constraint partner_name;
create unique index partner_name on pass.partner (authority_id, name) where sandbox_of is null;

-- Whoever manages a partner manages its twin, as long as they do; who works there otherwise has nothing of it, nor whoever keeps it.
create or replace function pass.find_partners() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct t.id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
      join pass.partner t on t.id = p.id or (t.sandbox_of = p.id and m.is_manager)
      left join settings.ended(today) e on e.authority_id = p.authority_id
    where m.person_id = platform.person_id() and today between m.since and coalesce(m.until, 'infinity')
      and today <= least(p.until + 30, e.reads_until));
end $$;
create or replace function pass.find_managed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct t.id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
      join pass.partner t on t.id = p.id or t.sandbox_of = p.id
      left join settings.ended(today) e on e.authority_id = p.authority_id
    where m.person_id = platform.person_id() and m.is_manager and today between m.since and coalesce(m.until, 'infinity')
      and today <= least(p.until, e.ended_on));
end $$;
create or replace function pass.find_headed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct t.id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
      join pass.partner t on t.id = p.id or t.sandbox_of = p.id
      left join settings.ended(today) e on e.authority_id = p.authority_id
    where m.person_id = platform.person_id() and m.is_manager and today between m.since and coalesce(m.until, 'infinity')
      and today <= least(p.until + 30, e.reads_until)
      and (e.authority_id is null or current_setting('transaction_read_only') = 'on'));
end $$;
create or replace function pass.find_kept() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select coalesce(array_agg(p.id), '{}') from pass.partner p
    where p.authority_id = any (audiences.actor_ids('setter')) and p.sandbox_of is null);
end $$;
create trigger forget_reach_of_gone after delete on pass.partner for each statement execute function pass.forget_reach();

-- Twins that are not of whoever acts: nothing of them is told.
create function pass.unseen_partners() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(p.id), '{}') from pass.partner p where p.sandbox_of is not null
    and p.id <> all (audiences.actor_ids('headed')::integer[])
    and p.id is distinct from (select k.owner_id from exchange.key k where k.id = exchange.key_id() and k.owner_kind = 'passpartner') $$;
revoke execute on function pass.unseen_partners from public;
grant execute on function pass.unseen_partners to parvis_app, parvis_system;
drop policy told on pass.partner;
drop policy told on pass.place;
drop policy told on pass.product;
drop policy told on pass.price;
drop policy told on pass.product_place;
create policy told on pass.partner for select using (id <> all ((select pass.unseen_partners())::integer[]));
create policy told on pass.place for select using (partner_id <> all ((select pass.unseen_partners())::integer[]));
create policy told on pass.product for select using (partner_id <> all ((select pass.unseen_partners())::integer[]));
create policy told on pass.product_place for select using (partner_id <> all ((select pass.unseen_partners())::integer[]));
create policy told on pass.price for select using (product_id in (select d.id from pass.product d));

-- It ends when its partner does; nobody is invited to work there; nothing of it is settled, whoever asks.
create function pass.follow_partner() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update pass.partner t set until = greatest(t.since, new.until) where t.sandbox_of = new.id;
  return null;
end $$;
create function pass.refuse_twin() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from pass.partner p where p.id = new.partner_id and p.sandbox_of is not null) then
    raise check_violation using constraint = tg_table_name || '_sandbox', message = 'nobody works for a twin, and nothing of it is settled';
  end if;
  return new;
end $$;
revoke execute on function pass.follow_partner, pass.refuse_twin from public;
create trigger follow_partner after update of until on pass.partner for each row
  when (new.sandbox_of is null and new.until <> old.until) execute function pass.follow_partner();
create trigger refuse_twin before insert on pass.member for each row execute function pass.refuse_twin();
create trigger refuse_twin before insert on pass.settlement for each row execute function pass.refuse_twin();
