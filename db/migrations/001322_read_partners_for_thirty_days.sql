-- When all that its authority signed is over, people of a partner read for thirty days and change nothing, as its agents do; then nothing.
-- The last day on which a partner of that authority runs, whose own last day is that one.
create function pass.runs_until(authority integer, last_day date, on_day date) returns date language sql stable as $$
  select least(last_day, (select e.ended_on from settings.ended(on_day) e where e.authority_id = authority)) $$;
revoke execute on function pass.runs_until from public;
grant execute on function pass.runs_until to parvis_app, parvis_system;

create or replace function pass.find_partners() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
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
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
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
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
      left join settings.ended(today) e on e.authority_id = p.authority_id
    where m.person_id = platform.person_id() and m.is_manager and today between m.since and coalesce(m.until, 'infinity')
      and today <= least(p.until + 30, e.reads_until)
      and (e.authority_id is null or current_setting('transaction_read_only') = 'on'));
end $$;
