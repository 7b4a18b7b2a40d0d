-- Of which authorities each member of a space is: elected there, or at work there. In a conference, one looks for a town before a name.
drop function spaces.members(integer);
create function spaces.members(space integer)
  returns table (person_id bigint, name text, role spaces.role, kind text, holder_id integer, held_as text, authority_ids integer[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with told as (select platform.is_system() or space = any (audiences.actor_ids('space')) or spaces.keeps(space) as is_told),
  let_in as (
    select h.person_id, a.role, a.kind, a.holder_id, h.role as held_as from told, spaces.admission a
    join spaces.group_holder h on h.kind = a.kind and h.id = a.holder_id and coalesce(a.held_as = h.role, true)
    where told.is_told and a.space_id = space
    union
    select a.person_id, a.role, 'person', null, null from told, spaces.admission a
    where told.is_told and a.space_id = space and a.kind = 'person'
      and exists (select from spaces.group_holder h where h.person_id = a.person_id)),
  of_authority as (
    select h.person_id, array_agg(distinct h.id) as ids from spaces.group_holder h
    where h.kind in ('elected', 'workplace') and h.person_id in (select l.person_id from let_in l) group by h.person_id)
  select p.id, p.name, l.role, l.kind, l.holder_id, l.held_as, coalesce(o.ids, '{}') from let_in l
  join accounts.person p on p.id = l.person_id left join of_authority o on o.person_id = p.id
  union
  select null, m.name, a.role, 'body', a.holder_id, s.post::text, array[m.authority_id] from told, spaces.admission a
  join bodies.sitting(territory.day_of(platform.now())) s on s.body_id = a.holder_id and coalesce(a.held_as = s.post::text, true)
  join bodies.member m on m.id = s.member_id where told.is_told and a.space_id = space and a.kind = 'body' and m.person_id is null $$;
revoke execute on function spaces.members from public;
grant execute on function spaces.members to parvis_app, parvis_system;
