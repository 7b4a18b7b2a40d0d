-- The counts beside an agent's lists: each list is counted from its own index, and no row is asked whose unit or commune it is again.
drop function requests.open_tally(timestamptz);
create function requests.open_tally(at timestamptz)
  returns table (list text, unit_id integer, open integer, unassigned integer, late integer, risk integer, waiting integer)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me bigint := platform.person_id();
  communes integer[] := accounts.actor_communes();
  units integer[] := array(select unnest(accounts.actor_units())
    union select u.id from territory.unit u where u.authority_id = any (accounts.actor_receptions()));
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
        and (r.unit_id = any (units) or r.commune_id = any (communes) or r.shared_units && units);
end $$;
