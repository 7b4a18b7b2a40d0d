-- Who works in some units, as far as the actor may know: the colleagues are found once and looked up, where the policy compared each
-- person with each colleague.
create function accounts.people_of(units integer[], today date)
  returns table (person_id bigint, name text, unit_id integer, role text)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select p.id, p.name, m.unit_id, m.role
    from accounts.membership m join accounts.person p on p.id = m.person_id
    where m.unit_id = any (units) and p.closed_at is null
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
      and (platform.is_system() or p.id = platform.person_id() or p.id in (select unnest(accounts.find_colleagues())))
    order by p.name collate "fr-x-icu", p.id, m.id;
end $$;

-- The tally counts what was handed over as well: one statement for every count beside the lists.
drop function requests.open_tally(timestamptz);
create function requests.open_tally(at timestamptz, handed_since timestamptz)
  returns table (list text, unit_id integer, open integer, unassigned integer, late integer, risk integer, waiting integer)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me bigint := platform.person_id();
  communes integer[] := accounts.actor_communes();
  units integer[] := accounts.actor_shared_units();
begin
  return query
    select 'handled', r.unit_id, count(*)::integer, (count(*) - count(r.assignee_id))::integer,
        count(*) filter (where r.next_due_at < at)::integer,
        count(*) filter (where r.next_risk_at <= at and r.next_due_at >= at)::integer,
        count(*) filter (where r.state_kind = 'waiting')::integer
      from requests.request r where r.state_kind <> 'done' and r.unit_id = any (units) group by r.unit_id
    union all
    select 'around', null, count(*)::integer, 0, 0, 0, 0
      from requests.request r where r.state_kind <> 'done' and r.commune_id = any (communes)
    union all
    -- In hand, though elsewhere: seen as long as it is shared.
    select 'mine', null, count(*)::integer, 0, 0, 0, 0
      from requests.request r where r.state_kind <> 'done' and r.assignee_id = me
        and (r.unit_id = any (units) or r.commune_id = any (communes) or r.shared_units && units)
    union all
    select 'handed', null, count(*)::integer, 0, 0, 0, 0
      from requests.request r where r.state_kind <> 'done' and r.id in (select a.request_id from requests.access a
        where a.unit_id = any (units) and a.reason = 'handed-over' and a.since > handed_since);
end $$;
