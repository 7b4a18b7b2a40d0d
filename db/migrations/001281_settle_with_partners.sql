-- What an authority owes a private partner for a month: computed once, line by line, disputed by whoever manages the partner, corrected by a
-- counter-entry of the authority. Nothing of it is ever rewritten, and nobody is named in it: who did what, the events of the partner tell.
create table pass.settlement (
  id integer generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  -- Its first day.
  month date not null check (extract(day from month) = 1),
  made_at timestamptz not null,
  constraint settlement_once unique (partner_id, month)
);
create table pass.settlement_line (
  id bigint generated always as identity primary key,
  settlement_id integer not null references pass.settlement on delete cascade,
  product_id integer not null references pass.product on delete cascade,
  -- As they were called then.
  product text not null,
  class text not null,
  -- Uses that are paid; of a counter-entry, those given back or taken off.
  uses integer not null check (uses <> 0),
  -- What one use was worth then.
  unit_cents integer not null check (unit_cents >= 0),
  -- The line that it corrects.
  corrects bigint references pass.settlement_line on delete cascade,
  check (corrects is not null or uses > 0)
);
create unique index line_once on pass.settlement_line (settlement_id, product_id, class) where corrects is null;
create index settlement_line_product on pass.settlement_line (product_id);
create index settlement_line_corrects on pass.settlement_line (corrects) where corrects is not null;
create table pass.dispute (
  id bigint generated always as identity primary key,
  line_id bigint not null references pass.settlement_line on delete cascade,
  reason text not null check (char_length(reason) between 5 and 1000),
  at timestamptz not null
);
create index dispute_line on pass.dispute (line_id);
create table pass.dispute_answer (
  dispute_id bigint primary key references pass.dispute on delete cascade,
  said text not null check (char_length(said) between 5 and 1000),
  -- The counter-entry, when it is granted.
  correction_id bigint references pass.settlement_line on delete cascade,
  at timestamptz not null
);
create index dispute_answer_correction on pass.dispute_answer (correction_id) where correction_id is not null;
create table pass.settlement_step (
  settlement_id integer not null references pass.settlement on delete cascade,
  step text not null check (step in ('accepted', 'paid')),
  -- Of the order to pay.
  reference text not null default '' check (char_length(reference) <= 60),
  at timestamptz not null,
  constraint step_once primary key (settlement_id, step),
  constraint step_reference check ((step = 'paid') = (reference <> ''))
);

-- Rows go with their partner, and in no other way; they never change.
create function pass.guard_deed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise insufficient_privilege using message = 'what was settled is never rewritten';
end $$;
revoke execute on function pass.guard_deed from public;

create function pass.is_answered(settlement integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select from pass.dispute d join pass.settlement_line l on l.id = d.line_id
    where l.settlement_id = settlement and not exists (select from pass.dispute_answer a where a.dispute_id = d.id)) $$;
create function pass.is_stepped(settlement integer, which text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.settlement_step s where s.settlement_id = settlement and s.step = which) $$;
revoke execute on function pass.is_answered, pass.is_stepped from public;

-- One thing at a time happens to a settlement.
create function pass.hold_settlement(settlement integer) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtext('pass.settlement'), (select s.partner_id from pass.settlement s where s.id = settlement)) $$;
revoke execute on function pass.hold_settlement from public;

create function pass.guard_correction() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  line pass.settlement_line;
begin
  if new.corrects is null then return new; end if;
  select * into line from pass.settlement_line l where l.id = new.corrects;
  if line.corrects is not null then
    raise check_violation using constraint = 'correction_of_line', message = 'a counter-entry corrects a line';
  end if;
  perform pass.hold_settlement(line.settlement_id);
  new.settlement_id := line.settlement_id; new.product_id := line.product_id; new.product := line.product;
  new.class := line.class; new.unit_cents := line.unit_cents;
  if not platform.is_system() and pass.is_stepped(line.settlement_id, 'paid') then
    raise check_violation using constraint = 'settlement_paid', message = 'it was paid';
  end if;
  if line.uses + new.uses + (select coalesce(sum(l.uses), 0) from pass.settlement_line l where l.corrects = line.id) < 0 then
    raise check_violation using constraint = 'correction_below', message = 'less than nothing would be owed';
  end if;
  return new;
end $$;
create function pass.guard_dispute() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  line pass.settlement_line;
begin
  if platform.is_system() then new.at := coalesce(new.at, platform.now()); return new; end if;
  select * into line from pass.settlement_line l where l.id = new.line_id;
  perform pass.hold_settlement(line.settlement_id);
  if line.corrects is not null then
    raise check_violation using constraint = 'correction_of_line', message = 'a counter-entry is not disputed: its line is';
  end if;
  if pass.is_stepped(line.settlement_id, 'accepted') or pass.is_stepped(line.settlement_id, 'paid') then
    raise check_violation using constraint = 'settlement_accepted', message = 'it was accepted';
  end if;
  if exists (select from pass.dispute d where d.line_id = line.id and not exists (select from pass.dispute_answer a where a.dispute_id = d.id)) then
    raise check_violation using constraint = 'dispute_open', message = 'it is disputed already';
  end if;
  new.at := platform.now();
  return new;
end $$;
create function pass.guard_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.correction_id is not null and not exists (select from pass.settlement_line c join pass.dispute d on d.line_id = c.corrects
      where c.id = new.correction_id and d.id = new.dispute_id) then
    raise check_violation using constraint = 'answer_of_line', message = 'the counter-entry of another line';
  end if;
  new.at := case when platform.is_system() then coalesce(new.at, platform.now()) else platform.now() end;
  return new;
end $$;
create function pass.guard_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then new.at := coalesce(new.at, platform.now()); return new; end if;
  perform pass.hold_settlement(new.settlement_id);
  if not pass.is_answered(new.settlement_id) then
    raise check_violation using constraint = 'settlement_disputed', message = 'a line is disputed';
  end if;
  new.at := platform.now();
  return new;
end $$;
revoke execute on function pass.guard_correction, pass.guard_dispute, pass.guard_answer, pass.guard_step from public;
create trigger guard_correction before insert on pass.settlement_line for each row execute function pass.guard_correction();
create trigger guard_dispute before insert on pass.dispute for each row execute function pass.guard_dispute();
create trigger guard_answer before insert on pass.dispute_answer for each row execute function pass.guard_answer();
create trigger guard_step before insert on pass.settlement_step for each row execute function pass.guard_step();

-- Computes what is owed for a month that is over, once: asked again, it is the same. What doors told too late for the months before, since
-- the first that was settled, is in it: no use is ever paid twice, none is forgotten. @returns its id
create function pass.settle(partner integer, of_month date, told_at timestamptz default null) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first_day constant date := date_trunc('month', of_month)::date;
  last_day constant date := (date_trunc('month', of_month) + interval '1 month')::date - 1;
  begun date;
  latest date;
  made integer;
begin
  if not platform.is_system() and partner <> all (audiences.actor_ids('passkept')::bigint[]) then
    raise insufficient_privilege using message = 'the partner of another authority';
  end if;
  perform pg_advisory_xact_lock(hashtext('pass.settlement'), partner);
  select s.id into made from pass.settlement s where s.partner_id = partner and s.month = first_day;
  if found then return made; end if;
  if not exists (select from pass.partner p where p.id = partner and p.is_private) then
    raise check_violation using constraint = 'settlement_private', message = 'nothing is owed to a public partner';
  end if;
  -- The system tells its own time.
  if last_day >= territory.day_of(case when platform.is_system() then coalesce(told_at, platform.now()) else platform.now() end) then
    raise check_violation using constraint = 'settlement_over', message = 'the month is not over';
  end if;
  select min(s.month), max(s.month) into begun, latest from pass.settlement s where s.partner_id = partner;
  if latest > first_day then
    raise check_violation using constraint = 'settlement_order', message = 'a later month is settled';
  end if;
  insert into pass.settlement (partner_id, month, made_at) values (partner, first_day, case when platform.is_system() then coalesce(told_at, platform.now()) else platform.now() end) returning id into made;
  insert into pass.settlement_line (settlement_id, product_id, product, class, uses, unit_cents)
  select made, d.id, d.name, c.class, c.uses - coalesce(s.uses, 0), coalesce(r.reimbursed_cents, 0)
  from (select u.product_id, u.class, sum(u.n)::integer as uses from (
      select product_id, class, day, count as n from pass.use where partner_id = partner and result = 'ok'
      union all select product_id, coalesce(class, ''), territory.day_of(at), 1 from pass.redemption
        where partner_id = partner and result = 'ok' and undone_at is null) u
    where u.product_id is not null and u.day between coalesce(begun, first_day) and last_day group by 1, 2) c
  join pass.product d on d.id = c.product_id
  left join pass.price r on r.product_id = c.product_id and r.class = c.class
  left join (select l.product_id, l.class, sum(l.uses)::integer as uses from pass.settlement_line l join pass.settlement o on o.id = l.settlement_id
    where o.partner_id = partner and o.id <> made and l.corrects is null group by 1, 2) s on s.product_id = c.product_id and s.class = c.class
  where c.uses > coalesce(s.uses, 0);
  return made;
end $$;
revoke execute on function pass.settle from public;
grant execute on function pass.settle to parvis_app, parvis_system;

-- Of the partner of a settlement: who reads it, who answers in it, who disputes it.
create function pass.settles(settlement integer, which text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.settlement s where s.id = settlement and (
    which = 'kept' and s.partner_id = any (audiences.actor_ids('passkept')::bigint[])
    or which = 'headed' and s.partner_id = any (audiences.actor_ids('headed')::bigint[]))) $$;
create function pass.settlement_of(line bigint) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.settlement_id from pass.settlement_line l where l.id = line and (pass.settles(l.settlement_id, 'kept') or pass.settles(l.settlement_id, 'headed')) $$;
create function pass.settlement_of_dispute(dispute bigint) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select pass.settlement_of(d.line_id) from pass.dispute d where d.id = dispute $$;
revoke execute on function pass.settles, pass.settlement_of, pass.settlement_of_dispute from public;
grant execute on function pass.settles, pass.settlement_of, pass.settlement_of_dispute to parvis_app;

do $$
declare
  part text;
begin
  foreach part in array array['settlement', 'settlement_line', 'dispute', 'dispute_answer', 'settlement_step'] loop
    execute format('alter table pass.%I enable row level security', part);
    execute format('create policy system on pass.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on pass.%I to parvis_system', part);
    execute format('grant select on pass.%I to parvis_app', part);
    execute format('create trigger guard_deed before update or delete on pass.%I for each row execute function pass.guard_deed()', part);
  end loop;
end $$;
grant usage on all sequences in schema pass to parvis_system;

create policy told on pass.settlement for select using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[])
  or partner_id = any ((select audiences.actor_ids('headed'))::bigint[]));
create policy told on pass.settlement_line for select using (pass.settles(settlement_id, 'kept') or pass.settles(settlement_id, 'headed'));
create policy told on pass.dispute for select using (pass.settlement_of(line_id) is not null);
create policy told on pass.dispute_answer for select using (pass.settlement_of_dispute(dispute_id) is not null);
create policy told on pass.settlement_step for select using (pass.settles(settlement_id, 'kept') or pass.settles(settlement_id, 'headed'));
grant insert (settlement_id, product_id, product, class, uses, unit_cents, corrects) on pass.settlement_line to parvis_app;
create policy corrected on pass.settlement_line for insert with check (corrects is not null and pass.settles(settlement_id, 'kept'));
grant insert (line_id, reason) on pass.dispute to parvis_app;
create policy disputed on pass.dispute for insert with check (pass.settles(pass.settlement_of(line_id), 'headed'));
grant insert (dispute_id, said, correction_id) on pass.dispute_answer to parvis_app;
create policy answered on pass.dispute_answer for insert with check (pass.settles(pass.settlement_of_dispute(dispute_id), 'kept'));
grant insert (settlement_id, step, reference) on pass.settlement_step to parvis_app;
create policy stepped on pass.settlement_step for insert with check (case step when 'paid' then pass.settles(settlement_id, 'kept') else pass.settles(settlement_id, 'headed') end);
