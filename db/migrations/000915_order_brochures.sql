-- Brochures: what Communication edits, read as PDF, ordered on paper within a stock and a quota for each commune. An order is a request
-- of the counter; its copies are held here as it is sent, given back when it ends without them. Nobody writes a stock: it is moved.
create schema brochures;
grant usage on schema brochures to parvis_app, parvis_system;

create table brochures.brochure (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- Who reads it, and orders it among those in office.
  audience_id integer not null references audiences.audience,
  title text not null check (char_length(title) between 3 and 120),
  abstract text not null check (char_length(abstract) between 10 and 1200),
  -- In which it is printed, as people read them: « français », « anglais ».
  languages text[] not null check (cardinality(languages) between 1 and 12),
  -- Its cover, a picture of the library.
  picture uuid,
  -- Its file, which is read before anything is ordered: without one, nobody is shown it.
  pdf uuid,
  -- Copies on the shelf that no order holds.
  stock integer not null default 0 check (stock between 0 and 1000000),
  -- From that many on, its keepers are told.
  low_at integer not null check (low_at between 0 and 100000),
  -- Copies in one order.
  least integer not null check (least between 1 and 10000),
  most integer not null check (most between 1 and 10000),
  -- Copies of a commune in each such period; null: as many as there are.
  quota integer check (quota between 1 and 100000),
  quota_each text not null check (quota_each in ('month', 'quarter', 'year')),
  -- From that day on nobody is shown it.
  withdrawn_on date,
  -- Since when its keepers know that it runs out.
  told_low_at timestamptz,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (least <= most),
  constraint brochure_title unique (authority_id, title)
);
create index brochure_audience on brochures.brochure (audience_id, title);
create index brochure_picture on brochures.brochure (picture) where picture is not null;
create index brochure_low on brochures.brochure (id) where told_low_at is null;

-- What an order holds of each brochure.
create table brochures.line (
  id bigint generated always as identity primary key,
  request_id bigint not null references requests.request on delete cascade,
  brochure_id integer not null references brochures.brochure on delete cascade,
  -- Whose quota it counts in.
  commune_id integer not null references territory.authority,
  copies integer not null check (copies between 1 and 10000),
  state text not null default 'held' check (state in ('held', 'delivered', 'returned')),
  held_on date not null,
  constraint line_once unique (request_id, brochure_id)
);
create index line_quota on brochures.line (brochure_id, commune_id, held_on);

-- Every copy that comes, goes, or is counted again.
create table brochures.movement (
  id bigint generated always as identity primary key,
  brochure_id integer not null references brochures.brochure on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('received', 'corrected', 'held', 'returned', 'delivered')),
  -- What it adds to the shelf.
  copies integer not null,
  -- What the shelf holds then.
  stock integer not null check (stock >= 0),
  reason text not null default '' check (char_length(reason) <= 300),
  -- Reference of the order.
  ref text,
  -- Who moved it; null for an order.
  person_id bigint references accounts.person on delete set null
);
create index movement_brochure on brochures.movement (brochure_id, id desc);
create index movement_person on brochures.movement (person_id) where person_id is not null;

do $$
declare
  part text;
begin
  foreach part in array array['brochure', 'line', 'movement'] loop
    execute format('alter table brochures.%I enable row level security', part);
    execute format('create policy system on brochures.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on brochures.%I to parvis_system', part);
    execute format('grant select on brochures.%I to parvis_app', part);
  end loop;
end $$;
grant usage on all sequences in schema brochures to parvis_system;

create function brochures.keeps(brochure bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from brochures.brochure b where b.id = brochure and b.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;

create function brochures.guard_brochure() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stock > new.low_at then new.told_low_at := null; end if;
  -- What comes back from a copy says the rest itself.
  if platform.is_system() then
    new.changed_at := coalesce(new.changed_at, platform.now());
    return new;
  end if;
  if new.pdf is not null and (tg_op = 'INSERT' or new.pdf is distinct from old.pdf)
      and not exists (select from files.file f where f.id = new.pdf and f.subject_kind = 'brochure' and f.subject_id = new.id::text and f.media_type = 'application/pdf') then
    raise insufficient_privilege using message = 'the file of another thing';
  end if;
  -- A stock that moves changes nothing of what is said.
  if tg_op = 'INSERT' or new.stock = old.stock then new.changed_at := platform.now(); end if;
  if tg_op = 'UPDATE' and new.stock = old.stock then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger guard_brochure before insert or update on brochures.brochure for each row execute function brochures.guard_brochure();

create policy kept on brochures.brochure for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy shown on brochures.brochure for select using (pdf is not null
  and (withdrawn_on is null or withdrawn_on > (select territory.day_of(platform.now())))
  and audience_id = any ((select audiences.actor_ids('audience'))::bigint[]));
grant insert (authority_id, audience_id, title, abstract, languages, picture, low_at, least, most, quota, quota_each, withdrawn_on),
  update (audience_id, title, abstract, languages, picture, pdf, low_at, least, most, quota, quota_each, withdrawn_on) on brochures.brochure to parvis_app;
create policy added on brochures.brochure for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on brochures.brochure for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy kept on brochures.movement for select using (brochures.keeps(brochure_id));
create policy kept on brochures.line for select using (brochures.keeps(brochure_id));

call files.follow('brochure', 'brochures.brochure', false, 'brochures.keeps(s.id)');

-- May whoever acts order for that commune? They are elected there, work there, or are of the metropolis.
create function brochures.serves(commune integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.is_system() or exists (select from territory.authority a
    where (a.id = commune or a.level = 'metropolis')
      and (a.id = any ((select audiences.actor_ids('elected'))::bigint[]) or a.id = any ((select audiences.actor_ids('workplace'))::bigint[]))) $$;

-- The day on which the period of a quota began.
create function brochures.began(each text, day date) returns date
  language sql immutable set search_path = pg_catalog, pg_temp as $$ select date_trunc(each, day::timestamp)::date $$;

-- Copies that a commune has had of a brochure in the period of its quota; nothing is said of who ordered them.
create function brochures.taken(commune integer) returns table (brochure_id integer, copies integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.id, sum(l.copies)::integer from brochures.line l join brochures.brochure b on b.id = l.brochure_id
  where l.commune_id = commune and l.state <> 'returned' and brochures.serves(commune)
    and l.held_on >= brochures.began(b.quota_each, territory.day_of(platform.now()))
  group by b.id $$;

-- Holds the copies of an order that has just been sent, all of them or none. Each brochure is locked in turn, in one order for everybody:
-- two orders at once never take the same copies. Tells what is refused, of which brochure and how many are left; nothing when all is held.
create function brochures.hold(request bigint, ref text, wanted jsonb)
  returns table (brochure_id integer, why text, remaining integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  place integer;
  today constant date := territory.day_of(platform.now());
  asked record;
  one brochures.brochure;
  had integer;
  is_refused boolean := false;
begin
  -- Sent in this very transaction: nothing is held for a request of before, nor of others.
  select r.commune_id into place from requests.request r where r.id = request
    and (platform.is_system() or r.xmin::text::bigint = mod(pg_current_xact_id()::text::bigint, 4294967296));
  if place is null or not brochures.serves(place) or exists (select from brochures.line l where l.request_id = request) then
    raise insufficient_privilege using message = 'copies are held for what one sends';
  end if;
  for asked in select w.id, w.copies from jsonb_to_recordset(wanted) as w (id integer, copies integer) order by w.id loop
    select * into one from brochures.brochure b where b.id = asked.id for update;
    if one.id is null or one.pdf is null or coalesce(one.withdrawn_on <= today, false)
        or not (platform.is_system() or one.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) then
      brochure_id := asked.id; why := 'gone'; remaining := 0; is_refused := true; return next; continue;
    end if;
    brochure_id := one.id;
    if not asked.copies between one.least and one.most then
      why := 'size'; remaining := one.most; is_refused := true; return next; continue;
    end if;
    had := coalesce((select sum(l.copies) from brochures.line l where l.brochure_id = one.id and l.commune_id = place and l.state <> 'returned'
      and l.held_on >= brochures.began(one.quota_each, today)), 0);
    if had + asked.copies > one.quota then
      why := 'quota'; remaining := greatest(one.quota - had, 0); is_refused := true; return next; continue;
    end if;
    if asked.copies > one.stock then
      why := 'stock'; remaining := one.stock; is_refused := true; return next; continue;
    end if;
  end loop;
  if is_refused then return; end if;
  for asked in select w.id, w.copies from jsonb_to_recordset(wanted) as w (id integer, copies integer) order by w.id loop
    update brochures.brochure b set stock = b.stock - asked.copies where b.id = asked.id returning * into one;
    insert into brochures.line (request_id, brochure_id, commune_id, copies, held_on) values (request, one.id, place, asked.copies, today);
    insert into brochures.movement (brochure_id, at, kind, copies, stock, ref) values (one.id, platform.now(), 'held', -asked.copies, one.stock, ref);
  end loop;
end $$;

-- What an order held is delivered, or comes back to the shelf. Told by whoever has the request; judged again when all is written.
create function brochures.settle(request bigint, ref text, becomes text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held brochures.line;
  left_then integer;
  many integer := 0;
begin
  if becomes not in ('delivered', 'returned') or not (platform.is_system() or requests.reached(request)) then
    raise insufficient_privilege using message = 'whoever has the order';
  end if;
  for held in select * from brochures.line l where l.request_id = request and l.state = 'held' order by l.brochure_id for update loop
    update brochures.brochure b set stock = b.stock + case becomes when 'returned' then held.copies else 0 end
      where b.id = held.brochure_id returning b.stock into left_then;
    update brochures.line l set state = becomes where l.id = held.id;
    insert into brochures.movement (brochure_id, at, kind, copies, stock, ref)
      values (held.brochure_id, platform.now(), becomes, case becomes when 'returned' then held.copies else 0 end, left_then, ref);
    many := many + 1;
  end loop;
  return many;
end $$;

-- What came back is held once more, when the order that ended begins again: all of it or none. Tells how many lines cannot be.
create function brochures.hold_again(request bigint, ref text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  missing integer;
  line brochures.line;
  left_then integer;
begin
  if not (platform.is_system() or requests.reached(request)) then
    raise insufficient_privilege using message = 'whoever has the order';
  end if;
  perform from brochures.brochure b where b.id in (select l.brochure_id from brochures.line l where l.request_id = request and l.state = 'returned')
    order by b.id for update;
  select count(*) into missing from brochures.line l join brochures.brochure b on b.id = l.brochure_id
    where l.request_id = request and l.state = 'returned' and b.stock < l.copies;
  if missing > 0 then return missing; end if;
  for line in select * from brochures.line l where l.request_id = request and l.state = 'returned' order by l.brochure_id loop
    update brochures.brochure b set stock = b.stock - line.copies where b.id = line.brochure_id returning b.stock into left_then;
    update brochures.line l set state = 'held' where l.id = line.id;
    insert into brochures.movement (brochure_id, at, kind, copies, stock, ref)
      values (line.brochure_id, platform.now(), 'held', -line.copies, left_then, ref);
  end loop;
  return 0;
end $$;

-- Copies come back, or are handed over, with the end of their order and not before.
create function brochures.check_settled() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and exists (select from requests.request r where r.id = new.request_id and (r.state_kind = 'done') = (new.state = 'held')) then
    raise insufficient_privilege using message = 'an order that goes on keeps its copies, and no other';
  end if;
  return null;
end $$;
create constraint trigger check_settled after update on brochures.line deferrable initially deferred
  for each row execute function brochures.check_settled();

-- Copies come from the printer, or are counted again. Null for whoever does not keep it, and when fewer than none would be left.
create function brochures.restock(brochure integer, of_kind text, many integer, because text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_then integer;
begin
  if of_kind not in ('received', 'corrected') or of_kind = 'received' and many < 1 or not (platform.is_system() or brochures.keeps(brochure)) then return null; end if;
  update brochures.brochure b set stock = b.stock + many where b.id = brochure and b.stock + many between 0 and 1000000 returning b.stock into left_then;
  if left_then is null then return null; end if;
  insert into brochures.movement (brochure_id, at, kind, copies, stock, reason, person_id)
    values (brochure, platform.now(), of_kind, many, left_then, because, platform.person_id());
  return left_then;
end $$;
revoke execute on function brochures.keeps, brochures.serves, brochures.began, brochures.taken, brochures.hold, brochures.settle, brochures.hold_again, brochures.restock,
  brochures.guard_brochure, brochures.check_settled from public;
grant execute on function brochures.keeps, brochures.serves, brochures.began, brochures.taken, brochures.hold, brochures.settle, brochures.hold_again, brochures.restock
  to parvis_app, parvis_system;

-- What happened to a brochure is its keepers' to read and to tell.
create policy brochure on platform.event for select using (subject_kind = 'brochure' and brochures.keeps(subject_id));
create policy tell_brochure on platform.event for insert with check (
  subject_kind = 'brochure' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('brochure.added', 'brochure.changed', 'brochure.filed', 'brochure.restocked')
  and brochures.keeps(subject_id));

-- Its cover is shown with it.
create function brochures.shows_picture(key uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from brochures.brochure b where b.picture = key and b.pdf is not null
    and (b.withdrawn_on is null or b.withdrawn_on > territory.day_of(platform.now()))
    and b.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;
create policy shown_on_brochures on media.picture for select using (media.is_in_right(rights_until) and brochures.shows_picture(key));
create function brochures.keep_shown_picture() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and exists (select from brochures.brochure b where b.picture = old.key
      and (b.withdrawn_on is null or b.withdrawn_on > territory.day_of(platform.now()))) then
    raise insufficient_privilege using message = 'a picture that is shown is kept';
  end if;
  return old;
end $$;
create trigger keep_cover before delete on media.picture for each row execute function brochures.keep_shown_picture();
revoke execute on function brochures.shows_picture, brochures.keep_shown_picture from public;
grant execute on function brochures.shows_picture to parvis_app, parvis_system;

-- What is found: a brochure by those who read it, as long as it is shown.
create view brochures.found as
  select b.id as subject_id, b.authority_id, b.audience_id, b.changed_at as at, (b.withdrawn_on::timestamp at time zone 'UTC') as ends_at, b.title,
    concat_ws(E'\n', b.abstract, array_to_string(b.languages, ', ')) as text from brochures.brochure b where b.pdf is not null;
call search.offer('brochure', 'brochures.found', 'brochures.brochure');

-- Services for whoever is in office: agents as well as elected members, and those to whom these lend their seats.
create or replace function services.is_meant(service text, of_version integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case services.meant_for(service, of_version)
    when 'elected' then cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0
    when 'office' then cardinality((select audiences.actor_ids('elected'))::bigint[]) > 0
      or cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
    else services.meant_for(service, of_version) is null end $$;
