-- Partners of the pass are kept on screen: what the authority gives back to them for each use, when their places open, and thirty days to
-- read once their agreement is over.
alter table pass.price add column reimbursed_cents integer not null default 0 check (reimbursed_cents between 0 and 1000000);
grant update (reimbursed_cents) on pass.price to parvis_app;
-- « Du mardi au dimanche, de 9 h à 19 h »
alter table pass.place add column opening text not null default '' check (char_length(opening) <= 300);
grant insert (opening), update (opening) on pass.place to parvis_app;

-- Whoever works there reads for thirty days after the last day; whoever manages changes nothing from the night of that day on.
create or replace function pass.find_partners() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
    where m.person_id = platform.person_id() and today between m.since and coalesce(m.until, 'infinity') and today <= p.until + 30);
end $$;
create or replace function pass.find_managed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
    where m.person_id = platform.person_id() and m.is_manager and today between m.since and coalesce(m.until, 'infinity') and today <= p.until);
end $$;
-- Those that one manages, or managed until their agreement ended, less than thirty days ago.
create function pass.find_headed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := territory.day_of(platform.now());
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m join pass.partner p on p.id = m.partner_id
    where m.person_id = platform.person_id() and m.is_manager and today between m.since and coalesce(m.until, 'infinity') and today <= p.until + 30);
end $$;
revoke execute on function pass.find_headed from public;
call audiences.add('headed', 'pass.find_headed', null);
create or replace function pass.forget_reach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audiences.forget(kind) from unnest(array['partner', 'managed', 'headed', 'passkept']) kind;
  return null;
end $$;
create trigger forget_reach_of_days after update on pass.partner for each statement execute function pass.forget_reach();

-- Doors are seen, and people told, by those who work there, and by those who managed.
create policy seen on pass.device for select using (partner_id = any ((select audiences.actor_ids('partner'))::bigint[]));
create policy headed on pass.member for select using (partner_id = any ((select audiences.actor_ids('headed'))::bigint[]));

-- What happened to a partner is told by whoever keeps it, or manages it; read by whoever keeps it.
create function pass.keeps(partner bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select partner = any (audiences.actor_ids('passkept')::bigint[]) $$;
create function pass.tells(partner bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select partner = any (audiences.actor_ids('passkept')::bigint[] || audiences.actor_ids('headed')::bigint[]) $$;
revoke execute on function pass.keeps, pass.tells from public;
grant execute on function pass.keeps, pass.tells to parvis_app;
create policy passpartner on platform.event for select using (subject_kind = 'passpartner' and pass.tells(subject_id));
create policy tell_passpartner on platform.event for insert with check (
  subject_kind = 'passpartner' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident') and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('passpartner.signed', 'passpartner.changed', 'passpartner.lasting', 'passpartner.ended',
    'passpartner.placed', 'passpartner.offered', 'passpartner.reworded', 'passpartner.opened', 'passpartner.closed', 'passpartner.invited',
    'passpartner.left', 'passpartner.settled', 'passpartner.disputed', 'passpartner.answered', 'passpartner.accepted', 'passpartner.paid')
  and pass.tells(subject_id));
