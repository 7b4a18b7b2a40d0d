-- Which of these open units, of those one administers, nobody answers on a day, were those posts gone: in them or above, as `is_staffed`
-- says; whoever is away that day does not answer.
create function accounts.unanswered(units integer[], on_day date, gone bigint[]) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive asked as (
      select u.id, u.parent_id from territory.unit u where u.id = any (territory.administered(units)) and u.closed_on is null),
    line(asked, id, parent_id) as (
      select a.id, a.id, a.parent_id from asked a
      union select line.asked, u.id, u.parent_id from territory.unit u join line on u.id = line.parent_id),
    answering as (
      select m.unit_id, m.role from accounts.membership m join territory.unit u on u.id = m.unit_id
      where m.role in ('handler', 'manager', 'reception') and m.id <> all (gone)
        and m.unit_id in (select id from line) and m.valid_from <= on_day and (m.valid_to is null or m.valid_to >= on_day)
        and not exists (select from accounts.absence a where a.person_id = m.person_id and a.authority_id = u.authority_id
          and on_day between a.first_day and a.last_day))
  select coalesce(array_agg(a.id), '{}') from asked a where not exists (
    select from line join answering w on w.unit_id = line.id
    where line.asked = a.id and (w.role <> 'reception' or line.id = a.id)) $$;
revoke execute on function accounts.unanswered from public;
grant execute on function accounts.unanswered to parvis_app, parvis_system;

-- How many people hold a role there on a day and are not away, and until which day somebody does (null: without end): told to whoever
-- administers it, without showing who.
drop function accounts.count_holders(integer, text[]);
create function accounts.count_holders(authority integer, roles text[], on_day date, out held integer, out until date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.person_id) filter (where m.valid_from <= on_day and not exists (select from accounts.absence a
      where a.person_id = m.person_id and a.authority_id = u.authority_id and on_day between a.first_day and a.last_day))::integer,
    nullif(max(coalesce(m.valid_to, 'infinity')), 'infinity')
  from accounts.membership m join territory.unit u on u.id = m.unit_id join accounts.person p on p.id = m.person_id
  where u.authority_id = authority and m.role = any (roles) and p.closed_at is null
    and (m.valid_to is null or m.valid_to >= on_day)
    and (platform.is_system() or authority = any ((select audiences.actor_ids('setter'))::bigint[])) $$;
revoke execute on function accounts.count_holders from public;
grant execute on function accounts.count_holders to parvis_app, parvis_system;
