-- What was signed is what works: where an agreement gives no desk, posts at the desk open nothing, from its day to the last. They stay:
-- the day it is signed again, they open it again.

-- Posts that open what they say on that day. Whoever keeps, counts or forgets posts reads all of them.
create function accounts.working_posts(on_day date) returns setof accounts.membership language sql stable as $$
  select m.* from accounts.membership m
  where m.valid_from <= on_day and (m.valid_to is null or m.valid_to >= on_day)
    and (m.role not in ('handler', 'manager', 'reception') or not exists (select from territory.unit u where u.id = m.unit_id
      and u.authority_id = any ((select settings.partners_without('requests.desk', on_day))::integer[]))) $$;
revoke execute on function accounts.working_posts from public;
grant execute on function accounts.working_posts to parvis_system;

-- What somebody reaches by working, and who works somewhere, is asked of these.
do $$
declare
  told regprocedure;
begin
  foreach told in array array['accounts.find_units()', 'accounts.find_posts()', 'accounts.find_desks()', 'accounts.find_communes()',
    'accounts.staffed_units()', 'accounts.first_staffed(integer[])', 'accounts.is_staffed(integer)', 'accounts.hearers(integer)',
    'accounts.people_of(integer[])', 'requests.is_of_unit(integer)']::regprocedure[]
  loop
    execute replace(pg_get_functiondef(told), 'accounts.membership', 'accounts.working_posts(platform.today())');
  end loop;
end $$;
