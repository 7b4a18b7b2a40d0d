-- What Communication arranges is looked at in an order without doubles nor holes, fifty at most for a page, and each change is told on it.
update intranet.arrangement a set position = r.rank from (
    select id, row_number() over (partition by authority_id, page order by position, id)::integer as rank from intranet.arrangement) r
  where r.id = a.id and r.rank <> a.position;
alter table intranet.arrangement
  drop constraint arrangement_position_check,
  add constraint arrangement_position check (position between 1 and 50),
  -- Two change places in one statement.
  add constraint arrangement_order unique (authority_id, page, position) deferrable,
  -- Of whom it is for: what somebody read before they change that, or remove it.
  add column version integer not null default 1;

create function intranet.guard_arrangement() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.audience_id is distinct from old.audience_id then new.version := old.version + 1; end if;
  return new;
end $$;
revoke execute on function intranet.guard_arrangement from public;
create trigger guard before update on intranet.arrangement for each row execute function intranet.guard_arrangement();

create policy arrangement on platform.event for select using (subject_kind = 'arrangement' and exists (
  select from intranet.arrangement a where a.id = subject_id and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
create policy tell_arrangement on platform.event for insert with check (
  subject_kind = 'arrangement' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name())
  and name in ('arrangement.made', 'arrangement.placed', 'arrangement.ranked', 'arrangement.addressed', 'arrangement.removed')
  and exists (select from intranet.arrangement a where a.id = subject_id
    and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
