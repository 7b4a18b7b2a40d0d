-- The counts beside an agent's lists, from indexes alone: they hold what is counted, so that the rows themselves are not read.
drop index requests.request_unit_open;
create index request_unit_open on requests.request (unit_id, next_due_at, id)
  include (assignee_id, state_kind, next_risk_at, commune_id) where state_kind <> 'done';
drop index requests.request_commune_open;
create index request_commune_open on requests.request (commune_id, next_due_at, id)
  include (unit_id, assignee_id, state_kind, next_risk_at) where state_kind <> 'done';

-- A unit's requests in one commune, open and closed.
create index request_unit_commune_open on requests.request (unit_id, commune_id, next_due_at, id) where state_kind <> 'done';
create index request_unit_commune on requests.request (unit_id, commune_id, received_at desc, id desc);

-- Open requests that the acting agent handles or answers for, that stand in their commune, or that they have in hand: how many, by
-- unit. Definer rights, or the policy would ask for each whole row; the reach is the actor's own, worked out here.
create function requests.open_tally(at timestamptz)
  returns table (unit_id integer, around boolean, mine boolean, handled boolean, open integer, unassigned integer, late integer, risk integer, waiting integer)
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me bigint := platform.person_id();
  communes integer[] := accounts.actor_communes();
  units integer[] := accounts.actor_units()
    || array(select u.id from territory.unit u where u.authority_id = any (accounts.actor_receptions()));
begin
  return query
    select k.unit_id, k.commune_id = any (communes), k.assignee_id is not distinct from me, k.unit_id = any (units),
      count(*)::integer, count(*) filter (where k.assignee_id is null)::integer,
      count(*) filter (where k.next_due_at < at)::integer,
      count(*) filter (where k.next_risk_at <= at and k.next_due_at >= at)::integer,
      count(*) filter (where k.state_kind = 'waiting')::integer
    from (
      select r.unit_id, r.commune_id, r.assignee_id, r.next_due_at, r.next_risk_at, r.state_kind
        from requests.request r where r.state_kind <> 'done' and r.unit_id = any (units)
      union all
      select r.unit_id, r.commune_id, r.assignee_id, r.next_due_at, r.next_risk_at, r.state_kind
        from requests.request r where r.state_kind <> 'done' and r.commune_id = any (communes) and r.unit_id <> all (units)
      union all
      -- In hand, and elsewhere: seen as long as it is shared.
      select r.unit_id, r.commune_id, r.assignee_id, r.next_due_at, r.next_risk_at, r.state_kind
        from requests.request r where r.state_kind <> 'done' and r.assignee_id = me
          and r.unit_id <> all (units) and r.commune_id <> all (communes) and r.shared_units && units) k
    group by 1, 2, 3, 4;
end $$;
