-- A commune that joins prepares its counter, and answers from a day on. Without a row it always has.
create table territory.opening (
  authority_id integer primary key references territory.authority (id),
  opens_on date not null
);
alter table territory.opening enable row level security;
create policy system on territory.opening to parvis_system using (true);
create policy visible on territory.opening for select using (authority_id is not null);
-- What is open stays open: whoever administers chooses the day of a counter that is not, and closes none.
create policy chosen on territory.opening for update
  using (opens_on > platform.today() and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check (opens_on >= platform.today() and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, update (opens_on) on territory.opening to parvis_app;
grant select, insert, update, delete on territory.opening to parvis_system;
create trigger raise_revision after insert or update or delete on territory.opening
  for each statement execute function territory.raise_revision();

-- What its administrators saw to before it opened: each step, once, by whom.
create schema joining;
grant usage on schema joining to parvis_app, parvis_system;
create table joining.seen_step (
  authority_id integer not null references territory.authority (id),
  step text not null check (step ~ '^[a-z]+\.[a-z_]+$'),
  seen_at timestamptz not null,
  seen_by bigint references accounts.person (id) on delete set null,
  primary key (authority_id, step)
);
create index seen_step_by on joining.seen_step (seen_by);
alter table joining.seen_step enable row level security;
create policy system on joining.seen_step to parvis_system using (true);
create policy visible on joining.seen_step for select
  using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy seen on joining.seen_step for insert
  with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) and seen_by = platform.person_id());
create policy unseen on joining.seen_step for delete
  using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, insert, delete on joining.seen_step to parvis_app;
grant select, insert, update, delete on joining.seen_step to parvis_system;

-- How many people hold a role there today, told to whoever administers it, without showing who.
create function accounts.count_holders(authority integer, roles text[]) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.person_id)::integer from accounts.membership m
  join territory.unit u on u.id = m.unit_id join accounts.person p on p.id = m.person_id
  where u.authority_id = $1 and m.role = any ($2) and p.closed_at is null
    and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())
    and (platform.is_system() or $1 = any ((select audiences.actor_ids('setter'))::bigint[])) $$;
revoke execute on function accounts.count_holders from public;
grant execute on function accounts.count_holders to parvis_app, parvis_system;
