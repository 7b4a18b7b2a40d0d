-- Authorities are changed on screen by their administrators, as units are (000433). Their host names are the metropolis's to give: each
-- asks for a name in the DNS and a certificate.
alter table territory.authority
  add column version integer not null default 1,
  add column edited_at timestamptz;
create trigger raise_revision after insert or update on territory.authority for each statement execute function territory.raise_revision();
create trigger raise_revision after insert or update or delete on territory.host for each statement execute function territory.raise_revision();
create trigger date_edit before insert or update on territory.authority for each row execute function territory.date_edit();

alter table territory.authority enable row level security;
create policy system on territory.authority to parvis_system using (true);
create policy visible on territory.authority for select using (id is not null);
create policy edited on territory.authority for update using (id = any ((select audiences.actor_ids('setter'))::bigint[]));
alter table territory.host enable row level security;
create policy system on territory.host to parvis_system using (true);
create policy visible on territory.host for select using (host is not null);
create policy given on territory.host for insert with check (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy taken on territory.host for delete using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
revoke insert, update, delete on territory.authority, territory.host from parvis_app;
grant insert, update on territory.authority to parvis_system;
grant insert, update, delete on territory.host to parvis_system;
grant update (name, profile, logo_svg) on territory.authority to parvis_app;
grant insert, delete on territory.host to parvis_app;

create or replace function territory.administers(kind text, id bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case $1
    when 'authority' then $2 = any ((select audiences.actor_ids('setter'))::bigint[])
    when 'unit' then exists (select from territory.unit u where u.id = $2
      and u.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    when 'calendar' then exists (select from territory.calendar c where c.number = $2 and
      case when c.authority_id is null then cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0
        else c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]) end)
    when 'reorganisation' then exists (select from organisation.change c where c.id = $2
      and c.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
    else false end $$;
alter policy organisation on platform.event
  using (subject_kind in ('authority', 'unit', 'calendar', 'reorganisation') and territory.administers(subject_kind, subject_id));
alter policy tell_organisation on platform.event with check (
  subject_kind in ('authority', 'unit', 'calendar', 'reorganisation') and erased_at is null and platform.is_told_now(at)
  and actor_kind = 'agent' and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and territory.administers(subject_kind, subject_id));
