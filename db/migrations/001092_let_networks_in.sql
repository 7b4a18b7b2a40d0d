-- A space lets a network of correspondents in as a whole: who is of it follows the registry on the day itself.
create or replace view spaces.group_holder as
  select 'staff' as kind, person_id, id, role, false as is_seat from accounts.staff_holder
  union all select 'workplace', person_id, id, role, false from accounts.workplace_holder
  union all select 'body', person_id, id, role, true from bodies.body_holder
  union all select 'elected', person_id, id, role, true from bodies.elected_holder
  union all select 'network', person_id, id, role, false from correspondents.holder;
alter table spaces.admission drop constraint admission_kind_check,
  add constraint admission_kind_check check (kind in ('staff', 'workplace', 'body', 'elected', 'network', 'person'));

-- The rooms of the network that whoever acts is in.
create function correspondents.own_rooms() returns table (id integer, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.name from spaces.space s
  where s.id = any ((select audiences.actor_ids('space'))::bigint[]) and s.archived_at is null
    and exists (select from spaces.admission a where a.space_id = s.id and a.kind = 'network')
  order by s.name, s.id limit 5 $$;
revoke execute on function correspondents.own_rooms from public;
grant execute on function correspondents.own_rooms to parvis_app, parvis_system;
