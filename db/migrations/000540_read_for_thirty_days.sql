-- An agreement ends: for thirty days what is the commune's is still read, and nothing is done; then nothing is open. The days are those
-- that agreements wrote: nothing has to be done on the day itself.

-- Authorities for which all that was signed is over on that day: the last day of it, and the last on which they still read. Communes that
-- merge have not ended: their successor goes on.
create function settings.ended(on_day date) returns table (authority_id integer, ended_on date, reads_until date)
  language sql stable rows 10 security definer set search_path = pg_catalog, pg_temp as $$
  select o.authority_id, max(o.to_day), max(o.to_day) + 30 from settings.opening o
  where o.from_day <= on_day
    and not exists (select from agreements.agreement a where a.authority_id = o.authority_id and a.stopped = 'merged')
  group by o.authority_id having max(o.to_day) < on_day $$;

-- The one list of what the posts in force on a day open: they work, or read, or open nothing (null). Whoever administers goes on reading
-- after the thirty days: what became of the data is theirs to prove.
create function accounts.posts_on(on_day date) returns table (post accounts.membership, opens text, ended_on date, reads_until date)
  language sql stable as $$
  select m, case
      when e.authority_id is not null then case when on_day <= e.reads_until or m.role = 'admin' then 'read' end
      when m.role in ('handler', 'manager', 'reception')
        and u.authority_id = any ((select settings.partners_without('requests.desk', on_day))::integer[]) then null
      else 'work' end, e.ended_on, e.reads_until
  from accounts.membership m join territory.unit u on u.id = m.unit_id left join settings.ended(on_day) e on e.authority_id = u.authority_id
  where m.valid_from <= on_day and (m.valid_to is null or m.valid_to >= on_day) $$;

-- Those by which somebody works: who receives, who hears, in whose name one writes.
create or replace function accounts.working_posts(on_day date) returns setof accounts.membership language sql stable as $$
  select (p.post).* from accounts.posts_on(on_day) p where p.opens = 'work' $$;

-- Those that open something to whoever acts. A post that reads opens nothing to a transaction that may write: both walls of every act
-- are made of these.
create function accounts.open_posts(on_day date) returns setof accounts.membership language sql stable as $$
  select (p.post).* from accounts.posts_on(on_day) p
  where p.opens = 'work' or (p.opens = 'read' and current_setting('transaction_read_only') = 'on') $$;
revoke execute on function accounts.posts_on, accounts.open_posts from public;
grant execute on function accounts.posts_on to parvis_system;

do $$
declare
  reach regprocedure;
begin
  foreach reach in array array['accounts.find_units()', 'accounts.find_posts()', 'accounts.find_desks()', 'accounts.find_communes()',
    'accounts.find_workplaces()', 'accounts.people_of(integer[])', 'accounts.find_administered()', 'accounts.governed_by(bigint)', 'settings.find_sets()',
    'publishing.find_writes()', 'territory.find_tended()']::regprocedure[]
  loop
    execute regexp_replace(pg_get_functiondef(reach), 'accounts\.(membership|working_posts\(platform\.today\(\)\))',
      'accounts.open_posts(platform.today())', 'g');
  end loop;
  execute replace(pg_get_functiondef('accounts.find_colleagues()'::regprocedure), 'from accounts.membership mine',
    'from accounts.open_posts(platform.today()) mine');
end $$;
