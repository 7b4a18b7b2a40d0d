-- An order that is begun again takes its copies as a new one would: within the quota of its commune and the period of today, and of what is
-- still offered. Refused, then begun again by whoever had ordered, it had them beyond every quota, and in the period that was over.
create or replace function brochures.hold_again(request bigint, ref text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  missing integer;
  line brochures.line;
  left_then integer;
  today constant date := territory.day_of(platform.now());
  told constant text := (select r.ref from requests.request r where r.id = request);
begin
  if not (platform.is_system() or requests.reached(request)) then
    raise insufficient_privilege using message = 'whoever has the order';
  end if;
  perform from brochures.brochure b where b.id in (select l.brochure_id from brochures.line l where l.request_id = request and l.state = 'returned')
    order by b.id for update;
  select count(*) into missing from brochures.line l join brochures.brochure b on b.id = l.brochure_id
    where l.request_id = request and l.state = 'returned' and (b.stock < l.copies or b.pdf is null or coalesce(b.withdrawn_on <= today, false)
      or l.copies + coalesce((select sum(o.copies) from brochures.line o where o.brochure_id = l.brochure_id and o.commune_id = l.commune_id
        and o.state <> 'returned' and o.held_on >= brochures.began(b.quota_each, today)), 0) > b.quota);
  if missing > 0 then return missing; end if;
  for line in select * from brochures.line l where l.request_id = request and l.state = 'returned' order by l.brochure_id loop
    update brochures.brochure b set stock = b.stock - line.copies where b.id = line.brochure_id returning b.stock into left_then;
    update brochures.line l set state = 'held', held_on = today where l.id = line.id;
    insert into brochures.movement (brochure_id, at, kind, copies, stock, ref)
      values (line.brochure_id, platform.now(), 'held', -line.copies, left_then, told);
  end loop;
  return 0;
end $$;

-- The journal of a stock names the order that moved it: by its request, whatever reference is given beside.
do $$
declare
  source text;
  written text;
begin
  foreach source in array array[pg_get_functiondef('brochures.hold'::regproc), pg_get_functiondef('brochures.settle'::regproc)] loop
    written := regexp_replace(source, ', ref\);', ', (select r.ref from requests.request r where r.id = request));');
    if written = source then raise 'a movement of a stock is written otherwise'; end if;
    execute written;
  end loop;
end $$;
