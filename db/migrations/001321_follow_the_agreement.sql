-- Sectors of the pass follow the agreement of the authority, as all that is signed (settings.opening): a sector that it does not open opens
-- no door there, and nobody signs, sells or installs anything in it. What was held waits.

-- The last day until which that sector is open without a break; null: it is closed on that day; infinity: no agreement bounds it.
create function pass.open_until(authority integer, sector text, on_day date) returns date
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when settings.is_open('pass.' || replace(sector, '-', '_'), authority, on_day) then coalesce((
      select upper(r) - 1 from unnest((select range_agg(daterange(o.from_day, o.to_day, '[]')) from settings.opening o
        where o.authority_id = authority and o.feature = 'pass.' || replace(sector, '-', '_'))) r where r @> on_day), 'infinity') end $$;
-- Those of these that are open on that day, in their order.
create function pass.open_sectors(authority integer, sectors text[], on_day date) returns text[] language sql stable as $$
  select coalesce(array_agg(s order by n), '{}') from unnest(sectors) with ordinality u (s, n)
  where pass.open_until(authority, s, on_day) is not null $$;
revoke execute on function pass.open_until, pass.open_sectors from public;
grant execute on function pass.open_until, pass.open_sectors to parvis_app, parvis_system;

-- A partner is given no sector beyond what the agreement opens today, or on its first day when that is to come; those that it has, and that closed, wait with the rest.
create function pass.guard_sectors() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  added constant text[] := case tg_op when 'INSERT' then new.sectors
    else array(select s from unnest(new.sectors) s where s <> all (old.sectors)) end;
begin
  if not platform.is_system() and cardinality(pass.open_sectors(new.authority_id, added,
      greatest(new.since, territory.day_of(platform.now())))) < cardinality(added) then
    raise check_violation using constraint = 'partner_agreement', message = 'the agreement of the authority does not open that sector';
  end if;
  return new;
end $$;
-- Nothing is offered, and no door installed, in a sector that is closed.
create function pass.guard_closed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and not exists (select from pass.partner p
      where p.id = new.partner_id and new.sector = any (pass.open_sectors(p.authority_id, array[new.sector],
        greatest(p.since, territory.day_of(platform.now()))))) then
    raise check_violation using constraint = tg_table_name || '_agreement', message = 'the agreement of the authority does not open that sector';
  end if;
  return new;
end $$;
revoke execute on function pass.guard_sectors, pass.guard_closed from public;
create trigger guard_sectors before insert or update of sectors on pass.partner for each row execute function pass.guard_sectors();
create trigger guard_closed before insert on pass.product for each row execute function pass.guard_closed();
create trigger guard_closed before insert on pass.device for each row execute function pass.guard_closed();
