-- What town halls choose on screen: a row each time something is chosen, or given back to what is inherited (value null). A row is
-- in force until the next one of its scope; nothing is changed or removed, so that the rows are their own history.
create schema settings;
create table settings.value (
  id bigint generated always as identity primary key,
  key text not null check (key ~ '^[a-z]+\.[a-z_]+$'),
  authority_id integer not null references territory.authority (id),
  unit_id integer references territory.unit (id),
  service_slug text,
  value text check (length(value) <= 4000),
  since timestamptz not null,
  until timestamptz check (until >= since),
  set_by bigint references accounts.person (id) on delete set null,
  check (unit_id is null or service_slug is null)
);
create unique index value_in_force on settings.value (key, authority_id, unit_id, service_slug) nulls not distinct where until is null;
create index value_history on settings.value (key, authority_id, id desc);
create index value_set_by on settings.value (set_by);

-- Authorities for which the person chooses: their own; all of them for an administrator of the metropolis.
create function settings.actor_sets() returns integer[] language sql stable security definer set search_path = pg_catalog as $$
  with own as (select a.id, a.level from accounts.membership m join territory.unit u on u.id = m.unit_id
      join territory.authority a on a.id = u.authority_id
    where m.person_id = platform.person_id() and m.role = 'admin'
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date))
  select coalesce(array_agg(distinct a.id), '{}') from territory.authority a
    where a.id in (select id from own) or exists (select from own where level = 'metropolis') $$;

alter table settings.value enable row level security;
-- What is in force shows on pages that anybody reads; who chose what before is the administrators'.
create policy visible on settings.value for select using (
  until is null or authority_id = any ((select settings.actor_sets())::integer[]));
create policy chosen on settings.value for insert with check (
  set_by = (select platform.person_id()) and until is null and authority_id = any ((select settings.actor_sets())::integer[])
  and (unit_id is null or exists (select from territory.unit u where u.id = unit_id and u.authority_id = value.authority_id)));
create policy succeeded on settings.value for update using (authority_id = any ((select settings.actor_sets())::integer[]));
create policy system on settings.value to parvis_system using (true);

grant usage on schema settings to parvis_app;
grant select, insert, update (until, set_by) on settings.value to parvis_app;
