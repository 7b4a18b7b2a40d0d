-- Public information is written on screen by whoever administers an authority or writes its contents; the metropolis's administrators
-- write everybody's. What was written there carries the instant, and an import, which finds its own by the title of its file, leaves it.
create function publishing.find_writes() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (select u.authority_id as id, a.level, m.role from accounts.membership m join territory.unit u on u.id = m.unit_id
      join territory.authority a on a.id = u.authority_id
    where m.person_id = platform.person_id() and m.role in ('admin', 'editor')
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today()))
  select coalesce(array_agg(distinct a.id), '{}') from territory.authority a
    where a.id in (select id from own) or exists (select from own where level = 'metropolis' and role = 'admin') $$;
call audiences.add('publisher', 'publishing.find_writes', null);

alter table publishing.notice
  add column version integer not null default 1,
  add column edited_at timestamptz,
  -- Its title in the file that brought it.
  add column imported_as text;
update publishing.notice set imported_as = title;

alter table publishing.notice enable row level security;
create policy system on publishing.notice to parvis_system using (true);
create policy visible on publishing.notice for select using (
  published_at <= platform.now() or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy written on publishing.notice for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on publishing.notice for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

create function publishing.date_edit() returns trigger language plpgsql as $$
begin
  if platform.is_system() then return new; end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  new.edited_at := platform.now();
  return new;
end $$;
create trigger date_edit before insert or update on publishing.notice for each row execute function publishing.date_edit();

revoke insert, update, delete on publishing.notice from parvis_app;
grant insert, update on publishing.notice to parvis_system;
grant insert (authority_id, theme, title, text, published_at, ends_at), update (theme, title, text, published_at, ends_at)
  on publishing.notice to parvis_app;

create function publishing.writes(notice bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.notice n where n.id = notice and n.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;
create policy information on platform.event for select using (subject_kind = 'information' and publishing.writes(subject_id));
create policy tell_information on platform.event for insert with check (
  subject_kind = 'information' and name in ('information.written', 'information.changed', 'information.ended')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and publishing.writes(subject_id));
