-- The yearly report of an authority: what was counted when it was asked, kept as it was then; of nobody.
create table steering.report (
  authority_id integer not null references territory.authority,
  year integer not null check (year between 2020 and 2200),
  figures jsonb not null check (jsonb_typeof(figures) = 'object' and octet_length(figures::text) <= 200000),
  made_at timestamptz not null,
  primary key (authority_id, year)
);
alter table steering.report enable row level security;
create policy system on steering.report to parvis_system using (true);
grant select, insert, update, delete on steering.report to parvis_system;
grant select, insert (authority_id, year, figures), update (figures) on steering.report to parvis_app;
create policy read on steering.report for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('reported'))::bigint[]));
create policy made on steering.report for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy made_again on steering.report for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create function steering.date_report() returns trigger language plpgsql as $$
begin
  -- What comes back from a copy says it itself.
  new.made_at := case when platform.is_system() then coalesce(new.made_at, platform.now()) else platform.now() end;
  return new;
end $$;
revoke execute on function steering.date_report from public;
create trigger date_report before insert or update on steering.report for each row execute function steering.date_report();

-- What that authority published between two days, for whoever reads its figures: contents first shown then, those shown again in another
-- edition, and the units that answer for them.
create function steering.published(authority integer, from_day date, to_day date) returns table (fresh integer, again integer, units integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with shown as (
    select p.content_id, p.unit_id, p.starts_at, p.starts_at = min(p.starts_at) over (partition by p.content_id) as is_first
    from publishing.publication p where p.authority_id = authority and p.starts_at <= platform.now() and p.ends_at is distinct from p.starts_at)
  select (count(*) filter (where s.is_first))::integer, (count(*) filter (where not s.is_first))::integer, count(distinct s.unit_id)::integer
  from shown s where territory.day_of(s.starts_at) between from_day and to_day and steering.reads(authority, null) $$;
revoke execute on function steering.published from public;
grant execute on function steering.published to parvis_app, parvis_system;

-- Trainings and thanks of people whose last post in the authority ended before that day. As the system.
create function steering.forget_gone(before date, most integer) returns integer language sql as $$
  with gone as (
    select r.person_id, r.authority_id from (
      select person_id, authority_id from steering.training union select person_id, authority_id from steering.thanks) r
    where not exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id
      where m.person_id = r.person_id and u.authority_id = r.authority_id and (m.valid_to is null or m.valid_to >= before)) limit most),
  t as (delete from steering.training t using gone g where t.person_id = g.person_id and t.authority_id = g.authority_id),
  h as (delete from steering.thanks h using gone g where h.person_id = g.person_id and h.authority_id = g.authority_id)
  select count(*)::integer from gone $$;
revoke execute on function steering.forget_gone from public;
grant execute on function steering.forget_gone to parvis_system;
