-- An event is shown for ever: it names the unit that has the request, and days that may be promised. One that named no unit would have
-- shut the page of its request to everybody.
create function requests.is_shown(payload jsonb, unit integer) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select payload -> 'unitId' is not distinct from to_jsonb(unit)
    and (not payload ? 'fromUnitId' or exists (select from territory.unit u where to_jsonb(u.id) = payload -> 'fromUnitId'))
    and (not payload ? 'authorityId' or exists (select from territory.unit u
      where u.id = unit and to_jsonb(u.authority_id) = payload -> 'authorityId'))
    and not exists (select from unnest(array[payload ->> 'promisedDay', payload ->> 'plannedDay']) day
      where case when day !~ '^\d{4}-\d{2}-\d{2}$' then true
        else day::date not between (platform.now() at time zone 'UTC')::date - 1 and (platform.now() at time zone 'UTC')::date + 740 end) $$;

do $$
declare
  telling text := pg_get_functiondef('requests.may_tell'::regproc);
  told text;
begin
  foreach told in array array['when ''request.received'' then ', 'when ''request.moved'' then '] loop
    if position(told in telling) = 0 then raise 'requests.may_tell says it otherwise: %', told; end if;
    telling := replace(telling, told, told || 'requests.is_shown(payload, r.unit_id) and ');
  end loop;
  execute telling;
end $$;
